"""What aiohttp answers: WebSockets, REST and pages. One request at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from xapid.rpc import replies
from xapid.rpc.caller import Caller
from xapid.rpc.head import Head
from xapid.rpc.limits import Limits

if TYPE_CHECKING:
    from xapid.rpc.connection import Connection

#: Answers one kind of request; may raise aiohttp's HTTP exceptions.
Pages = Callable[[web.BaseRequest, Head, Caller], Awaitable[web.StreamResponse]]

#: Seconds that an answer under way has to end when the daemon stops.
_GRACE = 0.5

#: aiohttp has to leave closing idle connections to their owner.
_NEVER = 10 * 365 * 86400.0


class WebProtocol(RequestHandler):
    """aiohttp's side of a connection. It says when it has answered, so that its owner goes on."""

    __slots__ = ("caller", "head", "owner")

    owner: Connection
    head: Head
    caller: Caller

    def begin(self, head: Head, caller: Caller) -> None:
        """Note whose request comes next."""
        self.head, self.caller = head, caller

    async def finish_response(self, request: web.BaseRequest, resp: web.StreamResponse,
                              start_time: float | None) -> tuple[web.StreamResponse, bool]:  # fmt: skip
        result = await super().finish_response(request, resp, start_time)
        self.owner.web_done(bool(result[0].keep_alive) and not result[1])
        return result


class Web:
    """The aiohttp server behind the front, without a socket of its own."""

    def __init__(self, limits: Limits, pages: Mapping[str, Pages]) -> None:
        #: By the beginning of their paths.
        self._pages = sorted(pages.items(), key=lambda item: -len(item[0]))
        self._server = web.Server(self._handle)
        self._options: dict[str, Any] = {
            "access_log": None, "keepalive_timeout": _NEVER, "max_line_size": limits.head,
            "max_field_size": limits.head, "tcp_keepalive": False,
        }  # fmt: skip

    def connect(self, owner: Connection) -> WebProtocol:
        """aiohttp for one connection, which stays its owner's."""
        protocol = WebProtocol(self._server, loop=asyncio.get_running_loop(), **self._options)
        protocol.owner = owner
        protocol.connection_made(owner.transport)
        return protocol

    async def stop(self) -> None:
        """End what is under way."""
        await self._server.shutdown(_GRACE)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        protocol = request.protocol
        assert isinstance(protocol, WebProtocol)
        head, caller = protocol.head, protocol.caller
        response = await self._answer(request, head, caller)
        if head.websocket and not isinstance(response, web.WebSocketResponse):
            response.force_close()
        return response

    async def _answer(self, request: web.BaseRequest, head: Head, caller: Caller) -> web.StreamResponse:
        for prefix, pages in self._pages:
            if head.path.startswith(prefix):
                try:
                    return await pages(request, head, caller)
                except web.HTTPException as error:
                    return error
        return page(404, f"There is no {head.path}")


def page(status: int, text: str, headers: dict[str, str] | None = None) -> web.Response:
    """An HTML answer that tells of an error."""
    return web.Response(status=status, body=replies.error_page(status, text), headers=headers,
                        content_type="text/html", charset="utf-8")  # fmt: skip
