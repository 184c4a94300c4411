"""What libvirt found out about QEMU, handed from one private libvirtd of the tests to the next.

Each would ask every QEMU anew, for seconds of processor time; one that has changed is asked all the same.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

#: Below the directory of a private libvirtd.
_ANSWERS = Path("cache", "qemu", "capabilities")
_KEPT = Path(os.environ.get("XAPID_CACHE", Path.home() / ".cache" / "xapid"), "probes")


def give(libvirt: Path) -> None:
    """Hand what is known to a libvirtd that never ran."""
    if _KEPT.exists():
        libvirt.mkdir(mode=0o711, exist_ok=True)
        shutil.copytree(_KEPT, libvirt / _ANSWERS, ignore=shutil.ignore_patterns("*.new"))


def keep(libvirt: Path) -> None:
    """Take over what a libvirtd that runs guests has found out, if it is news."""
    for answer in (libvirt / _ANSWERS).glob("*.xml"):
        kept = _KEPT / answer.name
        if not kept.exists() or kept.read_bytes() != answer.read_bytes():
            _KEPT.mkdir(parents=True, exist_ok=True)
            new = _KEPT / f"{answer.name}.{os.getpid()}.new"
            shutil.copy(answer, new)
            new.replace(kept)
