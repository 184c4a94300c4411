"""What messages answer, as plain values: references as text, sets as lists, records as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xapid.model.objects import RecordView, XenObject


class Row(Mapping[str, Any]):
    """One record, as it was when the message answered; its fields become plain when they are read."""

    __slots__ = ("_info", "_values", "ref")

    def __init__(self, obj: XenObject) -> None:
        self.ref = obj.ref
        self._info = obj.info
        self._values = obj.values.copy()

    def __getitem__(self, name: str) -> Any:
        field = self._info.fields[name]
        value = self._values[field.index]
        return list(value) if field.is_set else value

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in self._info.public_fields)

    def __len__(self) -> int:
        return len(self._info.public_fields)


def plain(value: Any) -> Any:
    """The plain value of a message's result."""
    if isinstance(value, RecordView):
        return Row(value.obj)
    if isinstance(value, XenObject):
        return value.ref
    if isinstance(value, dict):
        return {plain(key): plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(member) for member in value]
    return value
