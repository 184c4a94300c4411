"""Disks by NBD: each can be read by whoever shows a session, on networks with that purpose only."""

from __future__ import annotations

import asyncio
import logging
import struct
from contextlib import AsyncExitStack
from dataclasses import dataclass
from enum import IntEnum
from urllib.parse import parse_qs, urlsplit

from xapid.model.errors import XenError
from xapid.objects import audit, rights
from xapid.objects.context import Context
from xapid.objects.network import NetworkPurpose
from xapid.objects.sr.repositories import repository
from xapid.objects.vdi import VDI, VdiOperations
from xapid.objects.vdi.nbd import purpose_of
from xapid.rpc.dispatch import Dispatcher
from xapid.storage.errors import StorageError
from xapid.storage.protocol import BlockDevice

log = logging.getLogger(__name__)

#: Connections at once, seconds for the greeting, and bytes of an option and of an answer.
CONNECTIONS, SECONDS, LONGEST_OPTION, MOST_BYTES = 32, 30.0, 8192, 32 << 20

_GREETING = struct.pack(">8s8sH", b"NBDMAGIC", b"IHAVEOPT", 3)  # fixed newstyle; no zeroes if asked
_OPTION = struct.Struct(">8sII")
_OPTION_REPLY = struct.Struct(">QIII")
_REPLY_MAGIC = 0x3E889045565A9
_REQUEST = struct.Struct(">IHHQQI")
_REQUEST_MAGIC, _SIMPLE_MAGIC = 0x25609513, 0x67446698
_READ_ONLY = 3  # that there are flags, and that nobody may write
_NO_ZEROES = 2
_PERMISSION = "vdi.get_nbd_info"
_NAME = "nbd/read"  # in the audit log


class Option(IntEnum):
    """What a client may ask for before it reads."""

    EXPORT_NAME = 1
    ABORT = 2
    LIST = 3
    STARTTLS = 5
    INFO = 6
    GO = 7


class Answer(IntEnum):
    """How an option is answered."""

    ACK = 1
    INFO = 3
    UNSUPPORTED = 0x80000001
    POLICY = 0x80000002
    INVALID = 0x80000003
    TLS_REQUIRED = 0x80000005
    UNKNOWN = 0x80000006


class Command(IntEnum):
    """What a client may ask for of the disk."""

    READ = 0
    WRITE = 1
    DISCONNECT = 2


class Errno(IntEnum):
    """What goes wrong, in the numbers of the protocol."""

    EPERM = 1
    EIO = 5
    EINVAL = 22


class NbdServer:
    """Listens for as long as the daemon answers. It greets only on networks with the purpose nbd."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()

    async def start(self, host: str, port: int) -> int:
        """Listen, and answer the port. OSError when it is taken."""
        self._server = await asyncio.start_server(self._accept, host, port)
        chosen: int = self._server.sockets[0].getsockname()[1]
        return chosen

    async def stop(self) -> None:
        """Listen no more, and let go of every disk."""
        if self._server is not None:
            self._server.close()
        for task in self._clients:
            task.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        ctx = Context(self._dispatcher.store, self._dispatcher.services)
        purpose = purpose_of(ctx, writer.get_extra_info("sockname")[0])
        try:
            if purpose is None or len(self._clients) >= CONNECTIONS:
                return
            self._clients.add(task)
            insecure = purpose == NetworkPurpose.insecure_nbd
            await Conversation(self._dispatcher, reader, writer, insecure).run()
        except (OSError, EOFError, TimeoutError) as error:
            log.debug("an NBD client went away: %s", error)
        except (XenError, StorageError, ValueError) as error:
            log.info("an NBD client was refused: %s", error)
        finally:
            self._clients.discard(task)
            writer.close()


@dataclass
class Conversation:
    """One client."""

    dispatcher: Dispatcher
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    #: Whether disks may be spoken of: TLS has begun, or the network asks for none.
    settled: bool

    async def run(self) -> None:
        """Greet, open what is asked for, and answer until the client leaves."""
        async with AsyncExitStack() as held:
            async with asyncio.timeout(SECONDS):
                self.writer.write(_GREETING)
                flags = int.from_bytes(await self.reader.readexactly(4))
                opened = await self._negotiate(held, bool(flags & _NO_ZEROES))
            if opened is not None:
                await self._serve(*opened)

    async def _negotiate(self, held: AsyncExitStack, no_zeroes: bool) -> tuple[BlockDevice, str] | None:
        while True:
            await self.writer.drain()
            magic, option, length = _OPTION.unpack(await self.reader.readexactly(_OPTION.size))
            if magic != b"IHAVEOPT" or length > LONGEST_OPTION:
                return None
            data = await self.reader.readexactly(length)
            if option == Option.ABORT:
                self._answer(option, Answer.ACK)
                return None
            if option == Option.STARTTLS:
                await self._start_tls(option, data)
            elif not self.settled:
                if option == Option.EXPORT_NAME:  # it has no way to be refused
                    return None
                self._answer(option, Answer.TLS_REQUIRED)
            elif option == Option.EXPORT_NAME:
                device, session = await self._open(held, data.decode(errors="replace"))
                padding = b"" if no_zeroes else bytes(124)
                self.writer.write(struct.pack(">QH", device.size, _READ_ONLY) + padding)
                return device, session
            elif option in (Option.INFO, Option.GO):
                opened = await self._describe(held, option, data)
                if opened is not None:
                    return opened
            else:
                self._answer(option, Answer.POLICY if option == Option.LIST else Answer.UNSUPPORTED)

    async def _start_tls(self, option: int, data: bytes) -> None:
        if data or self.writer.get_extra_info("ssl_object") is not None:
            self._answer(option, Answer.INVALID)
            return
        context = await self.dispatcher.services.tls.context()
        self._answer(option, Answer.ACK)  # from here on, what comes must not be taken for plain text
        await self.writer.start_tls(context)
        self.settled = True

    async def _describe(self, held: AsyncExitStack, option: int,
                        data: bytes) -> tuple[BlockDevice, str] | None:  # fmt: skip
        length = int.from_bytes(data[:4])
        if len(data) < length + 6:
            self._answer(option, Answer.INVALID)
            return None
        async with AsyncExitStack() as trial:
            try:
                opened = await self._open(trial, data[4 : 4 + length].decode(errors="replace"))
            except (XenError, StorageError) as error:
                self._answer(option, Answer.UNKNOWN, str(error).encode()[:1000])
                return None
            self._answer(option, Answer.INFO, struct.pack(">HQH", 0, opened[0].size, _READ_ONLY))
            self._answer(option, Answer.INFO, struct.pack(">HIII", 3, 1, 4096, MOST_BYTES))
            self._answer(option, Answer.ACK)
            if option != Option.GO:
                return None
            held.push_async_exit(trial.pop_all())
        return opened

    async def _open(self, held: AsyncExitStack, name: str) -> tuple[BlockDevice, str]:
        """The disk of an export's name, held until the end, and the session that opened it."""
        parts = urlsplit(name)
        ref = parse_qs(parts.query).get("session_id", [""])[-1]
        session = self.dispatcher.session(ref)
        request = {"address": self.writer.get_extra_info("peername")[0]}
        ctx = Context(self.dispatcher.store, self.dispatcher.services, session, request=request)
        vdi = ctx.store.by_uuid(VDI, parts.path.strip("/"))
        if vdi is None:
            raise XenError("UUID_INVALID", "VDI", parts.path.strip("/"))
        noted = audit.Entry.of_stream(ctx, _NAME, {"VDI": [vdi.ref]})
        try:
            rights.require(session, _PERMISSION)
            held.enter_context(ctx.marked(vdi, VdiOperations.copy))
            device = await held.enter_async_context(repository(ctx, vdi.SR).open(vdi.uuid))
        except Exception as error:
            noted.end(self.dispatcher.explain(error, _NAME))
            raise
        noted.end()
        return device, ref

    def _answer(self, option: int, answer: Answer, data: bytes = b"") -> None:
        self.writer.write(_OPTION_REPLY.pack(_REPLY_MAGIC, option, answer, len(data)) + data)

    async def _serve(self, device: BlockDevice, session: str) -> None:
        """One request after the other; nothing more once the session has ended."""
        while True:
            await self.writer.drain()
            header = await self.reader.readexactly(_REQUEST.size)
            magic, _, command, handle, offset, length = _REQUEST.unpack(header)
            if magic != _REQUEST_MAGIC or command == Command.DISCONNECT:
                return
            if self.dispatcher.store.get(session) is None:
                return
            error, data = await self._carry_out(device, command, offset, length)
            self.writer.write(struct.pack(">IIQ", _SIMPLE_MAGIC, error, handle))
            self.writer.write(data)

    async def _carry_out(self, device: BlockDevice, command: int, offset: int,
                         length: int) -> tuple[int, bytes]:  # fmt: skip
        if command == Command.WRITE:
            await self._skip(length)
            return Errno.EPERM, b""
        if command != Command.READ or not 0 < length <= MOST_BYTES or offset + length > device.size:
            return Errno.EINVAL, b""
        try:
            return 0, await device.read(offset, length)
        except StorageError as error:
            log.warning("reading by NBD: %s", error)
            return Errno.EIO, b""

    async def _skip(self, length: int) -> None:
        while length:
            length -= len(await self.reader.readexactly(min(length, 1 << 20)))


async def listen(dispatcher: Dispatcher, host: str, port: int) -> NbdServer:
    """A server that listens, if it can; where it does is told to messages."""
    server, services = NbdServer(dispatcher), dispatcher.services
    try:
        services.reach.nbd_port = await server.start(host, port)
    except OSError as error:
        log.warning("disks cannot be read by NBD: %s", error)
    return server
