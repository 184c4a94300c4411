"""Another pool, as a command that moves something there sees it: calls over TLS with a session of its own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from xml.parsers.expat import ExpatError
from xmlrpc.client import Fault, ResponseError, dumps, loads

from aiohttp import ClientError, ClientSession, ClientSSLError, ClientTimeout

from xapid.model.errors import XenError
from xe.commands.failures import CommandFailure

#: Seconds that the other side has for each call.
_PATIENCE = 60.0
#: Bytes that an answer may have, and that are read at a time.
_MOST = 64 << 20
_PIECE = 64 << 10

_VERSION = "1.3"
_ORIGINATOR = "cli"


class Remote:
    """Calls messages of another pool. ``address``: a host, with a port if it is not 443."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = ""

    async def call(self, method: str, *args: Any) -> Any:
        """The result of a message. Raises XenError, and CommandFailure when there is no speaking."""
        return await self._call(method, [self._session, *args])

    async def log_in(self, user: str, password: str) -> None:
        """Begin a session. Raises like call."""
        words = [user, password, _VERSION, _ORIGINATOR]
        self._session = str(await self._call("session.login_with_password", words))

    async def record(self, class_name: str, ref: str) -> dict[str, Any]:
        """The record of an object."""
        return dict(await self.call(f"{class_name}.get_record", ref))

    async def records(self, class_name: str) -> dict[str, dict[str, Any]]:
        """Every object of a class, by reference."""
        return dict(await self.call(f"{class_name}.get_all_records"))

    async def by_uuid(self, class_name: str, uuid: str) -> str:
        """The reference of an object. Raises UUID_INVALID."""
        return str(await self.call(f"{class_name}.get_by_uuid", uuid))

    async def _call(self, method: str, params: list[Any]) -> Any:
        try:
            content = await self._exchange(dumps(tuple(params), method).encode())
            answer: Any = await asyncio.to_thread(loads, content)
            found = dict(answer[0][0])
        except TimeoutError:
            raise CommandFailure(f"{self._address} has not answered in {_PATIENCE:g} s") from None
        except OSError as error:
            raise CommandFailure(f"{self._address}: {_reason(error)}") from None
        except (ClientError, Fault, ResponseError, ExpatError, ValueError, LookupError, TypeError) as error:
            raise CommandFailure(f"{self._address} does not speak the XenAPI: {error}") from None
        if found.get("Status") == "Success":
            return found.get("Value", "")
        raise XenError(*map(str, found.get("ErrorDescription") or ["INTERNAL_ERROR", "no reason"]))

    async def _exchange(self, request: bytes) -> bytes:
        """What is answered to a request. The certificate is not checked, as `xe` does not either."""
        content = bytearray()
        async with (
            ClientSession(timeout=ClientTimeout(total=_PATIENCE), auto_decompress=False) as client,
            client.post(f"https://{self._address}/", data=request, headers={"Content-Type": "text/xml"},
                        ssl=False, allow_redirects=False) as answer,
        ):  # fmt: skip
            if answer.status != 200:
                raise ValueError(f"HTTP status {answer.status}")
            async for piece in answer.content.iter_chunked(_PIECE):
                content += piece
                if len(content) > _MOST:
                    raise ValueError("an answer that is too long")
        return bytes(content)


def _reason(error: OSError) -> str:
    """Why there is no connection, in the system's words."""
    if not error.errno or error.errno < 0 or isinstance(error, ClientSSLError):  # not the system's numbers
        return error.strerror or str(error)
    return os.strerror(error.errno)


@asynccontextmanager
async def other_pool(address: str, user: str, password: str) -> AsyncIterator[Remote]:
    """A session at another pool for as long as the block lasts. Raises like Remote.call."""
    remote = Remote(address)
    await remote.log_in(user, password)
    try:
        yield remote
    finally:
        with suppress(XenError, CommandFailure):  # the session ends by itself too; what was done counts
            await remote.call("session.logout")
