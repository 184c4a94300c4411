"""One connection: finds out whose each request is, answers RPC itself and lends the rest to others."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from xapid.rpc import cli, replies
from xapid.rpc.caller import Caller, caller_from
from xapid.rpc.endpoint import Codec
from xapid.rpc.exchange import Exchange
from xapid.rpc.handlers import Handler
from xapid.rpc.head import BadHead, Head, parse_head
from xapid.rpc.limits import STREAM_BUFFER
from xapid.rpc.presence import watch
from xapid.rpc.routes import Place
from xapid.rpc.stream import serve_stream
from xapid.rpc.wire import BadBody, Call

if TYPE_CHECKING:
    from xapid.rpc.front import Front
    from xapid.rpc.web import WebProtocol

_END_OF_HEAD = b"\r\n\r\n"

#: Seconds that a refused client is listened to, so that the answer reaches it.
_LINGER = 1.0
#: Bytes of an answer from which two writes cost less than one copy.
_NOT_WORTH_COPYING = 1 << 16


class Connection(asyncio.Protocol):
    """A client's connection. Between requests it is little more than its socket."""

    __slots__ = (
        "_buffer", "_busy", "_caller", "_codec", "_delegate", "_dismissed", "_eof", "_front", "_head",
        "_refused", "_running", "_web", "_web_left", "_writable", "address", "client_certificate",
        "local_root", "since", "started", "tls", "transport", "waiting_first",
    )  # fmt: skip

    def __init__(self, front: Front, *, local_root: bool, tls: bool) -> None:
        self._front = front
        self.local_root = local_root
        self.tls = tls
        self.address = ""
        #: What the client showed of itself, which TLS found to be signed by somebody whom we believe.
        self.client_certificate: bytes | None = None
        self.transport: asyncio.Transport
        self._buffer = bytearray()
        #: The head whose body is awaited, and the codec of that body.
        self._head: Head | None = None
        self._codec: Codec | None = None
        self._busy = False
        self._writable = True
        self._eof = False
        #: Whether no more requests are answered.
        self._dismissed = False
        self._refused = False
        #: Who gets the bytes while the connection is lent.
        self._delegate: Any = None
        #: What speaks aiohttp here, once a request needed it.
        self._web: WebProtocol | None = None
        #: Bytes that the request lent to aiohttp still has to come; None: all that come are its.
        self._web_left: int | None = None
        self._running: asyncio.Task[None] | None = None
        self._caller: tuple[Head, Caller] | None = None
        self.waiting_first = True
        #: When something was last heard, and when the present request began.
        self.since = self.started = front.loop.time()

    # The transport's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        peer = transport.get_extra_info("peername")
        if isinstance(peer, tuple):
            self.address = peer[0]
            watch(transport.get_extra_info("socket"))
        if self.tls:
            self.client_certificate = transport.get_extra_info("ssl_object").getpeercert(True)
        if not self._front.admit(self):
            self._refuse(503, "Too many connections")

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self.since = self._front.loop.time()
        if self._delegate is not None and self._web_left is None:
            self._delegate.data_received(data)
            return
        if not self._buffer and self._head is None:
            self.started = self.since
        self._buffer += data
        if self._delegate is not None:
            self._feed_web()
        elif not self._busy:
            self._advance()
        if len(self._buffer) > STREAM_BUFFER and (self._busy or self._delegate is not None):
            self.transport.pause_reading()

    def eof_received(self) -> bool:
        if self._delegate is not None:
            return bool(self._delegate.eof_received())
        self._eof = True
        if self._refused:
            return False
        if self._running is not None and self._front.dies_with_client(self._running):
            self._running.cancel()
        return self._busy and not self.tls

    def connection_lost(self, exc: BaseException | None) -> None:
        self._front.forget(self)
        if self._delegate is not None:
            self._delegate.connection_lost(exc)
        if self._web is not None and self._web is not self._delegate:
            self._web.connection_lost(exc)
        if self._running is not None and self._front.dies_with_client(self._running):
            self._running.cancel()
        self._buffer.clear()

    def pause_writing(self) -> None:
        self._writable = False
        for lent in self._lent_to():
            lent.pause_writing()

    def resume_writing(self) -> None:
        self._writable = True
        self.since = self._front.loop.time()
        for lent in self._lent_to():
            lent.resume_writing()
        if self._delegate is None and not self._busy:
            self._advance()

    def _lent_to(self) -> set[Any]:
        """Everybody who has to know whether writing is possible."""
        return {self._delegate, self._web} - {None}

    # Time

    @property
    def idle(self) -> bool:
        """Whether it waits between requests."""
        return not (self._busy or self._buffer or self._delegate or self._head) and self._writable

    def check(self, now: float) -> None:
        """Close the connection when its client is too slow or was silent for too long."""
        limits = self._front.limits
        silent = now - self.since
        if self.transport.is_closing() or self._refused:
            if silent > limits.stall:
                self.transport.abort()  # the end of the answer is not taken
        elif not self._writable and self._delegate in (None, self._web):
            if silent > limits.stall:
                self.transport.abort()
        elif self._busy or self._delegate is not None:
            return
        elif self._buffer or self._head is not None or self.waiting_first:
            slow_head = self._head is None and now - self.started > limits.head_time
            if silent > limits.silence or slow_head:
                self._refuse(408, "The request did not come in time")
        elif silent > limits.idle:
            self.transport.close()

    def dismiss(self) -> None:
        """End the connection: at once, or with the answer under way; what is lent for good ends by itself."""
        self._dismissed = True
        if self.idle:
            self.transport.close()

    # Requests

    def _advance(self) -> None:
        """Serve what has come in whole, one request after the other."""
        while not (self._busy or self._delegate is not None) and self._writable:
            if self._refused or self.transport.is_closing():
                return
            if self._head is None:
                head = self._next_head()
                if head is None:
                    return
                self._route(head)
            elif not self._serve_body(self._head):
                return
        if not self._busy and self._delegate is None and len(self._buffer) <= STREAM_BUFFER:
            self.transport.resume_reading()

    def _next_head(self) -> Head | None:
        buffer = self._buffer
        while buffer.startswith((b"\r\n", b"\n")):
            del buffer[: 2 if buffer[0] == 13 else 1]
        if not buffer:
            self.transport.resume_reading()
            if self._eof:
                self.transport.close()
            return None
        end = buffer.find(_END_OF_HEAD, 0, self._front.limits.head)
        if end < 0:
            if len(buffer) >= self._front.limits.head:
                self._refuse(431, "The head of the request is too large")
            else:
                self.transport.resume_reading()
            return None
        raw = bytes(buffer[: end + 4])
        del buffer[: end + 4]
        try:
            return parse_head(raw)
        except BadHead as error:
            self._refuse(400, str(error))
            return None

    def _route(self, head: Head) -> None:
        self.waiting_first = False
        target = self._front.routes.find(head.method, head.path)
        self._front.count(head, target)
        if not self.tls and not self.local_root:
            elsewhere = self._front.plain.answer(head, self.address, target)
            if elsewhere is not None:
                self._turn_away(elsewhere)
                return
        if isinstance(target, Codec):
            self._expect_body(head, target)
        elif isinstance(target, Handler):
            self._lend_stream(head, target)
        elif target is Place.COMMAND_LINE:
            self._lend_stream(head, None)
        elif target is Place.PREFLIGHT:
            requested = head.headers.get("access-control-request-headers", "")
            self._answer(replies.preflight(requested, head.keep_alive), head.keep_alive)
        elif target is Place.WEB:
            self._lend_web(head)
        else:
            self._refuse(501, f"Nothing here answers {head.method} {head.path}")

    def _expect_body(self, head: Head, codec: Codec) -> None:
        if head.content_length is None or head.chunked:
            self._refuse(400, "A call needs a Content-Length")
        elif head.content_length > self._front.limits.rpc_body:
            self._refuse(500, "The body is too large")
        else:
            self._head, self._codec = head, codec
            if head.headers.get("expect", "").lower() == "100-continue":
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def _serve_body(self, head: Head) -> bool:
        """Answer the awaited body if it is here whole."""
        codec, length = self._codec, head.content_length
        assert codec is not None and length is not None
        if len(self._buffer) < length:
            self.transport.resume_reading()
            return False
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._head = self._codec = None
        caller = self._caller_of(head)
        try:
            call, answer = self._front.endpoint.begin(codec, caller, body)
        except BadBody as error:
            self._refuse(500, f"The body is no call: {error}")
            return False
        if answer is not None or call is None:
            self._reply(head, codec, answer or b"")
            return True
        self._busy = True
        self._running = self._front.spawn(self._finish(head, codec, caller, call), call.method)
        return True

    async def _finish(self, head: Head, codec: Codec, caller: Caller, call: Call) -> None:
        try:
            answer = await self._front.endpoint.finish(codec, caller, call)
        finally:
            self._busy, self._running = False, None
        if self.transport.is_closing():
            return
        self._reply(head, codec, answer)
        self.since = self._front.loop.time()
        self._advance()

    def _reply(self, head: Head, codec: Codec, answer: bytes) -> None:
        keep_alive = head.keep_alive and not (self._eof or self._dismissed)
        start = replies.rpc_head(codec.content_type, len(answer), keep_alive)
        if len(answer) > _NOT_WORTH_COPYING:
            self.transport.write(start)
            self._answer(answer, keep_alive)
        else:
            self._answer(start + answer, keep_alive)

    def _answer(self, data: bytes, keep_alive: bool) -> None:
        self.transport.write(data)
        if not keep_alive:
            self.transport.close()

    def _refuse(self, status: int, text: str) -> None:
        self._turn_away(replies.error(status, text))

    def _turn_away(self, answer: bytes) -> None:
        self.transport.write(answer)
        self._buffer.clear()
        self._head = None
        self._hang_up()

    def _hang_up(self) -> None:
        """Close, but take in what is still on its way: else the client might never see the answer."""
        self._refused = True
        self.transport.resume_reading()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._front.loop.call_later(_LINGER, self.transport.close)

    def _caller_of(self, head: Head) -> Caller:
        known = self._caller
        # A certificate may count no longer, even on a connection that was made while it did.
        if known is None or known[0] is not head or self.client_certificate is not None:
            agent = head.headers.get("user-agent", "")
            self._front.dispatcher.services.user_agents.note(agent, self.address)
            caller = caller_from(head.headers, self.address, local_root=self.local_root, tls=self.tls,
                                 client_certificate=self._front.knows(self.client_certificate))  # fmt: skip
            known = self._caller = (head, caller)
        return known[1]

    # Lending the connection

    def _lend_stream(self, head: Head, handler: Handler | None) -> None:
        """Give the connection, for good, to a byte-stream handler or to the command line."""
        front = self._front
        reader = asyncio.StreamReader(limit=STREAM_BUFFER, loop=front.loop)
        protocol = asyncio.StreamReaderProtocol(reader, loop=front.loop)
        protocol.connection_made(self.transport)
        writer = asyncio.StreamWriter(self.transport, protocol, reader, front.loop)
        exchange = Exchange(head, self._caller_of(head), reader, writer)
        rest = bytes(self._buffer)
        self._delegate, self._web_left = protocol, None
        self._buffer.clear()
        self.transport.resume_reading()
        if rest:
            reader.feed_data(rest)
        if self._eof:
            reader.feed_eof()
        if head.headers.get("expect", "").lower() == "100-continue":
            self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if handler is None:
            work = cli.serve_commands(front.command_line, front.limits, exchange)
        else:
            work = serve_stream(handler, front.dispatcher, front.limits, exchange)
        front.spawn(self._lent(work), f"{head.method} {head.path}")

    async def _lent(self, work: Coroutine[Any, Any, bool]) -> None:
        """Close the connection when the stream ended; gently when not all of the request was read."""
        whole = True
        try:
            whole = await work
        finally:
            self.since = self._front.loop.time()
            if whole or self.transport.is_closing():
                self.transport.close()
            else:
                self._hang_up()

    def _lend_web(self, head: Head) -> None:
        """Let aiohttp answer one request; a WebSocket keeps the connection for good."""
        if head.chunked:
            self._refuse(400, "Chunked transfer encoding is not supported")
            return
        if self._web is None:
            self._web = self._front.web.connect(self)
        self._web.begin(head, self._caller_of(head))
        self._delegate = self._web
        self._web_left = None if head.websocket else head.content_length or 0
        self._web.data_received(head.raw)
        if head.websocket:
            rest = bytes(self._buffer)
            self._buffer.clear()
            if rest:
                self._web.data_received(rest)
        else:
            self._feed_web()

    def _feed_web(self) -> None:
        left = self._web_left
        if left:
            piece = bytes(self._buffer[:left])
            del self._buffer[:left]
            self._web_left = left - len(piece)
            if piece:
                self._delegate.data_received(piece)

    def web_done(self, keep_alive: bool) -> None:
        """aiohttp has answered its request."""
        if self._web_left is None:
            return
        self._delegate = None
        if self._web_left:
            self._hang_up()
            return
        if not keep_alive or self._dismissed:
            self.transport.close()
            return
        self.since = self._front.loop.time()
        self._advance()
