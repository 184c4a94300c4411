"""A block device that is known to be blank at first."""

from collections.abc import AsyncIterator

from xapid.storage.protocol import BlockDevice
from xapid.storage.spec import Extent


class FreshDevice:
    """Passes everything on, except zeros where nothing was written yet: those take no space at all."""

    def __init__(self, device: BlockDevice) -> None:
        self._device = device
        self._written = 0  # nothing at or beyond this offset has been written
        self.size = device.size

    async def read(self, offset: int, length: int) -> bytes:
        return await self._device.read(offset, length)

    async def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        self._written = max(self._written, offset + len(data))
        await self._device.write(offset, data)

    async def zero(self, offset: int, length: int) -> None:
        if offset < self._written:
            await self._device.zero(offset, min(length, self._written - offset))

    async def flush(self) -> None:
        await self._device.flush()

    def extents(self, offset: int = 0, length: int | None = None) -> AsyncIterator[Extent]:
        return self._device.extents(offset, length)
