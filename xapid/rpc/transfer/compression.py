"""Whole streams compressed by gzip or zstd: the programs do it, beside the daemon and with little memory."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from xapid.model.errors import XenError

Read = Callable[[int], Awaitable[bytes]]
Write = Callable[[bytes], Awaitable[None]]

_PIECE = 1 << 20
_MAGICS = {b"\x28\xb5\x2f\xfd": "zstd", b"\x1f\x8b": "gzip"}

#: Values of ``use_compression``; any other value is no compression.
PROGRAMS = {"true": "gzip", "gzip": "gzip", "zstd": "zstd"}


@asynccontextmanager
async def compressed(write: Write, wanted: str) -> AsyncIterator[Write]:
    """A way to ``write`` that compresses, if that is wanted; all has been sent when the block ends."""
    program = PROGRAMS.get(wanted)
    if program is None:
        yield write
        return
    async with _program(program, "-c") as process:
        assert process.stdin is not None and process.stdout is not None
        sending = asyncio.create_task(_pass_on(process.stdout.read, write))
        try:
            yield _writer(process.stdin)
            process.stdin.close()
            await sending
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        if await process.wait():
            raise XenError("INTERNAL_ERROR", f"{program} ended with status {process.returncode}")


@asynccontextmanager
async def unpacked(read: Read) -> AsyncIterator[Read]:
    """A way to read so many bytes exactly (fewer at the end) of a stream that may be compressed."""
    first = b""
    while len(first) < 4 and (more := await read(_PIECE)):
        first += more
    program = next((p for magic, p in _MAGICS.items() if first.startswith(magic)), None)
    if program is None:
        yield _Exactly(read, first).read
        return
    async with _program(program, "-dc") as process:
        assert process.stdin is not None and process.stdout is not None
        feeding = asyncio.create_task(_feed(first, read, process.stdin))
        try:
            yield _Exactly(process.stdout.read, b"", feeding, process).read
        finally:
            feeding.cancel()
            await asyncio.gather(feeding, return_exceptions=True)


class _Exactly:
    """Reads as many bytes as are asked for, from something that gives some."""

    def __init__(self, some: Read, first: bytes, feeding: asyncio.Task[None] | None = None,
                 process: Process | None = None) -> None:  # fmt: skip
        self._some, self._ready = some, bytearray(first)
        self._feeding, self._process = feeding, process

    async def read(self, count: int) -> bytes:
        """That many bytes; fewer at the end. IMPORT_ERROR when the stream is damaged."""
        while len(self._ready) < count:
            data = await self._some(_PIECE)
            if not data:
                await self._end()
                break
            self._ready += data
        taken = bytes(memoryview(self._ready)[:count])
        del self._ready[:count]
        return taken

    async def _end(self) -> None:
        """Nothing comes any more: was that the stream's own end?"""
        if self._feeding is not None and self._feeding.done():
            await self._feeding  # a connection that broke off says so
        if self._process is not None and await self._process.wait():
            raise XenError("IMPORT_ERROR", "The compressed stream is damaged or cut off")


@asynccontextmanager
async def _program(name: str, *options: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        name, *options, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=4 * _PIECE
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _writer(pipe: asyncio.StreamWriter) -> Write:
    async def write(data: bytes) -> None:
        pipe.write(data)
        await pipe.drain()

    return write


async def _pass_on(read: Read, write: Write) -> None:
    while data := await read(_PIECE):
        await write(data)


async def _feed(first: bytes, read: Read, pipe: asyncio.StreamWriter) -> None:
    data = first
    try:
        with suppress(BrokenPipeError, ConnectionResetError):  # it has seen its end, or given up
            while data:
                pipe.write(data)
                await pipe.drain()
                data = await read(_PIECE)
    finally:
        pipe.close()
