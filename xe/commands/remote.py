"""Another pool, as a command that moves something there sees it: calls over TLS with a session of its own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from http.client import HTTPException, HTTPSConnection
from typing import Any
from xml.parsers.expat import ExpatError
from xmlrpc.client import Fault, ResponseError, dumps, loads

from xapid.model.errors import XenError
from xe.commands.failures import CommandFailure

#: Seconds that the other side has for each call.
_PATIENCE = 60.0
#: Bytes that an answer may have.
_MOST = 64 << 20

_VERSION = "1.3"
_ORIGINATOR = "cli"


class Remote:
    """Calls messages of another pool. ``address``: a host, with a port if it is not 443."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._session = ""

    async def call(self, method: str, *args: Any) -> Any:
        """The result of a message. Raises XenError, and CommandFailure when there is no speaking."""
        return await asyncio.to_thread(self._call, method, [self._session, *args])

    async def log_in(self, user: str, password: str) -> None:
        """Begin a session. Raises like call."""
        words = [user, password, _VERSION, _ORIGINATOR]
        self._session = await asyncio.to_thread(self._call, "session.login_with_password", words)

    async def record(self, class_name: str, ref: str) -> dict[str, Any]:
        """The record of an object."""
        return dict(await self.call(f"{class_name}.get_record", ref))

    async def records(self, class_name: str) -> dict[str, dict[str, Any]]:
        """Every object of a class, by reference."""
        return dict(await self.call(f"{class_name}.get_all_records"))

    async def by_uuid(self, class_name: str, uuid: str) -> str:
        """The reference of an object. Raises UUID_INVALID."""
        return str(await self.call(f"{class_name}.get_by_uuid", uuid))

    def _call(self, method: str, params: list[Any]) -> Any:
        try:
            answer: Any = loads(self._exchange(dumps(tuple(params), method).encode()))
            found = dict(answer[0][0])
        except OSError as error:
            raise CommandFailure(f"{self._address}: {error.strerror or error}") from None
        except (HTTPException, Fault, ResponseError, ExpatError, ValueError, LookupError, TypeError) as error:
            raise CommandFailure(f"{self._address} does not speak the XenAPI: {error}") from None
        if found.get("Status") == "Success":
            return found.get("Value", "")
        raise XenError(*map(str, found.get("ErrorDescription") or ["INTERNAL_ERROR", "no reason"]))

    def _exchange(self, request: bytes) -> bytes:
        """What is answered to a request. The certificate is not checked, as `xe` does not either."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection(self._address, timeout=_PATIENCE, context=context)
        try:
            connection.request("POST", "/", request, {"Content-Type": "text/xml"})
            answer = connection.getresponse()
            if answer.status != 200:
                raise ValueError(f"HTTP status {answer.status}")
            content = answer.read(_MOST + 1)
        finally:
            connection.close()
        if len(content) > _MOST:
            raise ValueError("an answer that is too long")
        return content


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
