"""Tar archives as streams: members written one after another, and read as they come."""

from __future__ import annotations

import tarfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from xapid.model.errors import XenError

BLOCK = 512
_END = bytes(2 * BLOCK)


def member_head(name: str, size: int, modified: int = 0) -> bytes:
    """The header block of a member."""
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, modified, 0o444
    return info.tobuf(tarfile.USTAR_FORMAT)


def padding(size: int) -> bytes:
    """What follows the contents of a member of that size."""
    return bytes(-size % BLOCK)


def member(name: str, data: bytes) -> bytes:
    """A whole member."""
    return member_head(name, len(data)) + data + padding(len(data))


def archive_of(name: str, data: bytes) -> bytes:
    """An archive with a single member."""
    return member(name, data) + _END


def end_of_archive() -> bytes:
    """What ends an archive."""
    return _END


@dataclass(frozen=True)
class Member:
    """One file of an archive that is being read."""

    name: str
    size: int


class ArchiveReader:
    """The members of an archive, read from a source of bytes: ``next``, then ``contents``."""

    def __init__(self, read_exactly: Callable[[int], Awaitable[bytes]]) -> None:
        self._read = read_exactly

    async def next(self) -> Member | None:
        """The next member; None at the end. IMPORT_ERROR_PREMATURE_EOF when the archive breaks off."""
        head = await self._exactly(BLOCK)
        if not head.strip(b"\0"):
            return None
        try:
            info = tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
        except tarfile.HeaderError as error:
            raise XenError("IMPORT_ERROR", f"No tar archive: {error}") from None
        if info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or info.size < 0:
            raise XenError("IMPORT_ERROR", f"{info.name[:100]} in the archive is no file")
        return Member(info.name, info.size)

    async def contents(self, found: Member, most: int) -> bytes:
        """All of a member. IMPORT_ERROR when it is larger than ``most`` bytes."""
        if found.size > most:
            raise XenError("IMPORT_ERROR", f"{found.name[:100]} is larger than {most} bytes")
        padded = found.size + len(padding(found.size))
        return (await self._exactly(padded))[: found.size]

    async def _exactly(self, count: int) -> bytes:
        data = await self._read(count)
        if len(data) < count:
            raise XenError("IMPORT_ERROR_PREMATURE_EOF")
        return data
