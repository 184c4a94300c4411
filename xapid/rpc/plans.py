"""How each message is called from outside, worked out once: counts, types, permission, references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xapid.model.errors import XenError, handle_invalid
from xapid.model.messages import Message, Param
from xapid.model.registry import Registry
from xapid.model.types import NULL_REF, MapType, RefType, SetType
from xapid.objects import implicit
from xapid.objects.audit import is_audited
from xapid.store.store import Store

Convert = Callable[[Store, Any], Any]

#: Calls of these classes never make a task.
_WITHOUT_TASK = ("task", "event")


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the dispatcher has to know of one message."""

    message: Message
    name: str
    #: For each parameter, what checks its type.
    accepts: tuple[Callable[[Any], Any], ...]
    required: int
    #: What stands for those left off, as accepted; as many as there are parameters with a default.
    defaults: tuple[Any, ...]
    #: Parameters that become objects: position and conversion.
    conversions: tuple[tuple[int, Convert], ...]
    #: A read that never waits, so it is answered at once.
    immediate: bool
    #: A change of records alone, which never waits either.
    only_records: bool
    makes_task: bool
    #: Whether calls go into the audit log.
    audited: bool

    def accept(self, values: list[Any]) -> list[Any]:
        """Check number and types of the parameters, the session not among them, and add the defaults.

        Raises MESSAGE_PARAMETER_COUNT_MISMATCH, INTERNAL_ERROR or INVALID_VALUE.
        """
        count, total = len(values), len(self.accepts)
        if count != total and (count < self.required or (count > total and not self.defaults)):
            raise XenError("MESSAGE_PARAMETER_COUNT_MISMATCH", self.name, self.required, count)
        accepted = [accept(value) for accept, value in zip(self.accepts, values, strict=False)]
        if count < total:
            accepted += self.defaults[count - total :]
        return accepted

    def resolve(self, store: Store, values: list[Any]) -> list[Any]:
        """Put objects in the place of references. Raises HANDLE_INVALID."""
        for index, convert in self.conversions:
            values[index] = convert(store, values[index])
        return values


def plan_of(message: Message) -> Plan:
    """The plan of one message."""
    params, generated = message.params, message.function.__module__ == implicit.__name__
    conversions = tuple(
        (i, convert) for i, p in enumerate(params) if (convert := _conversion(message, i, p, generated))
    )
    return Plan(
        message,
        message.full_name,
        tuple(p.type.accept for p in params),
        message.required_count,
        tuple(_default(p) for p in params if not p.required),
        conversions,
        immediate=generated and message.name.startswith("get_") and not message.removed,
        only_records=generated and message.name.startswith("set_") and not message.removed,
        makes_task=message.asynchronous and message.class_name not in _WITHOUT_TASK,
        audited=is_audited(message),
    )


def _default(param: Param) -> Any:
    """A default as its type has it: declarations may say None for null, and [] for the first of an enum."""
    try:
        return param.type.accept(param.default)
    except XenError:
        return param.type.zero()


def _conversion(message: Message, index: int, param: Param, generated: bool) -> Convert | None:
    kind = param.type
    setter = generated and index > 0
    if setter and message.name.startswith("remove_"):
        return None  # taking a dead reference out of a set is fine
    if isinstance(kind, RefType):
        return _to_object(kind.class_name, param.nullable or setter or not param.required)
    if isinstance(kind, SetType) and isinstance(kind.item, RefType):
        member = _to_object(kind.item.class_name, False)
        return lambda store, refs: [member(store, ref) for ref in refs]
    if isinstance(kind, MapType) and (isinstance(kind.key, RefType) or isinstance(kind.value, RefType)):
        return _to_object_map(kind)
    return None


def _to_object(class_name: str, nullable: bool) -> Convert:
    def convert(store: Store, ref: str) -> Any:
        obj = store.objects.get(ref)
        if obj is not None and obj.info.name == class_name:
            return obj
        if nullable and ref == NULL_REF:
            return None
        raise handle_invalid(class_name, ref)

    return convert


def _to_object_map(kind: MapType) -> Convert:
    def same(store: Store, value: Any) -> Any:
        return value

    key = _to_object(kind.key.class_name, False) if isinstance(kind.key, RefType) else same
    value = _to_object(kind.value.class_name, True) if isinstance(kind.value, RefType) else same
    return lambda store, entries: {key(store, k): value(store, v) for k, v in entries.items()}


def plans(registry: Registry) -> dict[str, Plan]:
    """The plans of all messages, by both names that clients use."""
    made = {name: plan_of(message) for name, message in registry.messages.items()}
    aliases = {name.replace(".", "_", 1): plan for name, plan in made.items()}
    return aliases | made
