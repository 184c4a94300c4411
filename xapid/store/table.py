"""The living objects of one class, by reference, uuid and name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xapid.model.objects import ClassInfo, XenObject


class Table:
    """The living objects of one class. Only a change writes to it."""

    def __init__(self, info: ClassInfo) -> None:
        self.info = info
        self.rows: dict[str, XenObject] = {}
        self._uuids: dict[str, XenObject] = {}
        self._labels: dict[str, dict[str, XenObject]] = {}
        self._uuid = info.fields["uuid"].index if "uuid" in info.fields else None
        self._label = info.fields["name_label"].index if info.has_name_label else None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows.values())

    def by_uuid(self, uuid: str) -> Any:
        """The object with that uuid, or None."""
        return self._uuids.get(uuid)

    def by_name_label(self, label: str) -> list[Any]:
        """Every object with that name, oldest first."""
        return list(self._labels.get(label, {}).values())

    def insert(self, obj: XenObject) -> None:
        """Add an object and its index entries."""
        self.rows[obj.ref] = obj
        if self._uuid is not None:
            self._uuids[obj.values[self._uuid]] = obj
        if self._label is not None:
            self._labels.setdefault(obj.values[self._label], {})[obj.ref] = obj

    def remove(self, obj: XenObject) -> None:
        """Take an object and its index entries out."""
        del self.rows[obj.ref]
        if self._uuid is not None:
            self._uuids.pop(obj.values[self._uuid], None)
        if self._label is not None:
            self._unlabel(obj, obj.values[self._label])

    def reindex(self, obj: XenObject, index: int, old: Any, new: Any) -> None:
        """Keep the index entries true when the field at ``index`` changes."""
        if index == self._uuid:
            self._uuids.pop(old, None)
            self._uuids[new] = obj
        elif index == self._label:
            self._unlabel(obj, old)
            self._labels.setdefault(new, {})[obj.ref] = obj

    def _unlabel(self, obj: XenObject, label: str) -> None:
        named = self._labels.get(label)
        if named is not None:
            named.pop(obj.ref, None)
            if not named:
                del self._labels[label]
