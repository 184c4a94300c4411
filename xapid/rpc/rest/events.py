"""Changes as server-sent events, one round of event.from after the other."""

from __future__ import annotations

from typing import Any

import orjson
from aiohttp import web

from xapid.model.errors import XenError
from xapid.model.objects import RecordView
from xapid.objects.event import subscription, token
from xapid.rpc.json_writer import write_value
from xapid.rpc.rest import listing
from xapid.rpc.rest.call import Call
from xapid.rpc.rest.problem import Problem
from xapid.rpc.rest.records import written_object
from xapid.rpc.rest.values import reference

#: A part of the stream that goes out at once; in pieces, since those of objects are everybody's.
Piece = tuple[bytes | memoryview, ...]

#: Seconds of silence after which the client is told that the connection lives, and how far it was told.
KEEP_ALIVE = 15.0

#: Milliseconds after which a client that lost the connection comes back.
_RETRY = 2000

#: Classes and objects that one stream may name.
_MAX_CLASSES = 1000


async def stream(call: Call, request: web.BaseRequest, keep_alive: float = KEEP_ALIVE) -> web.StreamResponse:
    """Tell of changes until the client leaves or its session ends.

    A round is put together when the one before has been taken: a slow client gets
    fewer and larger ones, and never costs more memory than one.
    """
    query = listing.one(call.head.query, ("classes", "since", "initial"))
    wanted = _wanted(call, query.get("classes") or "*")
    since = call.head.headers.get("last-event-id") or query.get("since", "")
    if not since and not listing.flag(query, "initial"):
        since = token.write(call.store.durable_generation)
    params: list[Any] = [wanted, since, 0.0]
    pieces, params[1] = await _round(call, params)  # what is wrong is told as an ordinary answer
    response = web.StreamResponse(headers={
        "Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-store", "X-Accel-Buffering": "no",
    })  # fmt: skip
    await response.prepare(request)
    pieces.insert(0, (b"retry: %d\n\n" % _RETRY,))
    params[2] = keep_alive
    while True:
        for piece in pieces:
            await response.write(b"".join(piece))
        try:
            pieces, params[1] = await _round(call, params)
        except Problem as problem:
            await response.write(_farewell(problem))
            return response


def _wanted(call: Call, text: str) -> list[str]:
    """What event.from is asked for; objects may be named by uuid. Raises a problem."""
    wanted = []
    names = {n.lower(): n for n in call.store.registry.classes}
    for each in text.split(",")[: _MAX_CLASSES + 1]:
        name, slash, ref = each.strip().partition("/")
        if name != "*" and name.lower() not in names:
            raise call.problem(XenError("EVENT_SUBSCRIPTION_PARSE_FAILURE", each[:200]))
        wanted.append(name + slash + reference(call.store, names.get(name.lower(), ""), ref))
    if len(wanted) > _MAX_CLASSES:
        raise call.problem(XenError("EVENT_SUBSCRIPTION_PARSE_FAILURE", f"more than {_MAX_CLASSES} names"))
    try:
        subscription.read(wanted)
    except XenError as error:
        raise call.problem(error) from None
    return wanted


async def _round(call: Call, params: list[Any]) -> tuple[list[Piece], str]:
    """What to send now, and the token after it. Encoded at once: only what is durable is told."""
    names = {n.lower(): n for n in call.store.registry.classes}

    def encode(batch: dict[str, Any]) -> tuple[list[Piece], str]:
        mark = b"id: %b\n" % batch["token"].encode()
        pieces = [_event(event, names) for event in batch["events"]]
        if pieces:
            # The client has seen everything up to the token once the last event has come, not before.
            pieces[-1] = (mark, *pieces[-1])
        else:
            pieces = [(b": nothing new\n", mark, b"\n")]
        return pieces, batch["token"]

    result: tuple[list[Piece], str] = await call.ask("event.from", params, encode)
    return result


def _event(event: dict[str, Any], names: dict[str, str]) -> Piece:
    operation, snapshot = event["operation"].encode(), event.get("snapshot")
    about = (operation, write_value(names.get(event["class"], event["class"])), operation)
    head = b'event: %b\ndata: {"class":%b,"operation":"%b"' % about
    ref = b',"ref":%b' % write_value(event["ref"])
    if not isinstance(snapshot, RecordView):
        return head, ref, b"}\n\n"
    return head, ref, b',"snapshot":', *written_object(snapshot.obj), b"}\n\n"


def _farewell(problem: Problem) -> bytes:
    """The last event: why there are no more."""
    return b"event: end\ndata: %b\n\n" % orjson.dumps(problem.members())
