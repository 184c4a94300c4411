"""The files beside its disks that a VM has on its host."""

from __future__ import annotations

from pathlib import Path

from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM

CONSOLES, NVRAM = "consoles", "nvram"
#: Where the hypervisor keeps the sockets of consoles; QEMU leaves them when it ends.
SOCKETS = "c"


def console_log(ctx: Context, uuid: str) -> Path:
    """Where all that the serial console of the VM ever said is kept."""
    return ctx.services.state_dir / CONSOLES / f"{uuid}.log"


def nvram_path(ctx: Context, uuid: str) -> Path:
    """Where the variables of the VM's UEFI firmware are kept."""
    return ctx.services.state_dir / NVRAM / f"{uuid}.fd"


def make_directories(ctx: Context) -> None:
    """Make the places for the files of all VMs."""
    for name in (CONSOLES, NVRAM):
        Path(ctx.services.state_dir, name).mkdir(mode=0o700, parents=True, exist_ok=True)


def remove_files(ctx: Context, uuid: str) -> None:
    """Remove the files of a VM that is no more."""
    console_log(ctx, uuid).unlink(missing_ok=True)
    nvram_path(ctx, uuid).unlink(missing_ok=True)
    for socket in Path(ctx.services.state_dir, SOCKETS).glob(f"{uuid}.*"):
        socket.unlink(missing_ok=True)


def remove_stray_files(ctx: Context) -> None:
    """Remove the files of VMs that are no more: the daemon died before it did so."""
    for name in (CONSOLES, NVRAM, SOCKETS):
        for path in Path(ctx.services.state_dir, name).glob("*"):
            if ctx.store.by_uuid(VM, path.stem) is None:
                remove_files(ctx, path.stem)
