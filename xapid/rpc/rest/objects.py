"""Objects by their addresses: listed, read, made, changed and destroyed."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import web

from xapid.model.errors import XenError
from xapid.model.objects import RecordView
from xapid.model.types import RefType
from xapid.objects.event import token
from xapid.rpc.rest import listing
from xapid.rpc.rest.call import Call, answer
from xapid.rpc.rest.messages import run
from xapid.rpc.rest.problem import Problem
from xapid.rpc.rest.records import view, write_object
from xapid.rpc.rest.resources import Resource
from xapid.rpc.rest.values import Reader

#: Lists from this size on are compressed, beside the loop, for clients that take that.
_COMPRESSED_FROM = 64 * 1024


async def list_objects(call: Call, resource: Resource) -> web.Response:
    """The objects of a class that the query selects, or one page of them."""
    assert resource.everything is not None
    query = call.head.query
    page = listing.page(call.store, resource.info, query)
    write = view(resource.info, call.head.first("fields") if "fields" in query else None)

    def encode(found: dict[str, RecordView]) -> tuple[bytes, int, str | None, str]:
        chosen, total, after = page.cut(each.obj for each in found.values())
        reached = token.write(call.store.durable_generation)
        return b"[%b]" % b",".join(map(write, chosen)), total, after, reached

    if "filter" in query:
        if resource.selected is None:
            raise Problem(400, f"{resource.name} cannot be filtered by an expression")
        asked, params = resource.selected.full_name, [query["filter"][0]]
    else:
        asked, params = resource.everything.full_name, []
    body, total, after, reached = await call.ask(asked, params, encode)
    headers = {"X-Total-Count": str(total), "X-Event-Token": reached, "Vary": "Accept-Encoding"}
    if after is not None:
        more = {k: v for k, v in query.items() if k != "after"} | {"after": [after]}
        headers["Link"] = f'<{quote(call.head.path)}?{urlencode(more, doseq=True)}>; rel="next"'
    if len(body) >= _COMPRESSED_FROM and "gzip" in call.head.headers.get("accept-encoding", ""):
        body = await asyncio.to_thread(gzip.compress, body, 1)
        headers["Content-Encoding"] = "gzip"
    return answer(body, headers=headers)


async def read_object(call: Call, resource: Resource, name: str) -> web.Response:
    """One object, or 304 when the client has it as it is."""
    assert resource.record is not None
    query = listing.one(call.head.query, ("fields",))
    write = view(resource.info, query.get("fields"))
    ref = call.object_named(resource, name)

    def encode(found: RecordView) -> tuple[bytes, str]:
        return write(found.obj), call.tag(found.obj)

    body, tag = await call.ask(resource.record.full_name, [ref], encode)
    known = [t.strip().removeprefix("W/") for t in call.head.headers.get("if-none-match", "").split(",")]
    if tag in known or known == ["*"]:
        return web.Response(status=304, headers={"ETag": tag, "Cache-Control": "private, no-cache"})
    return answer(body, headers={"ETag": tag})


async def create_object(call: Call, resource: Resource) -> web.Response:
    """Make an object: 201 with the new object, or 202 with the task that makes it."""
    message = resource.create
    assert message is not None
    reader = Reader(call.store)
    if resource.created_from_record:
        params: list[Any] = [reader.record(resource.info, call.body)]
    else:
        params = reader.params(message.params, call.body)
    reader.check()

    def encode(made: Any) -> web.Response:
        if message.result != RefType(resource.name) or isinstance(made, str):
            return answer(write_object(made) if not isinstance(made, str) else b"null", 201)
        body, headers = call.encode_object(made)
        return answer(body, 201, {"Location": headers["Content-Location"], "ETag": headers["ETag"]})

    return await run(call, message, params, encode)


async def destroy_object(call: Call, resource: Resource, name: str) -> web.Response:
    """Destroy an object: 204, or 202 with the task that does it."""
    assert resource.destroy is not None
    if call.body:
        raise Problem(400, "DELETE takes no body")
    ref = call.object_named(resource, name)
    check_unchanged(call, ref)
    return await run(call, resource.destroy, [ref], lambda _: web.Response(status=204))


def check_unchanged(call: Call, ref: str) -> None:
    """Raise a problem (412) when the client says If-Match and the object has changed since."""
    wanted = [t.strip() for t in call.head.headers.get("if-match", "*").split(",")]
    obj = call.store.get(ref)
    if obj is None:
        raise call.problem(XenError("HANDLE_INVALID", "", ref))
    if wanted != ["*"] and call.tag(obj) not in wanted:
        raise Problem(412, "The object has changed", headers={"ETag": call.tag(obj)})
