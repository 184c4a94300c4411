"""Objects that records point to, each read once: one by one for few, a whole class at once for many."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from xapid.model.errors import XenError
from xapid.model.registry import registry
from xapid.model.types import NULL_REF
from xe.commands.values import Row

#: From so many records on, whole classes are read rather than single objects.
MANY = 8

Call = Callable[..., Awaitable[Any]]


class Lookup:
    """Finds objects by reference. ``call`` calls a message, for whoever needs more than a record."""

    def __init__(self, call: Call, rows: int = 1) -> None:
        self.call = call
        self._many = rows >= MANY
        self._whole: dict[str, dict[str, Row]] = {}
        self._single: dict[tuple[str, str], Row | None] = {}

    async def get(self, class_name: str, ref: str) -> Row | None:
        """The record of an object; None when the reference is null or dangling."""
        if not ref or ref == NULL_REF or class_name not in registry.classes:
            return None
        if self._many and registry.classes[class_name].listable:
            return (await self.all(class_name)).get(ref)
        key = class_name, ref
        if key not in self._single:
            self._single[key] = await self._read(class_name, ref)
        return self._single[key]

    async def all(self, class_name: str) -> dict[str, Row]:
        """Every object of a class, by reference."""
        if class_name not in self._whole:
            self._whole[class_name] = await self.call(f"{class_name}.get_all_records")
        return self._whole[class_name]

    async def _read(self, class_name: str, ref: str) -> Row | None:
        try:
            found: Row = await self.call(f"{class_name}.get_record", ref)
        except XenError as error:
            if error.code != "HANDLE_INVALID":
                raise
            return None
        return found


def target(class_name: str, field: str) -> str:
    """The class that a field of references points to."""
    return registry.classes[class_name].fields[field].target or ""
