"""What may start now, and what may overlap: one table per class, one function for both questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from xapid.model.errors import XenError
from xapid.model.objects import XenObject
from xapid.model.types import ApiEnum
from xapid.store.change import Change
from xapid.store.store import Store, new_uuid

if TYPE_CHECKING:
    from xapid.objects.context import Context

#: Says why an operation may not start now, or None when it may. ``strict`` is the
#: reading of allowed_operations; a call itself is read leniently.
Rule = Callable[[Any, Any, bool], XenError | None]


class OperationTable:
    """The operations of one class: which it has, and the rule that decides."""

    def __init__(self, cls: type[XenObject], operations: type[ApiEnum], rule: Rule,
                 listed: tuple[ApiEnum, ...] | None = None) -> None:  # fmt: skip
        self.cls = cls
        self.listed = tuple(operations) if listed is None else listed
        self.rule = rule
        #: Other objects whose allowed_operations depend on one of this class.
        self.dependants: list[Callable[[Any], list[XenObject]]] = []
        tables[cls.info.name] = self

    def allowed(self, obj: Any) -> tuple[ApiEnum, ...]:
        """allowed_operations, as clients see it."""
        return tuple(op for op in self.listed if self.rule(obj, op, True) is None)


tables: dict[str, OperationTable] = {}

#: Fields that no rule reads, and that change often: after them there is nothing to work out anew.
_OF_NO_CONSEQUENCE = frozenset({"name_label", "name_description", "tags", "other_config", "user_version"})


def check(obj: XenObject, operation: ApiEnum) -> None:
    """Raise what says that ``operation`` may not start on ``obj`` now."""
    table = tables.get(obj.info.name)
    error = table.rule(obj, operation, False) if table is not None else None
    if error is not None:
        raise error


@contextmanager
def marked(ctx: Context, obj: Any, operation: ApiEnum) -> Iterator[None]:
    """Check, then hold the operation under the call's task until the block ends."""
    if not obj.alive:
        raise XenError("HANDLE_INVALID", obj.info.name, obj.ref)
    check(obj, operation)
    holder = ctx.task.ref if ctx.task is not None else f"OpaqueRef:{new_uuid()}"
    if holder in obj.current_operations:  # a call within a call of the same task
        holder = f"OpaqueRef:{new_uuid()}"
    with ctx.store.change():
        obj.current_operations = {**obj.current_operations, holder: operation}
    try:
        yield
    finally:
        if obj.alive:
            with ctx.store.change():
                left = {k: v for k, v in obj.current_operations.items() if k != holder}
                obj.current_operations = left


def other_operation(obj: Any, shown: ApiEnum | None = None) -> XenError:
    """OTHER_OPERATION_IN_PROGRESS, naming what is under way and its task."""
    current: dict[str, Any] = obj.current_operations
    names, holders = list(current.values()), list(current)

    def joined(items: list[Any]) -> str:
        return str(items[0]) if len(items) == 1 else "{" + ",".join(map(str, items)) + "}"

    return XenError("OTHER_OPERATION_IN_PROGRESS", obj.info.name, obj.ref, joined(names), joined(holders))


def keep_allowed_operations_true(store: Store) -> None:
    """From now on, every change also refreshes allowed_operations of what it affects.

    What was loaded has none, for they are not kept: it gets its own here, which is no change, for nobody
    has seen it yet.
    """
    for table in tables.values():
        index = table.cls.info.fields["allowed_operations"].index
        for obj in store.all(table.cls):
            obj.values[index] = table.allowed(obj)

    def refresh(change: Change) -> None:
        affected: dict[Any, None] = {}
        for obj, names in list(change.touched.items()):
            table = tables.get(obj.info.name)
            if table is None or not obj.alive:
                continue
            if obj not in change.created and names <= _OF_NO_CONSEQUENCE:
                continue
            affected[obj] = None
            for dependants in table.dependants:
                affected.update(dict.fromkeys(dependants(obj)))
        for obj in affected:
            table = tables.get(obj.info.name)
            if table is not None and obj.alive:
                obj.allowed_operations = table.allowed(obj)

    store.before_change_ends.append(refresh)
