"""The variables of UEFI firmwares: read from their stores, and written as new stores.

A guest writes its store, so what reads it is a process of its own (virt-firmware), with little time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from xapid.files import write_whole
from xapid.hypervisor.connection import Connection
from xapid.hypervisor.errors import OperationFailed, Unsupported

READER = (sys.executable, "-m", "virt.firmware.vars", "--loglevel", "error")
SECONDS = 10.0


class Variables(Connection):
    """The part of the driver that knows firmware."""

    async def read_variables(self, store: str) -> str:
        return await self._on_files(lambda: _read(Path(store)))

    async def write_variables(self, store: str, variables: str, secure_boot: bool) -> None:
        await self._on_files(lambda: _write(self._blank(secure_boot), variables, Path(store)))

    async def vendor_variables(self) -> str:
        image = self.capabilities.uefi_for(secure_boot=True)
        return await self.read_variables(image.template) if image is not None else ""

    def _blank(self, secure_boot: bool) -> Path:
        """A store without keys, of the size that the firmware expects."""
        image = self.capabilities.uefi_for(secure_boot)
        if image is None:
            raise Unsupported(f"no UEFI firmware is installed (secure boot: {secure_boot})")
        size = Path(image.template).stat().st_size
        for other in self.capabilities.uefi:
            path = Path(other.template)
            if not other.enrolled and path.stat().st_size == size:
                return path
        raise Unsupported("the host's firmware comes without an empty variable store")


def _read(store: Path) -> str:
    if not store.exists():
        return ""
    with tempfile.TemporaryDirectory(prefix="xapid-") as folder:
        made = Path(folder, "variables.json")
        _run("--input", str(store), "--output-json", str(made))
        return made.read_text()


def _write(template: Path, variables: str, store: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="xapid-") as folder:
        given, made = Path(folder, "variables.json"), Path(folder, "store")
        given.write_text(variables)
        _run("--input", str(template), "--set-json", str(given), "--output", str(made))
        write_whole(store, made.read_bytes())


def _run(*arguments: str) -> None:
    try:
        done = subprocess.run(
            [*READER, *arguments], capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise OperationFailed("ETIMEDOUT", "the variables of a firmware could not be read in time") from None
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines()
        raise OperationFailed("EINVAL", f"variables of a firmware: {told[-1] if told else done.returncode}")
