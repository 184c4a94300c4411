"""Consoles: raw bytes after CONNECT, or within a WebSocket, joined with the guest's own socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from aiohttp import WSMsgType, web

from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.protocol import ConsoleKind
from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xapid.objects import rights
from xapid.objects.audit import Entry
from xapid.objects.console import Console, ConsoleProtocol
from xapid.objects.session import Session, life
from xapid.objects.vm import VM
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.handlers import handler
from xapid.rpc.head import Head
from xapid.rpc.limits import STREAM_BUFFER
from xapid.rpc.login import Denied, entry, log_in, log_out
from xapid.rpc.stream import Refused, StreamRequest
from xapid.rpc.web import page
from xapid.store.store import Store

_PIECE = 64 * 1024

#: Who waits for the end of which session, by its reference.
_logouts: dict[str, set[asyncio.Event]] = {}

#: Who has the serial line of a VM, and seconds in which somebody who leaves it makes room for the next.
_lines: WeakKeyDictionary[VM, asyncio.Lock] = WeakKeyDictionary()
_TURN = 5.0

#: The two directions of a guest's end.
Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]

Send = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True)
class Line:
    """The console that somebody asked for."""

    vm: Any
    kind: ConsoleKind


def find_line(store: Store, head: Head) -> Line:
    """The console that ``ref`` or ``uuid`` names, of a VM (its screen) or a console. Raises Refused."""
    ref, uuid = head.first("ref"), head.first("uuid")
    if not ref and not uuid:
        raise Refused(400, XenError("INTERNAL_ERROR", "A console needs ref or uuid"))
    found = store.get(ref) if ref else store.by_uuid(VM, uuid) or store.by_uuid(Console, uuid)
    if isinstance(found, Console) and found.VM is not None:
        serial = found.protocol == ConsoleProtocol.vt100
        return Line(found.VM, "serial" if serial else "vnc")
    if isinstance(found, VM):
        return Line(found, "vnc")
    raise Refused(404, XenError("HANDLE_INVALID", "console", ref or uuid))


@asynccontextmanager
async def opened(dispatcher: Dispatcher, line: Line, session: Any, permission: str) -> AsyncIterator[Ends]:
    """The guest's end of a console. Raises Refused; the host's own console is for more privileged roles."""
    if line.vm.is_control_domain and session is not None:
        try:
            rights.require(session, permission)
        except XenError as error:
            raise Refused(403, error) from None
    async with _turn(line):
        try:
            path = await dispatcher.services.hypervisor.open_console(line.vm.uuid, line.kind)
            reader, writer = await asyncio.open_unix_connection(path, limit=STREAM_BUFFER)
        except HypervisorError as error:
            raise Refused(404, dispatcher.explain(error, permission)) from None
        except OSError as error:
            failure = XenError("INTERNAL_ERROR", f"The console does not answer: {error}")
            raise Refused(503, failure) from None
        try:
            yield reader, writer
        finally:
            writer.close()


@asynccontextmanager
async def _turn(line: Line) -> AsyncIterator[None]:
    """Hold a serial line, which serves one client at a time. Raises Refused while somebody else has it."""
    if line.kind != "serial":
        yield
        return
    lock = _lines.setdefault(line.vm, asyncio.Lock())
    try:
        async with asyncio.timeout(_TURN):
            await lock.acquire()
    except TimeoutError:
        busy = XenError("OTHER_OPERATION_IN_PROGRESS", "VM", line.vm.ref, "console", NULL_REF)
        raise Refused(409, busy) from None
    try:
        yield
    finally:
        lock.release()


@handler("CONNECT", "/console", action="connect_console")
async def connect_console(request: StreamRequest) -> None:
    """Answer 200 and then carry bytes both ways until one end closes."""
    line = find_line(request.ctx.store, request.head)
    permission = "http/connect_console/host_console"
    async with opened(request.dispatcher, line, request.session, permission) as (reader, writer):
        await request.respond(200)
        await _until_one_ends(
            _pump(request.reader, _sender(writer)),
            _pump(reader, _sender(request.writer)),
            _logout(request.session),
        )


def _sender(writer: asyncio.StreamWriter) -> Send:
    async def send(data: bytes) -> None:
        writer.write(data)
        await writer.drain()

    return send


async def _pump(reader: asyncio.StreamReader, send: Send) -> None:
    """Carry bytes one way, never more than the other side takes."""
    with suppress(ConnectionError):
        while data := await reader.read(_PIECE):
            await send(data)


async def _logout(session: Session | None) -> None:
    """Wait until the session ends in whose name a console is open."""
    over = asyncio.Event()
    if session is None:
        await over.wait()
    elif session.alive:
        _logouts.setdefault(session.ref, set()).add(over)
        try:
            await over.wait()
        finally:
            _logouts[session.ref].discard(over)
            if not _logouts[session.ref]:
                del _logouts[session.ref]


def _session_ended(session: Session) -> None:
    for over in _logouts.get(session.ref, ()):
        over.set()


life.on_end.append(_session_ended)


async def _until_one_ends(*ways: Any) -> None:
    tasks = [asyncio.create_task(way) for way in ways]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


class WebConsole:
    """GET /console with a WebSocket, as browsers have it."""

    def __init__(self, dispatcher: Dispatcher) -> None:
        self._dispatcher = dispatcher

    async def __call__(self, request: web.BaseRequest, head: Head, caller: Caller) -> web.StreamResponse:
        """Authenticate, join the two ends, and leave the session again if it was made for this."""
        socket = web.WebSocketResponse(protocols=("binary",), compress=False, max_msg_size=4 * 1024 * 1024)
        if not head.websocket or not socket.can_prepare(request).ok:
            return page(501, "Consoles are served by CONNECT or as WebSockets")
        try:
            login = await log_in(self._dispatcher, head, caller, "http/connect_console_ws")
        except Denied as denied:
            realm = {"WWW-Authenticate": 'Basic realm="connect_console_ws"'} if denied.status == 401 else None
            return page(denied.status, denied.error.code, realm)
        try:
            noted = entry(self._dispatcher, head, caller, login.session, "http/connect_console_ws")
            return await self._join(socket, request, head, login.session, noted)
        finally:
            await log_out(self._dispatcher, caller, login)

    async def _join(self, socket: web.WebSocketResponse, request: web.BaseRequest, head: Head,
                    session: Any, noted: Entry) -> web.StreamResponse:  # fmt: skip
        permission = "http/connect_console_ws/host_console_ws"
        async with AsyncExitStack() as stack:
            try:
                line = find_line(self._dispatcher.store, head)
                reader, writer = await stack.enter_async_context(
                    opened(self._dispatcher, line, session, permission)
                )
            except Refused as refused:
                noted.end(refused.error)
                return page(refused.status, str(refused.error))
            stack.callback(noted.end)
            await socket.prepare(request)
            await _until_one_ends(
                _from_browser(socket, _sender(writer)), _pump(reader, socket.send_bytes), _logout(session)
            )
            await socket.close()
        return socket


async def _from_browser(socket: web.WebSocketResponse, send: Send) -> None:
    with suppress(ConnectionError):
        async for message in socket:
            if message.type is WSMsgType.BINARY:
                await send(message.data)
            elif message.type is WSMsgType.TEXT:
                await send(message.data.encode("latin-1", "replace"))
