"""A daemon without a host: the real catalogue in a store that keeps nothing, behind the real front."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from xapid.config import Config
from xapid.model.messages import Message, Param
from xapid.model.roles import POOL_ADMIN
from xapid.model.types import STRING, RefType
from xapid.objects import catalog
from xapid.objects.authentication import Account, Authenticator, set_password
from xapid.objects.context import Context
from xapid.objects.secret import Secret
from xapid.objects.services import Services
from xapid.objects.session import Session
from xapid.objects.session.life import open_session
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.front import Front
from xapid.rpc.limits import Limits
from xapid.rpc.plans import plan_of
from xapid.store.journal import Nowhere
from xapid.store.store import Store

PASSWORD = "correct horse"
CALLER = Caller("127.0.0.1")


class Consoles:
    """The one thing that the front asks of a hypervisor: where a guest's screen and serial line listen."""

    def __init__(self) -> None:
        self.paths: dict[tuple[str, str], str] = {}

    async def open_console(self, uuid: str, kind: str) -> str:
        return self.paths[uuid, kind]


class World:
    """The store, what messages use, the dispatcher and, in ``listening``, the front."""

    def __init__(self, state: Path, **config: Any) -> None:
        journal = Nowhere()
        self.store = Store(catalog.load(), journal)
        journal.store = self.store
        self.config = Config(
            state_dir=state, http_host="127.0.0.1", http_port=0, https_port=-1, link_socket=False, **config
        )
        self.consoles = Consoles()
        authenticator = Authenticator(self.config, failure_delay=0)
        hypervisor: Any = self.consoles
        nothing: Any = None
        self.services = Services(self.config, hypervisor, nothing, nothing, authenticator)
        self.dispatcher = Dispatcher(self.store, self.services)
        self.front: Front
        set_password(authenticator.path, "root", PASSWORD)

    def session(self, role: str = POOL_ADMIN, name: str = "root") -> Session:
        """A session of somebody with that role."""
        return open_session(Context(self.store, self.services), Account(name, role))

    def secret(self, value: str = "hidden") -> Secret:
        """An object of a class that needs no host."""
        with self.store.change():
            return self.store.create(Secret, value=value)

    def add_message(self, function: Callable[..., Awaitable[Any]], **more: Any) -> str:
        """A message that only this world has, of the class secret: its full name. It takes one Secret."""
        made = Message(
            "secret", function.__name__, (Param("self", RefType("secret")),), STRING, POOL_ADMIN, function,
            "Only here.", **more,
        )  # fmt: skip
        self.dispatcher.plans[made.full_name] = plan_of(made)
        return made.full_name

    async def call(self, method: str, *params: Any, caller: Caller = CALLER) -> Any:
        """Call as a client would."""
        return await self.dispatcher.call(caller, method, list(params))

    @asynccontextmanager
    async def listening(self, limits: Limits | None = None, **more: Any) -> AsyncIterator[Front]:
        """The front, open for as long as the block lasts."""
        self.front = Front(self.config, self.dispatcher, limits=limits, **more)
        await self.front.start()
        try:
            yield self.front
        finally:
            await self.front.stop()
            await self.services.stop()

    async def raw(self, request: bytes, *, unix: bool = False) -> bytes:
        """Send bytes on a new connection and read until the daemon closes it."""
        reader, writer = await self.connect(unix=unix)
        try:
            writer.write(request)
            async with asyncio.timeout(10):
                return await reader.read()
        finally:
            writer.close()

    async def connect(self, *, unix: bool = False) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection to the front."""
        if unix:
            return await asyncio.open_unix_connection(str(self.front.socket_path))
        return await asyncio.open_connection("127.0.0.1", self.front.http_port)


def post(path: str, body: bytes, headers: str = "", close: bool = True) -> bytes:
    """An HTTP/1.1 POST as bytes."""
    end = "Connection: close\r\n" if close else ""
    return f"POST {path} HTTP/1.1\r\nContent-Length: {len(body)}\r\n{end}{headers}\r\n".encode() + body


def parts(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers by lower-case name, and body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    return int(lines[0].split(" ")[1]), {k.lower(): v for k, v in headers.items()}, body
