"""Which UEFI images the host has, from the descriptors that QEMU and its packages agree on."""

from __future__ import annotations

import json
from pathlib import Path

from xapid.hypervisor.spec import Spec

DESCRIPTORS = (Path("/usr/share/qemu/firmware"), Path("/etc/qemu/firmware"))


class UefiImage(Spec):
    """One build of the firmware and the empty variable store that goes with it."""

    code: str
    template: str
    secure_boot: bool
    """Can check signatures, and needs system management mode for it."""
    enrolled: bool
    """The template holds the usual vendors' keys."""


def uefi_images(folders: tuple[Path, ...] = DESCRIPTORS) -> tuple[UefiImage, ...]:
    """The x86-64 images that are installed, best first as their names order them."""
    files = {path.name: path for folder in folders if folder.is_dir() for path in folder.glob("*.json")}
    images = (_image(files[name]) for name in sorted(files))
    return tuple(image for image in images if image is not None)


def _image(path: Path) -> UefiImage | None:
    try:
        told = json.loads(path.read_text())
        mapping = told["mapping"]
        targets = {target["architecture"] for target in told["targets"]}
        if "uefi" not in told["interface-types"] or mapping["device"] != "flash" or "x86_64" not in targets:
            return None
        code, store = mapping["executable"]["filename"], mapping["nvram-template"]["filename"]
        features = set(told["features"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not (Path(code).exists() and Path(store).exists()):
        return None
    return UefiImage(
        code=code, template=store, secure_boot="secure-boot" in features, enrolled="enrolled-keys" in features
    )
