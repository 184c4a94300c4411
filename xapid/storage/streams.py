"""Whole volumes as byte streams, over any block device."""

import asyncio
from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from xapid.storage.errors import SourceEndedEarly, StorageError
from xapid.storage.protocol import BlockDevice, Progress

PIECE = 1 << 20
GRAIN = 1 << 16  # the cluster of a qcow2 image: smaller zero runs would save nothing
AHEAD = 4
FLUSH_EVERY = 256 << 20  # so that no flush takes so long that the storage seems hung
_ZEROS = bytes(PIECE)


class DeviceStream:
    """A device read from first to last, some pieces ahead; holes are not read at all."""

    def __init__(self, device: BlockDevice) -> None:
        self._device = device
        self.size = device.size

    async def __aiter__(self) -> AsyncIterator[bytes]:
        ahead: deque[bytes | asyncio.Task[bytes]] = deque()
        try:
            async for extent in self._device.extents():
                for offset in range(extent.offset, extent.offset + extent.length, PIECE):
                    length = min(PIECE, extent.offset + extent.length - offset)
                    if extent.zero:
                        ahead.append(_ZEROS[:length] if length < PIECE else _ZEROS)
                    else:
                        ahead.append(asyncio.create_task(_read(self._device, offset, length)))
                    if len(ahead) > AHEAD:
                        yield await _value(ahead.popleft())
            while ahead:
                yield await _value(ahead.popleft())
        finally:
            await _abandon([piece for piece in ahead if isinstance(piece, asyncio.Task)])


async def _read(device: BlockDevice, offset: int, length: int) -> bytes:
    return await device.read(offset, length)


async def _value(piece: bytes | asyncio.Task[bytes]) -> bytes:
    return piece if isinstance(piece, bytes) else await piece


async def _abandon(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def write_stream(
    device: BlockDevice, source: AsyncIterable[bytes], length: int | None, progress: Progress | None
) -> int:
    """Write `source` from offset 0 on; returns the number of bytes. What came is written even if it fails.

    SourceEndedEarly if fewer than `length` bytes came, StorageError if more than the device holds.
    """
    offset = 0
    total = length or device.size
    async with _window() as window:
        async for piece in _regular(source):
            if offset + len(piece) > device.size:
                raise StorageError(f"the source is larger than the volume of {device.size} bytes")
            for start, end, zero in _runs(piece):
                job = (
                    device.zero(offset + start, end - start)
                    if zero
                    else device.write(offset + start, memoryview(piece)[start:end])
                )
                await window.add(job)
            offset += len(piece)
            if offset % FLUSH_EVERY == 0:
                await device.flush()
            if progress:
                progress(min(1.0, offset / total))
    if length is not None and offset < length:
        raise SourceEndedEarly(offset, length)
    return offset


async def _regular(source: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in pieces of PIECE (the last may be shorter), also when the source breaks off."""
    gathered = bytearray()
    try:
        async for data in source:
            gathered += data
            while len(gathered) >= PIECE:
                yield bytes(memoryview(gathered)[:PIECE])
                del gathered[:PIECE]
    except Exception:
        if gathered:
            yield bytes(gathered)
        raise
    if gathered:
        yield bytes(gathered)


def _runs(piece: bytes) -> list[tuple[int, int, bool]]:
    """Split into runs of (start, end, all zero), on borders of GRAIN."""
    runs: list[tuple[int, int, bool]] = []
    for start in range(0, len(piece), GRAIN):
        end = min(start + GRAIN, len(piece))
        zero = piece.startswith(_ZEROS[: end - start], start)
        if runs and runs[-1][2] == zero:
            runs[-1] = (runs[-1][0], end, zero)
        else:
            runs.append((start, end, zero))
    return runs


class _Window:
    """A few jobs under way at once; the first failure stops the rest."""

    def __init__(self) -> None:
        self.tasks: deque[asyncio.Task[None]] = deque()

    async def add(self, job: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.create_task(job))
        if len(self.tasks) > AHEAD:
            await self.tasks.popleft()

    async def drain(self) -> None:
        while self.tasks:
            await self.tasks.popleft()


@asynccontextmanager
async def _window() -> AsyncIterator[_Window]:
    window = _Window()
    try:
        yield window
    except asyncio.CancelledError:
        await _abandon(list(window.tasks))
        raise
    except Exception:
        await asyncio.gather(*window.tasks, return_exceptions=True)  # what came is kept
        raise
    try:
        await window.drain()
    finally:
        await _abandon(list(window.tasks))
