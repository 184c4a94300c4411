"""A client for the NBD protocol, as much as it takes to read and write an image through qemu-nbd."""

import asyncio
import errno
import os
import struct
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Self

from xapid.storage.errors import SrFull, StorageError, StorageTimeout
from xapid.storage.spec import Extent

_OPTION_MAGIC = b"IHAVEOPT"
_OPTION_REPLY = 0x3E889045565A9
_REQUEST = struct.Struct(">IHHQQI")
_REQUEST_MAGIC = 0x25609513
_SIMPLE_MAGIC = 0x67446698
_STRUCTURED_MAGIC = 0x668E33EF
_MAX_STATUS = (1 << 32) - (1 << 16)
_MAX_ZERO = 1 << 30
STREAM_LIMIT = 4 << 20  # bytes that a connection's reader should buffer


class _Option(IntEnum):
    GO = 7
    STRUCTURED_REPLY = 8
    SET_META_CONTEXT = 10


class _Command(IntEnum):
    READ = 0
    WRITE = 1
    DISCONNECT = 2
    FLUSH = 3
    WRITE_ZEROES = 6
    BLOCK_STATUS = 7


class _Chunk(IntEnum):
    NONE = 0
    DATA = 1
    HOLE = 2
    STATUS = 5


@dataclass
class _Pending:
    """A request under way: where its answer goes."""

    done: asyncio.Future[None]
    offset: int
    length: int
    data: bytearray = field(default_factory=bytearray)
    extents: list[tuple[int, int]] = field(default_factory=list)
    error: int = 0


class NbdDevice:
    """One export, over a connected socket. Requests may overlap. See BlockDevice for what is raised."""

    size: int

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deadline: float) -> None:
        self._reader, self._writer, self._deadline = reader, writer, deadline
        self._pending: dict[int, _Pending] = {}
        self._serial = 0
        self._receiver: asyncio.Task[None] | None = None

    @classmethod
    async def negotiate(
        cls, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, deadline: float
    ) -> "NbdDevice":
        """Greet the server and open its only export. ConnectionError if the server goes away."""
        device = cls(reader, writer, deadline)
        try:
            async with asyncio.timeout(deadline):
                await device._handshake()
        except TimeoutError:
            raise StorageTimeout(f"the image did not open within {deadline:g} s") from None
        except asyncio.IncompleteReadError:
            raise ConnectionResetError("the image server went away") from None
        device._receiver = asyncio.create_task(device._receive())
        return device

    async def read(self, offset: int, length: int) -> bytes:
        pending = await self._request(_Command.READ, offset, length, buffer=True)
        return bytes(pending.data)

    async def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        await self._request(_Command.WRITE, offset, len(data), data)

    async def zero(self, offset: int, length: int) -> None:
        while length:
            part = min(length, _MAX_ZERO)
            await self._request(_Command.WRITE_ZEROES, offset, part)
            offset, length = offset + part, length - part

    async def flush(self) -> None:
        await self._request(_Command.FLUSH, 0, 0)

    async def extents(self, offset: int = 0, length: int | None = None) -> AsyncIterator[Extent]:
        end = self.size if length is None else offset + length
        while offset < end:
            pending = await self._request(_Command.BLOCK_STATUS, offset, min(end - offset, _MAX_STATUS))
            if not pending.extents:
                raise StorageError("the image server gave no block status")
            for run, flags in pending.extents:
                run = min(run, end - offset)
                yield Extent(offset=offset, length=run, zero=bool(flags & 2))
                offset += run
                if offset >= end:
                    break

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Flush and say goodbye, so that the server closes the image; after a failure just go."""
        assert self._receiver is not None
        try:
            if kind is None:
                await self.flush()
                self._writer.write(_REQUEST.pack(_REQUEST_MAGIC, 0, _Command.DISCONNECT, 0, 0, 0))
        finally:
            self._receiver.cancel()
            await asyncio.gather(self._receiver, return_exceptions=True)
            self._writer.close()

    async def _handshake(self) -> None:
        greeting = await self._reader.readexactly(18)
        if greeting[:16] != b"NBDMAGIC" + _OPTION_MAGIC:
            raise StorageError("the image server does not speak NBD")
        self._writer.write(struct.pack(">I", 3))  # fixed newstyle, no padding
        await self._option(_Option.STRUCTURED_REPLY, b"")
        context = b"base:allocation"
        await self._option(_Option.SET_META_CONTEXT, struct.pack(">III", 0, 1, len(context)) + context)
        for kind, data in await self._option(_Option.GO, struct.pack(">IH", 0, 0)):
            if kind == 3 and data[:2] == b"\0\0":
                self.size = int.from_bytes(data[2:10])

    async def _option(self, option: _Option, data: bytes) -> list[tuple[int, bytes]]:
        self._writer.write(_OPTION_MAGIC + struct.pack(">II", option, len(data)) + data)
        replies: list[tuple[int, bytes]] = []
        while True:
            header = await self._reader.readexactly(20)
            magic, _, kind, length = struct.unpack(">QIII", header)
            body = await self._reader.readexactly(length)
            if magic != _OPTION_REPLY or kind & 0x80000000:
                raise StorageError(f"the image server refused {option.name}: {body.decode(errors='replace')}")
            if kind == 1:
                return replies
            replies.append((kind, body))

    async def _request(
        self,
        command: _Command,
        offset: int,
        length: int,
        data: bytes | bytearray | memoryview = b"",
        buffer: bool = False,
    ) -> _Pending:
        assert self._receiver is not None
        if self._receiver.done():
            raise StorageError("the image server went away")
        self._serial += 1
        pending = _Pending(asyncio.get_running_loop().create_future(), offset, length)
        if buffer:
            pending.data = bytearray(length)
        self._pending[self._serial] = pending
        self._writer.write(_REQUEST.pack(_REQUEST_MAGIC, 0, command, self._serial, offset, length))
        if data:
            self._writer.write(data)
        try:
            async with asyncio.timeout(self._deadline):
                await self._writer.drain()
                await pending.done
        except TimeoutError:
            raise StorageTimeout(f"no answer from the image within {self._deadline:g} s") from None
        except ConnectionError:
            raise StorageError("the image server went away") from None
        if pending.error:
            raise _error(pending.error)
        return pending

    async def _receive(self) -> None:
        """Give every reply to its request until the connection ends."""
        failure: Exception = StorageError("the image server went away")
        try:
            while True:
                await self._reply()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except StorageError as error:
            failure = error
        finally:
            for pending in self._pending.values():
                if not pending.done.done():
                    pending.done.set_exception(failure)
                    pending.done.exception()  # seen: whoever asked may have given up waiting
            self._pending.clear()

    async def _reply(self) -> None:
        magic = int.from_bytes(await self._reader.readexactly(4))
        if magic == _SIMPLE_MAGIC:
            error, serial = struct.unpack(">IQ", await self._reader.readexactly(12))
            pending = self._pending[serial]
            pending.error = error
            if pending.data and not error:
                pending.data[:] = await self._reader.readexactly(pending.length)
            self._finish(serial)
        elif magic == _STRUCTURED_MAGIC:
            flags, kind, serial, length = struct.unpack(">HHQI", await self._reader.readexactly(16))
            await self._chunk(self._pending[serial], kind, length)
            if flags & 1:
                self._finish(serial)
        else:
            raise StorageError("the image server broke the NBD protocol")

    async def _chunk(self, pending: _Pending, kind: int, length: int) -> None:
        if kind == _Chunk.DATA:
            start = int.from_bytes(await self._reader.readexactly(8)) - pending.offset
            pending.data[start : start + length - 8] = await self._reader.readexactly(length - 8)
            return
        body = await self._reader.readexactly(length)
        if kind == _Chunk.STATUS:
            pending.extents += struct.iter_unpack(">II", body[4:])
        elif kind & 0x8000:
            pending.error = int.from_bytes(body[:4])
        elif kind not in (_Chunk.NONE, _Chunk.HOLE):
            raise StorageError(f"the image server sent an unknown chunk {kind}")

    def _finish(self, serial: int) -> None:
        done = self._pending.pop(serial).done
        if not done.done():
            done.set_result(None)


def _error(number: int) -> StorageError:
    text = os.strerror(number)
    return SrFull(text) if number in (errno.ENOSPC, errno.EDQUOT) else StorageError(text)
