"""The front door: listens on TCP, TLS and the unix socket, and keeps watch over the connections."""

from __future__ import annotations

import asyncio
import logging
import resource
from collections.abc import Coroutine
from typing import Any

from xapid.config import Config
from xapid.rpc import (  # noqa: F401 - some for their handlers
    audit_log,
    backups,
    blobs,
    config_files,
    console_size,
    disks,
    messages,
    screenshots,
    services,
    support,
    unix_socket,
)
from xapid.rpc.cli import CommandLine
from xapid.rpc.connection import Connection
from xapid.rpc.console import WebConsole
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.endpoint import Endpoint
from xapid.rpc.handlers import Handler, handlers
from xapid.rpc.head import Head
from xapid.rpc.limits import Limits
from xapid.rpc.plain import PlainHttp, is_own
from xapid.rpc.ports import BACKLOG, Ports
from xapid.rpc.rest.pages import RestPages
from xapid.rpc.routes import FIXED_PATHS, REST_PATHS, Routes, Target
from xapid.rpc.transfer import export, fetching, importing  # noqa: F401 - their handlers
from xapid.rpc.web import Pages, Web
from xapid.rpc.web_files import WebFiles

#: What requests are counted under whose method or path is nobody's.
OTHER = "other"

log = logging.getLogger(__name__)

#: Seconds between looks at slow and idle connections.
_WATCH = 1.0

#: File descriptors left for everything but clients.
_RESERVED_FILES = 512


class Front:
    """Everything that listens. ``start`` it once the daemon can answer; then the ports are known."""

    def __init__(self, config: Config, dispatcher: Dispatcher, *, command_line: CommandLine | None = None,
                 limits: Limits | None = None) -> None:  # fmt: skip
        self.config = config
        self.dispatcher = dispatcher
        dispatcher.services.import_from = fetching.import_from
        self.command_line = command_line
        self.limits = limits or Limits()
        self.endpoint = Endpoint(dispatcher)
        self.routes = Routes(handlers.values())
        self.plain = PlainHttp(config, dispatcher.services)
        self.loop: asyncio.AbstractEventLoop
        self.web: Web
        self._connections: set[Connection] = set()
        self._all_gone = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self.ports = Ports(config, dispatcher.services, handshake=self.limits.silence, connect=self._connect)
        dispatcher.services.reach.shut_out = self._shut_out
        self._unix: asyncio.Server | None = None
        self._most_connections = self.limits.connections
        self._watcher: asyncio.TimerHandle | None = None
        self.socket_path = config.socket or config.state_dir / "xapi.sock"

    async def start(self) -> None:
        """Listen everywhere, or nowhere: OSError says what is taken."""
        self.loop = asyncio.get_running_loop()
        rest = RestPages(self.dispatcher, self.limits)
        pages: dict[str, Pages] = {"/console": WebConsole(self.dispatcher), **dict.fromkeys(REST_PATHS, rest)}
        if self.config.web_dir is not None:
            pages["/"] = WebFiles(self.config.web_dir)
        self.web = Web(self.limits, pages)
        self._most_connections = min(self.limits.connections, _files_for_clients())
        try:
            await self._listen()
        except BaseException:
            await self.stop()
            raise
        self._watcher = self.loop.call_later(_WATCH, self._watch)

    async def _listen(self) -> None:
        await self.ports.open()
        self.plain.https_port = self.ports.https_port
        bound = unix_socket.bind(self.socket_path)
        self._unix = await self.loop.create_unix_server(
            lambda: Connection(self, local_root=True, tls=False), sock=bound, backlog=BACKLOG
        )
        if self.config.link_socket:
            unix_socket.link(self.socket_path)

    @property
    def http_port(self) -> int | None:
        """The plain port really listened on; None when it is turned off."""
        return self.ports.http_port

    @property
    def https_port(self) -> int | None:
        """The TLS port really listened on; None when it is turned off."""
        return self.ports.https_port

    def _connect(self, tls: bool) -> Connection:
        return Connection(self, local_root=False, tls=tls)

    async def _shut_out(self, closed: bool) -> None:
        """Shut other machines out, or let them in; calls under way are answered. Raises OSError."""
        await self.ports.shut_out(closed)
        self.plain.https_port = self.ports.https_port
        if closed:
            for connection in list(self._connections):
                if connection.address and not is_own(connection.address):
                    connection.dismiss()

    async def finish(self, seconds: float) -> None:
        """Listen no more, and let calls under way end by themselves, but for those that wait for events."""
        self._stop_listening()
        running = {*self._tasks, *self.dispatcher.services.running.values()}
        busy = [task for task in running if not self.dies_with_client(task)]
        if busy:
            await asyncio.wait(busy, timeout=seconds)

    def _stop_listening(self) -> None:
        self.ports.close()
        if self._unix is not None:
            self._unix.close()

    async def stop(self) -> None:
        """Listen no more, end what is under way, close every connection."""
        if self._watcher is not None:
            self._watcher.cancel()
        self._stop_listening()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.web.stop()
        for connection in list(self._connections):
            connection.transport.abort()
        if self._connections:
            self._all_gone.clear()
            await self._all_gone.wait()
        if self._unix is not None:
            unix_socket.unlink(self.socket_path)
            self._unix = None

    # For connections

    def knows(self, client_certificate: bytes | None) -> bool:
        """Whether a certificate that a client has shown logs it in."""
        admitted = self.dispatcher.services.tls.client_certificates
        return bool(client_certificate and admitted and admitted.admits(client_certificate))

    def admit(self, connection: Connection) -> bool:
        """Count a new connection in; False when there are too many that are all at work."""
        self._connections.add(connection)
        if len(self._connections) <= self._most_connections:
            return True
        idle = sorted((c for c in self._connections if c.idle and c is not connection), key=lambda c: c.since)
        for oldest in idle[: max(1, self._most_connections // 16)]:
            oldest.transport.abort()
        return bool(idle)

    def count(self, head: Head, target: Target | None) -> None:
        """Note a request; methods and paths that anybody may invent count as one."""
        path = target.path if isinstance(target, Handler) else head.path
        known = isinstance(target, Handler) or path in FIXED_PATHS
        method = head.method if target is not None else OTHER
        self.dispatcher.services.figures.requests[method, path if known else OTHER] += 1

    def forget(self, connection: Connection) -> None:
        """A connection has ended."""
        self._connections.discard(connection)
        if not self._connections:
            self._all_gone.set()

    @property
    def connections(self) -> int:
        """How many connections there are now."""
        return len(self._connections)

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run the work of a connection; whatever it raises unexpectedly is logged."""
        task = self.loop.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def dies_with_client(self, task: asyncio.Task[Any]) -> bool:
        """Whether a call is only there to wait for its client: the others go on without it."""
        return task.get_name().startswith("event.")

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("%s failed unexpectedly", task.get_name(), exc_info=task.exception())

    def _watch(self) -> None:
        now = self.loop.time()
        for connection in list(self._connections):
            connection.check(now)
        self._watcher = self.loop.call_later(min(_WATCH, self.limits.silence / 4), self._watch)


def _files_for_clients() -> int:
    """How many connections the limit of open files allows, after raising it as far as one may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return max(64, soft - _RESERVED_FILES) if soft != resource.RLIM_INFINITY else 1 << 20
