"""Messages as POST requests: the parameters by name, and the answer at once or as a task."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from xapid.model.messages import Message
from xapid.rpc.rest import listing
from xapid.rpc.rest.call import Call, Encode, answer
from xapid.rpc.rest.problem import Issue, invalid
from xapid.rpc.rest.records import write_result
from xapid.rpc.rest.resources import Resource
from xapid.rpc.rest.values import Reader


async def send_to_object(call: Call, resource: Resource, name: str, message: Message) -> web.Response:
    """Send a message to the object that the path names."""
    ref = call.object_named(resource, name)
    return await _send(call, message, [ref])


async def send_to_class(call: Call, message: Message) -> web.Response:
    """Send a message that is about no object of its class in particular."""
    return await _send(call, message, [])


async def _send(call: Call, message: Message, first: list[Any]) -> web.Response:
    reader = Reader(call.store)
    params = first + reader.params(message.params[len(first) :], call.body)
    reader.check()

    def encode(value: Any) -> web.Response:
        return web.Response(status=204) if message.result is None else answer(write_result(value))

    return await run(call, message, params, encode)


async def run(call: Call, message: Message, params: list[Any], encode: Encode) -> web.Response:
    """Send a message and answer as ``encode`` does; or 202 with its task, for clients that do not wait."""
    query = listing.one(call.head.query, ("async",))
    asked = listing.flag(query, "async")
    preferred = "respond-async" in [
        p.partition(";")[0].strip().lower() for p in call.head.headers.get("prefer", "").split(",")
    ]
    if asked and not message.asynchronous:
        raise invalid([Issue("?async", f"{message.full_name} cannot run as a task")], 400)
    if not (asked or (preferred and message.asynchronous)):
        response: web.Response = await call.tell(message.full_name, params, encode)
        return response

    def accepted(task: Any) -> web.Response:
        body, headers = call.encode_object(task)
        applied = {"Preference-Applied": "respond-async"} if preferred else {}
        return answer(body, 202, {"Location": headers["Content-Location"], **applied})

    made: web.Response = await call.tell(f"Async.{message.full_name}", params, accepted)
    return made
