"""One REST request on its way to the dispatcher."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from xapid.model.errors import XenError
from xapid.model.objects import RecordView, XenObject
from xapid.rpc.dispatch import LATER, Dispatcher
from xapid.rpc.head import Head
from xapid.rpc.rest.access import Access
from xapid.rpc.rest.problem import Problem, problem_of
from xapid.rpc.rest.records import address, write_object
from xapid.rpc.rest.resources import Resource
from xapid.rpc.rest.values import reference
from xapid.store.store import Store

Encode = Callable[[Any], Any]


@dataclass(frozen=True)
class Call:
    """Who asks for what, and the way to ask the dispatcher in their name."""

    dispatcher: Dispatcher
    access: Access
    head: Head
    body: dict[str, Any]
    #: What tells entity tags of this run of the daemon from those of others.
    epoch: str
    #: The references that the path names.
    named: list[str] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.dispatcher.store

    async def ask(self, method: str, params: list[Any], encode: Encode) -> Any:
        """The encoded answer to a read, without waiting where none is needed. Raises a problem."""
        session = self.access.session
        try:
            value = self.dispatcher.immediate(self.access.caller, method, [session, *params])
            if value is not LATER:
                return encode(value)
            return await self.dispatcher.call(self.access.aside, method, [session, *params], encode)
        except XenError as error:
            raise self.problem(error) from None

    async def tell(self, method: str, params: list[Any], encode: Encode | None = None) -> Any:
        """The encoded answer to what changes something. Raises a problem."""
        params = [self.access.session, *params]
        try:
            return await self.dispatcher.call(self.access.caller, method, params, encode)
        except XenError as error:
            raise self.problem(error) from None

    def problem(self, error: XenError) -> Problem:
        """What the client is told of an error; 404 when it is about the object in the path."""
        return problem_of(error, next((n for n in self.named if n in error.params), ""))

    def object_named(self, resource: Resource, name: str) -> str:
        """The reference of the object that the path names by reference or uuid. Raises a problem (404)."""
        ref = reference(self.store, resource.name, name)
        self.named.append(ref)
        found = self.store.get(ref)
        if found is None or found.info.name != resource.name:
            raise self.problem(XenError("HANDLE_INVALID", resource.name, ref))
        return ref

    def tag(self, obj: XenObject) -> str:
        """The entity tag of an object as it is now."""
        return f'"{self.epoch}-{obj.modified}"'

    def encode_object(self, value: Any) -> tuple[bytes, dict[str, str]]:
        """A whole object, and the headers that go with it."""
        obj = value.obj if isinstance(value, RecordView) else value
        return write_object(obj), {"ETag": self.tag(obj), "Content-Location": address(obj)}


def answer(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """An answer in JSON, which has to be asked for anew each time it is used."""
    common = {"Cache-Control": "private, no-cache", **(headers or {})}
    return web.Response(status=status, body=body, content_type="application/json", headers=common)


def written(value: Any) -> bytes:
    """A plain document as JSON, for people too."""
    return json.dumps(value, indent=1).encode()
