"""The server's side of a conversation with `xe`: what it is told, and what it answers."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from xe import protocol

MAX_LOADED = 32 * 1024 * 1024  # bytes of files that one command may load
MAX_LINE = 64 * 1024  # bytes of an answer to a prompt
GREETING_SECONDS = 60.0  # in which a client answers the greeting; nobody has logged in yet
STALL_SECONDS = 3600.0  # in which a client takes nothing of what it is told, as behind a pager


class TooMuch(protocol.ProtocolError):
    """A client sends more than a command takes; it can still be told so."""


#: What is raised when the client has left, or speaks no sense: nobody can be told of it.
GONE = (protocol.ProtocolError, ConnectionError, asyncio.IncompleteReadError)


class Conversation:
    """Talks to one `xe`, over a stream after `POST /cli`.

    Everything raises ProtocolError for an answer that this protocol does not have, and
    ConnectionError or IncompleteReadError when the client is gone.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._loaded = 0
        #: Whether the client is still sending what was refused.
        self.unread = False
        #: Whether bytes of a file or of a console went to the client's stdout.
        self.stdout_taken = False

    async def greet(self) -> None:
        """Exchange greetings. ProtocolError when the client speaks another major version."""
        self._writer.write(protocol.GREETING)
        await self._drain()
        try:
            async with asyncio.timeout(GREETING_SECONDS):
                greeting = await self._reader.readexactly(len(protocol.GREETING))
        except TimeoutError:
            raise protocol.ProtocolError("the client does not answer the greeting") from None
        major, minor = protocol.check_greeting(greeting)
        if major != protocol.MAJOR:
            raise protocol.ProtocolError(f"the client speaks version {major}.{minor}")

    async def send(self, *messages: protocol.Command) -> None:
        """Tell the client to do something that it does not answer."""
        self._writer.write(b"".join(map(protocol.encode, messages)))
        await self._drain()

    async def print(self, text: str) -> None:
        """Write a line to the client's stdout."""
        await self.send(protocol.Print(text))

    async def complain(self, text: str) -> None:
        """Write the text to the client's stderr as it is."""
        await self.send(protocol.PrintStderr(text))

    async def prompt(self) -> str:
        """A line that the user types."""
        await self.send(protocol.Prompt())
        return (await self._blob(MAX_LINE)).decode("utf-8", "surrogateescape")

    async def load(self, file: str) -> bytes | None:
        """The content of a file of the client; None when it cannot be read."""
        await self.send(protocol.Load(file))
        if not await self._went_well():
            return None
        content = await self._blob(MAX_LOADED - self._loaded)
        self._loaded += len(content)
        return content

    async def get(self, file: str, url: str) -> bool:
        """Let the client fetch a URL into a new file (stdout if it has no name): whether it could."""
        self.stdout_taken |= not file
        await self.send(protocol.HttpGet(file, url))
        return await self._went_well()

    async def put(self, file: str, url: str) -> bool:
        """Let the client send a file to a URL: whether it could."""
        await self.send(protocol.HttpPut(file, url))
        return await self._went_well()

    async def connect(self, url: str) -> bool:
        """Join the client's terminal to a URL until either ends it: whether it could."""
        self.stdout_taken = True
        await self.send(protocol.HttpConnect(url))
        return await self._went_well()

    @property
    def over(self) -> bool:
        """Whether the client has left, so that nobody waits for anything any more."""
        return self._reader.at_eof() or self._writer.is_closing() or self._reader.exception() is not None

    async def discard(self) -> None:
        """Take in what the client still sends, so that it sees why nobody wants it."""
        with suppress(TimeoutError, ConnectionError):
            async with asyncio.timeout(GREETING_SECONDS):
                while await self._reader.read(MAX_LINE):
                    continue

    async def _drain(self) -> None:
        try:
            async with asyncio.timeout(STALL_SECONDS):
                await self._writer.drain()
        except TimeoutError:
            raise ConnectionAbortedError("the client takes nothing of what it is told") from None

    async def _went_well(self) -> bool:
        while isinstance(answer := await self._message(), protocol.Wait):
            continue
        if not isinstance(answer, protocol.OK | protocol.Failed):
            raise protocol.ProtocolError(f"{answer!r} is no answer")
        return isinstance(answer, protocol.OK)

    async def _blob(self, most: int) -> bytes:
        content = bytearray()
        while isinstance(chunk := await self._message(), protocol.Chunk):
            if chunk.length < 0:
                raise protocol.ProtocolError(f"a chunk of {chunk.length} bytes")
            if chunk.length > most:
                self.unread = True
                raise TooMuch(f"A file or answer of {chunk.length} bytes is too long: {most} are allowed")
            most -= chunk.length
            content += await self._reader.readexactly(chunk.length)
        if not isinstance(chunk, protocol.End):
            raise protocol.ProtocolError(f"{chunk!r} is no part of a file")
        return bytes(content)

    async def _message(self) -> protocol.Message:
        length = protocol.frame_length(await self._reader.readexactly(protocol.HEADER))
        if length > MAX_LINE:
            raise protocol.ProtocolError(f"an answer of {length} bytes")
        return protocol.decode(await self._reader.readexactly(length))
