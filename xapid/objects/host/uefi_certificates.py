"""The keys of Secure Boot in the host's files, where new guests get them from."""

from __future__ import annotations

from pathlib import Path

from xapid.files import remove, write_whole
from xapid.hypervisor.firmware import UefiImage, uefi_images
from xapid.hypervisor.secure_boot import NAMES, keys_of, make_archive, read_archive, store_with
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.pool import Pool
from xapid.trust.files import in_thread

#: The variable store that guests with Secure Boot start with, when the pool has keys of its own.
STORE = "vars.fd"

ELSEWHERE = "The keys of Secure Boot are set for the whole pool, by pool.set_custom_uefi_certificates"


@message(Host, role=NOBODY, hidden=True, pool_internal=True)
async def write_uefi_certificates_to_disk(ctx: Context, host: Host) -> None:
    """Write the pool's certificates for Secure Boot to the host's files."""
    await in_thread(_write, folder_of(ctx), ctx.store.one(Pool).custom_uefi_certificates)


@message(Host, role=NOBODY)
async def set_uefi_certificates(ctx: Context, host: Host, value: str) -> None:
    """Refused with OPERATION_NOT_ALLOWED: hosts have the certificates of their pool."""
    raise XenError("OPERATION_NOT_ALLOWED", ELSEWHERE)


def folder_of(ctx: Context) -> Path:
    """Where this host has the files."""
    return ctx.services.state_dir / "uefi"


def template_of(ctx: Context) -> str | None:
    """The variable store that a new guest with Secure Boot gets; None: the firmware's own."""
    return str(folder_of(ctx) / STORE) if ctx.store.one(Pool).custom_uefi_certificates else None


async def built_in(ctx: Context) -> str:
    """The keys that come with this host's firmware, as an archive; empty when it has none."""
    return await in_thread(_built_in)


def _enrolled() -> UefiImage | None:
    return next((image for image in uefi_images() if image.secure_boot and image.enrolled), None)


def _built_in() -> str:
    image = _enrolled()
    keys = keys_of(Path(image.template)) if image is not None else {}
    return make_archive(keys) if keys else ""


def _write(folder: Path, archive: str) -> None:
    """Have exactly the files of the archive, and the store made of them, or ValueError."""
    files, image = read_archive(archive) if archive else {}, _enrolled()
    wanted = {f"{name}.auth": files.get(name) for name in NAMES}
    wanted[STORE] = store_with(Path(image.template), files) if files and image is not None else None
    for name, data in wanted.items():
        path = folder / name
        if data is None:
            remove(path)
        elif not path.exists() or path.read_bytes() != data:
            write_whole(path, data, 0o644)
