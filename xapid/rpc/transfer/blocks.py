"""The bytes of a disk within an archive: numbered blocks with their checksums, zeros left out."""

from __future__ import annotations

import asyncio
import hashlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

import xxhash

from xapid.model.errors import XenError
from xapid.rpc.transfer.archive import ArchiveReader, Member, member
from xapid.storage.protocol import BlockDevice

SIZE = 1 << 20
#: The largest block that is taken from others.
MAX_SIZE = 64 << 20
_MAX_CHECKSUM = 64
_AHEAD = 4
_FLUSH_EVERY = 256 << 20
_ZEROS = bytes(SIZE)

Progress = Callable[[float], None]


async def write_blocks(device: BlockDevice, prefix: str, write: Callable[[bytes], Awaitable[None]],
                       progress: Progress) -> None:  # fmt: skip
    """Send a disk as members ``prefix/00000000``... The first and the last block are always there."""
    last = max(0, (device.size - 1) // SIZE)
    async for number, data in _filled(device, last):
        if number in (0, last) or data != _ZEROS[: len(data)]:
            name = f"{prefix}/{number:08}"
            checksum = xxhash.xxh64(data).hexdigest().upper().encode()
            await write(member(name, data) + member(f"{name}.xxhash", checksum))
        progress((number + 1) / (last + 1))


async def _filled(device: BlockDevice, last: int) -> AsyncIterator[tuple[int, bytes]]:
    """The first block, every one that holds data, and the last, in order; read some ahead."""
    ahead: deque[tuple[int, asyncio.Task[bytes]]] = deque()
    try:
        async for number in _numbers(device, last):
            length = min(SIZE, device.size - number * SIZE)
            ahead.append((number, asyncio.create_task(_read(device, number * SIZE, length))))
            if len(ahead) > _AHEAD:
                first, task = ahead.popleft()
                yield first, await task
        while ahead:
            first, task = ahead.popleft()
            yield first, await task
    finally:
        for _, task in ahead:
            task.cancel()
        await asyncio.gather(*(task for _, task in ahead), return_exceptions=True)


async def _read(device: BlockDevice, offset: int, length: int) -> bytes:
    return await device.read(offset, length)


async def _numbers(device: BlockDevice, last: int) -> AsyncIterator[int]:
    yield 0
    done = 0
    async for extent in device.extents():
        if extent.zero:
            continue
        for number in range(
            max(done + 1, extent.offset // SIZE), (extent.offset + extent.length - 1) // SIZE + 1
        ):
            yield number
            done = number
    if done < last:
        yield last


class DiskReader:
    """Fills disks from the members of an archive, which come in the archive's own order."""

    def __init__(self, archive: ArchiveReader, *, checksums: bool, force: bool) -> None:
        self._archive = archive
        self._checksums, self._force = checksums, force
        #: A member that was read and belongs to whoever comes next.
        self._held: Member | None = None
        #: Zeros that a number which is left out stands for: the size of the first block of all.
        self._gap: int | None = None

    async def prefix(self) -> str | None:
        """The disk that the next block belongs to; None at the end of the archive."""
        found = await self._next()
        self._held = found
        return found.name.rpartition("/")[0] if found is not None else None

    async def fill(self, prefix: str, device: BlockDevice, progress: Progress) -> None:
        """Write the blocks of one disk. IMPORT_ERROR, IMPORT_ERROR_SOME_CHECKSUMS_FAILED, _PREMATURE_EOF."""
        offset = number = unflushed = 0
        while offset < device.size:
            found = await self._next()
            if found is None:
                raise XenError("IMPORT_ERROR_PREMATURE_EOF")
            at = _number(prefix, found.name)
            if at < number:
                raise XenError("IMPORT_ERROR", f"{found.name[:100]} is out of order")
            data = await self._archive.contents(found, MAX_SIZE)
            self._gap = self._gap or len(data)
            offset += (at - number) * self._gap
            if offset + len(data) > device.size:
                raise XenError("IMPORT_ERROR", f"{found.name[:100]} lies beyond the end of its disk")
            await self._check(found, data)
            if data and data.count(0) != len(data):
                await device.write(offset, data)
                unflushed += len(data)
            if unflushed >= _FLUSH_EVERY:
                await device.flush()
                unflushed = 0
            offset, number = offset + len(data), at + 1
            progress(offset / device.size)

    async def _next(self) -> Member | None:
        held, self._held = self._held, None
        return held or await self._archive.next()

    async def _check(self, block: Member, data: bytes) -> None:
        """Compare with the checksum that follows the block."""
        if not self._checksums:
            return
        found = await self._archive.next()
        name = found.name if found is not None else ""
        if found is None or name not in (f"{block.name}.xxhash", f"{block.name}.checksum"):
            raise XenError("IMPORT_ERROR_UNEXPECTED_FILE", f"{block.name}.xxhash", name)
        told = (await self._archive.contents(found, _MAX_CHECKSUM)).decode("ascii", "replace").strip()
        made = xxhash.xxh64(data).hexdigest() if name.endswith(".xxhash") else hashlib.sha1(data).hexdigest()
        if told.lower() != made and not self._force:
            raise XenError("IMPORT_ERROR_SOME_CHECKSUMS_FAILED")


def _number(prefix: str, name: str) -> int:
    """The number of a block of that disk."""
    start, _, digits = name.rpartition("/")
    if start != prefix or not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise XenError("IMPORT_ERROR_UNEXPECTED_FILE", f"{prefix}/", name[:100])
    return int(digits)
