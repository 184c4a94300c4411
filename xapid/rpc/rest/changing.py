"""PATCH: fields of one object, through their setters, all of them or none."""

from __future__ import annotations

import logging
from typing import Any

from aiohttp import web

from xapid.model.errors import XenError
from xapid.model.messages import Message
from xapid.rpc.rest import listing
from xapid.rpc.rest.call import Call, answer
from xapid.rpc.rest.objects import check_unchanged
from xapid.rpc.rest.problem import Problem
from xapid.rpc.rest.resources import Resource
from xapid.rpc.rest.values import Reader

log = logging.getLogger(__name__)

#: A setter, the value to set, and the value before.
Step = tuple[Message, Any, Any]


async def change_object(call: Call, resource: Resource, name: str) -> web.Response:
    """Set the fields that the body names, in its order; the whole object is the answer."""
    assert resource.record is not None
    listing.one(call.head.query, ())
    ref = call.object_named(resource, name)
    steps = _steps(call, resource, ref)
    check_unchanged(call, ref)
    _check_roles(call, ref, steps)
    together = [s for s in steps if call.dispatcher.never_waits(s[0].full_name)]
    done: list[Step] = []
    try:
        for step in (s for s in steps if s not in together):
            await call.tell(step[0].full_name, [ref, step[1]])
            done.append(step)
        await _set_together(call, ref, together)
    except Problem as problem:
        problem.more |= await _take_back(call, ref, done)
        raise
    body, headers = await call.ask(resource.record.full_name, [ref], call.encode_object)
    return answer(body, headers=headers)


def _steps(call: Call, resource: Resource, ref: str) -> list[Step]:
    """What has to be set. Raises a problem (422) when a field cannot be, or not to that value."""
    reader, obj = Reader(call.store), call.store.get(ref)
    fields = {f.name: f for f in resource.info.public_fields}
    steps = []
    for name, value in call.body.items():
        setter = resource.setters.get(name)
        if setter is not None:
            old = obj.raw(name)
            steps.append((setter, reader.value(fields[name].type, value, f"/{name}"), old))
        elif name not in fields:
            reader.wrong(f"/{name}", f"is no field of {resource.name}")
        elif fields[name].removed:
            reader.wrong(f"/{name}", "was removed from the API, and cannot be set any more")
        else:
            reader.wrong(f"/{name}", "cannot be set")
    reader.check()
    return steps


def _check_roles(call: Call, ref: str, steps: list[Step]) -> None:
    """Nothing is begun that the caller may not finish."""
    try:
        for message, value, _ in steps:
            params = [call.access.session, ref, value]
            call.dispatcher.authorise(call.access.caller, message.full_name, params)
    except XenError as error:
        raise call.problem(error) from None


async def _set_together(call: Call, ref: str, steps: list[Step]) -> None:
    """One change for everything that only changes records."""
    if not steps:
        return
    session = call.access.session
    calls = [(message.full_name, [session, ref, value]) for message, value, _ in steps]
    try:
        await call.dispatcher.together(call.access.aside, calls)
    except XenError as error:
        raise call.problem(error) from None


async def _take_back(call: Call, ref: str, done: list[Step]) -> dict[str, Any]:
    """Set what was set to what it was before, last first; the members that tell which did not go back."""
    kept = []
    for message, _, old in reversed(done):
        params = [call.access.session, ref, _wire(old)]
        try:
            await call.dispatcher.call(call.access.aside, message.full_name, params)
        except XenError as error:
            log.warning("%s of %s could not be taken back: %s", message.full_name, ref, error)
            kept.append(message.name.removeprefix("set_"))
    return {"not_taken_back": kept} if kept else {}


def _wire(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
