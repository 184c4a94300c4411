"""The class message: notes for the administrator, about one object each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from xapid.model.errors import XenError
from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import RecordView, XenObject
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.model.types import DATETIME, INT, STRING, ApiEnum, enum
from xapid.objects import where
from xapid.objects.context import Context

#: What a map of records is called in the specification.
RECORDS = {"return": "(message ref -> message record) map"}


class Cls(ApiEnum):
    VM = "VM"
    Host = "Host"
    SR = "SR"
    Pool = "Pool"
    VMPP = "VMPP"
    VMSS = "VMSS"
    PVS_proxy = "PVS_proxy"
    VDI = "VDI"
    Certificate = "Certificate"


class Message(XenObject, name="message", implicit=False):
    """A note about something that happened to an object."""

    # In the database, unlike the specification says: so notes are as durable as what they tell of.

    uuid = field(STRING, "unique name of the message")
    name = field(STRING, "what happened, as a word that programs know")
    priority = field(INT, "1 is the most urgent, 5 the least")
    cls = field(enum(Cls), "class of the object")
    obj_uuid = field(STRING, "uuid of the object")
    timestamp = field(DATETIME, "when it happened")
    body = field(STRING, "the details, for people or as XML")


def post(ctx: Context, name: str, priority: int, cls: Cls, obj_uuid: str, body: str,
         timestamp: datetime | None = None, uuid: str = "") -> Message:  # fmt: skip
    """Write a note about an object, whose uuid is taken as it is; of now and with a new uuid unless given."""
    when = timestamp or datetime.now(UTC).replace(microsecond=0)
    with ctx.change():
        rows = ctx.store.table(Message).rows
        while len(rows) >= ctx.services.config.messages_kept:
            ctx.store.destroy(next(iter(rows.values())))
        note = ctx.store.create(
            Message, uuid=uuid, name=name, priority=priority, obj_uuid=obj_uuid, timestamp=when, body=body
        )
        note.cls = cls
    return note


def subject(ctx: Context, cls: str, uuid: str) -> Any:
    """The object that a note is about. Raises UUID_INVALID."""
    table = next((t for n, t in ctx.store.tables.items() if n.lower() == cls.lower()), None)
    found = None if table is None else table.by_uuid(uuid)
    if found is None:
        raise XenError("UUID_INVALID", cls, uuid)
    return found


def _records(messages: list[Any]) -> dict[str, RecordView]:
    return {m.ref: RecordView(m) for m in messages}


def _after(since: datetime, known: datetime) -> bool:
    """Whether ``known`` is later; a time without a zone counts as UTC."""
    return known > (since if since.tzinfo is not None else since.replace(tzinfo=UTC))


@message(Message, role=POOL_OPERATOR, asynchronous=False)
async def create(ctx: Context, name: str, priority: int, cls: Cls, obj_uuid: str, body: str) -> Message:
    """Write a note about an object, which must exist."""
    subject(ctx, cls, obj_uuid)
    return post(ctx, name, priority, cls, obj_uuid, body)


@message(Message, role=POOL_OPERATOR, asynchronous=False)
async def destroy(ctx: Context, self: Message) -> None:
    """Remove one note."""
    with ctx.change():
        ctx.store.destroy(self)


@message(Message, role=POOL_OPERATOR)
async def destroy_many(ctx: Context, messages: list[Message]) -> None:
    """Remove several notes: all of them, or none."""
    with ctx.change():
        for note in messages:
            ctx.store.destroy(note)


@message(Message, role=POOL_OPERATOR)
async def destroy_all(ctx: Context, filters: dict[str, str]) -> None:
    """Remove every note that fits all of ``before``, ``after`` (times) and ``priority``; without any, all."""
    tests = [_filter(key, value) for key, value in filters.items()]
    with ctx.change():
        for note in ctx.store.all(Message):
            if all(test(note) for test in tests):
                ctx.store.destroy(note)


def _filter(key: str, value: str) -> Callable[[Message], bool]:
    if key == "priority":
        priority = INT.accept(value)
        return lambda note: note.priority == priority
    if key not in ("before", "after"):
        raise XenError("INVALID_VALUE", key, value)
    time = DATETIME.accept(value)
    if key == "after":
        return lambda note: _after(time, note.timestamp)
    return lambda note: _after(note.timestamp, time if time.tzinfo is not None else time.replace(tzinfo=UTC))


@message(Message, role=READ_ONLY, asynchronous=False, params=RECORDS)
async def get(ctx: Context, cls: Cls, obj_uuid: str, since: datetime) -> Any:
    """The notes about one object that are later than ``since``."""
    return _records([
        m for m in ctx.store.all(Message)
        if m.cls == cls and m.obj_uuid == obj_uuid and _after(since, m.timestamp)
    ])  # fmt: skip


@message(Message, role=READ_ONLY, asynchronous=False)
async def get_all(ctx: Context) -> list[Message]:
    """Every note."""
    return ctx.store.all(Message)


@message(Message, role=READ_ONLY, asynchronous=False, params=RECORDS)
async def get_since(ctx: Context, since: datetime) -> Any:
    """The notes that are later than ``since``."""
    return _records([m for m in ctx.store.all(Message) if _after(since, m.timestamp)])


@message(Message, role=READ_ONLY, asynchronous=False, params={"return": "message record"})
async def get_record(ctx: Context, self: Message) -> Any:
    """All fields of one note."""
    return RecordView(self)


@message(Message, role=READ_ONLY, asynchronous=False)
async def get_by_uuid(ctx: Context, uuid: str) -> Message:
    """The note with that uuid."""
    found = ctx.store.by_uuid(Message, uuid)
    if found is None:
        raise XenError("UUID_INVALID", "message", uuid)
    return found


@message(Message, role=READ_ONLY, asynchronous=False, params=RECORDS)
async def get_all_records(ctx: Context) -> Any:
    """The records of every note."""
    return _records(ctx.store.all(Message))


@message(Message, role=READ_ONLY, asynchronous=False, params=RECORDS)
async def get_all_records_where(ctx: Context, expr: str) -> Any:
    """The records of every note that the expression selects."""
    return _records(where.select(ctx.store.table(Message), expr))
