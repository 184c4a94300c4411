"""The network ports: which addresses the API listens on, and with which certificate."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from xapid.config import Config
from xapid.objects.host.address import listens_everywhere

if TYPE_CHECKING:
    from xapid.objects.services import Services
    from xapid.rpc.connection import Connection

#: Connections that may wait to be accepted.
BACKLOG = 1024


class Ports:
    """The plain and the TLS port. They may be closed to the network: then only this machine reaches them."""

    def __init__(self, config: Config, services: Services, *, handshake: float,
                 connect: Callable[[bool], Connection]) -> None:  # fmt: skip
        self._config = config
        self._services = services
        #: Seconds that a client may take to agree on TLS.
        self._handshake = handshake
        #: Makes what answers a new connection; whether it is by TLS.
        self._connect = connect
        self._plain: list[asyncio.Server] = []
        self._tls: list[asyncio.Server] = []
        self._host: str | None = None
        #: The ports really listened on; None for what is turned off.
        self.http_port: int | None = None
        self.https_port: int | None = None

    async def open(self) -> None:
        """Listen where the settings say. Raises OSError."""
        tls = self._services.tls
        async with tls.lock:
            await self._listen(self._wanted(self._services.reach.closed))
            tls.renewed.append(self._renew)

    async def shut_out(self, closed: bool) -> None:
        """Listen on this machine's own addresses only, or on all that the settings say. Raises OSError.

        If it cannot listen there, it listens where it did.
        """
        async with self._services.tls.lock:
            before, wanted = self._host, self._wanted(closed)
            self._stop_listening()
            try:
                await self._listen(wanted)
            except BaseException:
                self._stop_listening()
                await self._listen(before)
                raise
            self._services.reach.closed = closed

    def close(self) -> None:
        """Listen no more."""
        if self._renew in self._services.tls.renewed:
            self._services.tls.renewed.remove(self._renew)
        self._stop_listening()

    def _wanted(self, closed: bool) -> str | None:
        host = self._config.http_host
        return own_part(host) if closed else host

    def _stop_listening(self) -> None:
        for server in (*self._plain, *self._tls):
            server.close()
        self._plain, self._tls = [], []

    async def _listen(self, host: str | None) -> None:
        """With a port that the system chose it stays the same."""
        self._host, config = host, self._config
        if host is None:
            return
        if config.http_port >= 0:
            server = await asyncio.get_running_loop().create_server(
                lambda: self._connect(False), host, self.http_port or config.http_port, backlog=BACKLOG
            )
            self._plain.append(server)
            self.http_port = _port(server)
        if config.https_port >= 0:
            context = await self._services.tls.context()
            server = await self._serve_tls(context, host=host, port=self.https_port or config.https_port)
            self._tls.append(server)
            self.https_port = _port(server)

    async def _serve_tls(self, context: ssl.SSLContext, **where: Any) -> asyncio.Server:
        return await asyncio.get_running_loop().create_server(
            lambda: self._connect(True), backlog=BACKLOG, ssl=context,
            ssl_handshake_timeout=self._handshake, **where,
        )  # fmt: skip

    async def _renew(self, context: ssl.SSLContext) -> None:
        """Serve new connections with the context. Nobody who connects meanwhile is refused."""
        before = self._tls
        sockets = [listening.dup() for server in before for listening in server.sockets]
        self._tls = [await self._serve_tls(context, sock=sock) for sock in sockets]
        for server in before:
            server.close()


def own_part(listening: str) -> str | None:
    """What only this machine reaches of an address that is listened on; None: nothing of it."""
    if listens_everywhere(listening):
        return "::1" if listening == "::" else "127.0.0.1"
    try:
        return listening if ip_address(listening).is_loopback else None
    except ValueError:  # a name
        return listening if listening == "localhost" else None


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])
