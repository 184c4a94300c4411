"""The states of virtual TPMs: files of swtpm, in the folder where libvirt has it keep them.

swtpm owns a state while the domain runs; before and after, it can be read, replaced and removed. A folder of
ours carries a mark, since the folder of the system's libvirt has those of other people's domains as well.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from uuid import UUID

from xapid.files import write_whole
from xapid.hypervisor.connection import Connection
from xapid.hypervisor.errors import Unsupported

MARK = "xapid"
STATE = Path("tpm2", "tpm2-00.permall")


class Tpms(Connection):
    """The part of the driver that keeps TPMs."""

    async def add_tpm(self, uuid: str, state: bytes | None = None) -> None:
        if not self.capabilities.tpm:
            raise Unsupported("this host has no swtpm (Debian: swtpm, swtpm-tools)")
        folder = self._folder(uuid)

        def work() -> None:
            folder.mkdir(mode=0o711, parents=True, exist_ok=True)
            (folder / MARK).touch()
            if state is not None:
                file = folder / STATE
                file.parent.mkdir(mode=0o700, exist_ok=True)
                write_whole(file, state)

        await self._on_files(work)

    async def tpm_state(self, uuid: str) -> bytes:
        def work() -> bytes:
            try:
                return (self._folder(uuid) / STATE).read_bytes()
            except FileNotFoundError:
                return b""

        return await self._on_files(work)

    async def remove_tpm(self, uuid: str) -> None:
        await self._on_files(lambda: _remove(self._folder(uuid)))

    async def list_tpms(self) -> list[str]:
        def work() -> list[str]:
            return [mark.parent.name for mark in self.tpm_folder.glob(f"*/{MARK}")]

        return await self._on_files(work)

    def _folder(self, uuid: str) -> Path:
        return self.tpm_folder / str(UUID(uuid))


def _remove(folder: Path) -> None:
    """The mark goes last: what is left half done is found again."""
    if not (folder / MARK).exists():
        return
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != MARK:
            os.unlink(entry.path)
    (folder / MARK).unlink()
    folder.rmdir()
