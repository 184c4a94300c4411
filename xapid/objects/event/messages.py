"""The messages of the class event: event.from, what tests it, and its predecessor event.next."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from xapid.model.errors import XenError, handle_invalid
from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.event import subscription, token
from xapid.objects.event.declaration import Event
from xapid.objects.event.hub import GATHER, hub_of
from xapid.objects.event.look import Look, check_horizon, counts, look
from xapid.objects.session.declaration import Session
from xapid.objects.session.messages import own_session

#: Seconds that event.from waits at most.
LONGEST = 86_400.0


@message(Event, role=READ_ONLY, asynchronous=False, name="from", params={"return": "event batch"},
         errors=("EVENT_FROM_TOKEN_PARSE_FAILURE", "EVENT_SUBSCRIPTION_PARSE_FAILURE"))  # fmt: skip
async def from_(ctx: Context, classes: list[str], token_: str, timeout_: float) -> Any:
    """What changed since the token: at once when something did, else when it does, or after the timeout."""
    wanted, since = subscription.read(classes), token.read(token_)
    check_horizon(ctx.store, since)
    loop = asyncio.get_running_loop()
    ends = loop.time() + _seconds(timeout_)
    if since != token.START and not wanted.only_tasks:
        await asyncio.sleep(min(GATHER, max(ends - loop.time(), 0.0)))  # changes come in flocks
    while True:
        _check_alive(ctx.session)
        found = look(ctx.store, wanted, since)
        events, left = found.events, ends - loop.time()
        if events or left <= 0:
            reached = token.write(found.reach)
            return {"events": events, "valid_ref_counts": counts(ctx.store), "token": reached}
        since = found.reach
        await hub_of(ctx.store).wait(wanted, ctx.session, left)


def _seconds(asked: float) -> float:
    if math.isnan(asked):
        return LONGEST
    return min(max(asked, 0.0), LONGEST)


def _check_alive(session: Session | None) -> None:
    if session is not None and not session.alive:
        raise XenError("SESSION_INVALID", session.ref)


@message(Event, role=READ_ONLY, asynchronous=False)
async def inject(ctx: Context, class_: str, ref: str) -> str:
    """Tell of an object as if it had changed. Who has a token not smaller than the result has seen it."""
    obj = ctx.store.get(ref)
    if obj is None or obj.info.name != class_:
        raise handle_invalid(class_, ref)
    with ctx.change():
        ctx.store.touch(obj)
    return token.write(ctx.store.generation)


@message(Event, role=READ_ONLY, asynchronous=False)
async def get_current_id(ctx: Context) -> int:
    """The generation of the newest change that can be told."""
    return ctx.store.durable_generation


@dataclass
class Registration:
    """What a session registered for, and how far it was told."""

    classes: set[str]
    since: int


_registered: WeakKeyDictionary[Session, Registration] = WeakKeyDictionary()


@message(Event, role=READ_ONLY)
async def register(ctx: Context, classes: list[str]) -> None:
    """Begin to listen to classes with event.next; changes from now on are told."""
    subscription.read(classes)
    session = own_session(ctx)
    known = _registered.get(session)
    if known is None:
        known = _registered[session] = Registration(set(), ctx.store.durable_generation)
    known.classes.update(classes)


@message(Event, role=READ_ONLY)
async def unregister(ctx: Context, classes: list[str]) -> None:
    """Stop listening to classes with event.next; ``*`` stops all."""
    subscription.read(classes)
    session = own_session(ctx)
    known = _registered.get(session)
    if known is None:
        return
    gone = {c.lower() for c in classes}
    known.classes = {c for c in known.classes if "*" not in gone and c.lower() not in gone}
    if not known.classes:
        del _registered[session]


@message(Event, role=READ_ONLY, asynchronous=False, name="next", params={"return": "event record set"},
         errors=("SESSION_NOT_REGISTERED", "EVENTS_LOST", "EVENT_SUBSCRIPTION_PARSE_FAILURE"))  # fmt: skip
async def next_(ctx: Context) -> Any:
    """What changed since the last call, as long as that may take."""
    session = own_session(ctx)
    await asyncio.sleep(GATHER)
    while True:
        _check_alive(session)
        known = _registered.get(session)
        if known is None:
            raise XenError("SESSION_NOT_REGISTERED", session.ref)
        wanted = subscription.read(known.classes)
        found = _look_again(ctx, known, wanted)
        known.since = found.reach
        if events := found.events:
            return events
        await hub_of(ctx.store).wait(wanted, session, None)


def _look_again(ctx: Context, known: Registration, wanted: subscription.Subscription) -> Look:
    try:
        check_horizon(ctx.store, known.since)
    except XenError:
        known.since = ctx.store.durable_generation
        raise
    return look(ctx.store, wanted, known.since, f"{int(time.time())}.")
