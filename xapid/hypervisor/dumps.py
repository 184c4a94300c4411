"""The memory of guests that crashed, as libvirt writes it down before it ends them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from xapid.hypervisor.connection import Connection

#: How much of a domain's name libvirt takes into the name of a dump.
SHORT_NAME = 20
SECONDS = 3600.0


class Dumps(Connection):
    """The part of the driver that keeps dumps."""

    async def crash_dumps(self, uuid: str) -> list[str]:
        folder = self.tpm_folder.parent / "qemu" / "dump"
        return await self._on_files(lambda: sorted(map(str, folder.glob(f"*-{uuid[:SHORT_NAME]}-*"))))

    async def move_dump(self, dump: str, path: str) -> int:
        return await self._on_files(lambda: _move(Path(dump), Path(path)), SECONDS)


def _move(dump: Path, path: Path) -> int:
    """The dump goes only once it is complete, and on disk, where it shall be."""
    with dump.open("rb") as file:
        os.fsync(file.fileno())
    try:
        dump.rename(path)
    except OSError:  # another file system
        with dump.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
            target.flush()
            os.fsync(target.fileno())
        dump.unlink()
    return path.stat().st_size
