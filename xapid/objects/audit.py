"""What the audit log says of a call: who made it, where from, on which objects, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xapid.audit.line import compose
from xapid.model.errors import XenError
from xapid.model.messages import Message
from xapid.model.objects import XenObject

if TYPE_CHECKING:
    from xapid.objects.context import Context
    from xapid.objects.session import Session
    from xapid.objects.task import Task
    from xapid.store.store import Store

#: Messages that begin so change nothing, like those with one of these names.
_READS = ("get_", "query_", "assert_", "is_", "has_", "compute_", "retrieve_", "detect_", "list_", "probe",
          "maximise_", "check_", "ha_compute_")  # fmt: skip
_READING = frozenset({"get", "dmesg", "certificate_list", "crl_list", "ha_failover_plan_exists"})

#: Objects of a list that are named.
_NAMED = 10

#: Errors that mean: not allowed, as opposed to: failed.
_DENIALS = frozenset({
    "RBAC_PERMISSION_DENIED", "PERMISSION_DENIED", "SESSION_AUTHENTICATION_FAILED",
    "SESSION_AUTHORIZATION_FAILED", "SESSION_INVALID", "USER_IS_NOT_LOCAL_SUPERUSER",
})  # fmt: skip

#: Parameters that are told as they are; of all others only objects are, so that no secret gets in.
_TOLD = {"uname": "user", "key": "key"}


def is_audited(message: Message) -> bool:
    """Whether calls of the message are written down: all that change something."""
    reads = message.name.startswith(_READS) or message.name in _READING
    return not (reads or message.class_name == "event" or message.removed)


def details_of(message: Message, args: Sequence[Any], store: Store) -> dict[str, str]:
    """The objects that a call is about, with their names as they are now. Free text is left out."""
    told: dict[str, str] = {}
    for param, value in zip(message.params, args, strict=False):
        if param.name in _TOLD and isinstance(value, str):
            told[_TOLD[param.name]] = value
        elif named := name_of(value, store):
            told[param.name] = named
    return told


def name_of(value: Any, store: Store) -> str:
    """An object, or objects, as ``class:name(uuid)``; nothing for any other value."""
    if isinstance(value, str) and value.startswith("OpaqueRef:"):
        value = store.get(value)
    if isinstance(value, list | tuple):
        return ",".join(filter(None, (name_of(item, store) for item in value[:_NAMED])))
    if not isinstance(value, XenObject) or not value.info.in_database:
        return ""
    label = value.raw("name_label") if "name_label" in value.info.fields else ""
    return f"{value.info.name}:{label}({value.raw('uuid')})"


def who(session: Session | None, task: Task | None, request: Mapping[str, str]) -> dict[str, str]:
    """The caller. A session is named by its uuid: its reference is the key to it."""
    told = {"origin": request.get("address", "") or ("unix" if request.get("local_root") else "")}
    told["agent"] = request.get("user_agent", "")
    if task is not None:
        told["task"] = task.raw("uuid")
    if session is None:
        return {"user": "root", "kind": "LOCAL", **told} if request.get("local_root") else told
    kind = "POOL" if session.pool else "LOCAL_SUPERUSER" if session.is_local_superuser else "USER"
    return {"user": session.auth_user_name, "sid": session.auth_user_sid, "kind": kind,
            "session": session.raw("uuid"), "originator": session.originator, **told}  # fmt: skip


def outcome(error: XenError | None) -> str:
    """Whether it was allowed, and how it ended."""
    if error is None:
        return "ALLOWED OK"
    return f"{'DENIED' if error.code in _DENIALS else 'ALLOWED'} ERROR:{error.code}"


def objects_asked(query: Mapping[str, Sequence[str]], store: Store) -> dict[str, str]:
    """The objects that the query of a byte stream names, by reference or by uuid."""
    told: dict[str, str] = {}
    for key, values in query.items():
        value = values[0] if values else ""
        if key in ("session_id", "task_id", "subtask_of"):
            continue
        found = next((t.by_uuid(value) for t in store.tables.values() if t.by_uuid(value)), value)
        if named := name_of(found, store):
            told[key[:64]] = named
    return told


class Entry:
    """A call under way. Names are noted before it runs: afterwards the objects may be gone."""

    def __init__(self, ctx: Context, call: str, details: dict[str, str]) -> None:
        self._trail = ctx.services.audit
        self._store = ctx.store
        self._call = call
        self._details = {**who(ctx.session, ctx.task, ctx.request), **details}

    @classmethod
    def of_call(cls, ctx: Context, message: Message, args: Sequence[Any]) -> Entry:
        """A message with its arguments."""
        return cls(ctx, message.full_name, details_of(message, args, ctx.store))

    @classmethod
    def of_stream(cls, ctx: Context, permission: str, query: Mapping[str, Sequence[str]]) -> Entry:
        """A request to a byte-stream handler."""
        return cls(ctx, permission, objects_asked(query, ctx.store))

    def end(self, error: XenError | None = None, result: Any = None) -> None:
        """Write the line."""
        details = self._details
        if error is None and (made := name_of(result, self._store)):
            details = {**details, "result": made}
        self._trail.append(compose(outcome(error), self._call, details))
