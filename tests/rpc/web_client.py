"""A client of REST for tests: a method, a path, a body; a status, headers and what came."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from tests.rpc.world import World


@dataclass
class Answer:
    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


class WebClient:
    """Asks one front, with the token of one session."""

    def __init__(self, client: aiohttp.ClientSession, url: str, token: str) -> None:
        self.client = client
        self.url = url
        self.token = token

    async def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None,
                  data: bytes | None = None, **headers: str) -> Answer:  # fmt: skip
        """Send a request; headers by name with underscores."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        token = self.token if token is None else token
        if token:
            sent["X-Session-Id"] = token
        if body is not None:
            data = orjson.dumps(body)
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        async with self.client.request(method, self.url + path, data=data, headers=sent) as response:
            return Answer(response.status, response.headers, await response.read())


@asynccontextmanager
async def web_client(world: World, token: str | None = None) -> AsyncIterator[WebClient]:
    """A client of the world's front; pool-admin unless it is given a token."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        url = f"http://127.0.0.1:{world.front.http_port}"
        yield WebClient(client, url, world.session().ref if token is None else token)
