"""The language of the record tables: one line a parameter."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xe.commands.texts import Cell

if TYPE_CHECKING:
    from xe.commands.lookup import Lookup
    from xe.commands.values import Row

#: What a parameter is before it becomes text: sets and maps still have their members.
Value = str | bool | int | float | datetime | Sequence[Any] | dict[Any, Any]

#: Works a value out that stands in no single field.
Render = Callable[["Lookup", "Row"], Awaitable[Value]]

ABSENT = Cell("<not in database>")


@dataclass(frozen=True)
class P:
    """A parameter of a class.

    ``render``: how the field becomes text (see xe.commands.render), or a function.
    ``path``: the field, through others if need be; else the name with underscores.
    ``missing``: the text when an object on the way is not there.
    ``kind``: string, set or map; decides about filters and the marker.
    ``set``: how param-set reads a new value. ``edit``: members can be added and removed;
    ``reads``: by reading and writing the whole. ``member``: what the messages for that
    call a member. ``clear``: there is a setter to clear with. ``whole``: keys are set by
    writing the whole map. ``put``: the message that sets one key. ``hidden``: never
    listed. ``expensive``: not worked out in lists. ``folds``: filters ignore case.
    ``commas``: the members of a function's value are joined with commas.
    """

    name: str
    render: str | Render = "string"
    path: str = ""
    missing: str = ABSENT
    kind: str = "string"
    set: str = ""
    edit: bool = False
    reads: bool = False
    member: str = ""
    clear: bool = False
    whole: bool = False
    put: str = ""
    hidden: bool = False
    expensive: bool = False
    deprecated: bool = False
    folds: bool = False
    commas: bool = False

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The fields that lead to the value."""
        return tuple((self.path or self.name.replace("-", "_")).split("."))

    @cached_property
    def absent(self) -> Value:
        """What stands for the value when an object on the way is not there."""
        if self.render == "bool" and self.missing == "false":
            return False
        return 0 if self.render == "int" and self.missing == "0" else Cell(self.missing)

    @property
    def field(self) -> str:
        """The field that setters write."""
        return self.steps[-1]

    @cached_property
    def marker(self) -> str:
        """Kind and access, three characters."""
        writable = self.edit if self.kind != "string" else bool(self.set)
        return {"string": " ", "set": "S", "map": "M"}[self.kind] + ("RW" if writable else "RO")

    @cached_property
    def key(self) -> str:
        """How the parameter is headed in a record."""
        return f"{self.name} ({self.marker})" + (" [DEPRECATED]" if self.deprecated else "")

    @property
    def enum(self) -> str:
        """The enumeration whose words are shown, if any; see xe.commands.enum_text."""
        return "" if callable(self.render) else self.render.partition(":")[2]

    @property
    def takes_keys(self) -> bool:
        """Whether param-set can set one key of the map."""
        return self.kind == "map" and bool(self.edit or self.whole or self.put)


@dataclass(frozen=True)
class RecordTable:
    """The parameters of a class under one name of the command line.

    ``shown``: the parameters of a plain list, all if empty. ``filters``: what a list
    selects unless told otherwise; ``select``: the same, in the language of the API.
    ``standard``: the list command stands in the short help.
    """

    name: str
    api_class: str
    params: tuple[P, ...]
    shown: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    select: str = "true"
    standard: bool = False

    @cached_property
    def by_name(self) -> dict[str, P]:
        """The parameters by name."""
        return {param.name: param for param in self.params}

    def behind(self, name: str) -> tuple[P, str] | None:
        """The map or set, and the key, that ``name-key`` or ``name:key`` means; None for neither."""
        before, colon, key = name.partition(":")
        if colon:
            return (self.by_name[before], key) if before in self.by_name else None
        for kind in ("map", "set"):
            fits = [p for p in self.params if p.kind == kind and name.startswith(f"{p.name}-")]
            if fits:
                longest = max(fits, key=lambda p: len(p.name))
                return longest, name.removeprefix(f"{longest.name}-")
        return None

    def setter(self, param: P) -> str:
        """The message that replaces the value of a parameter."""
        return f"{self.api_class}.set_{param.field}"

    def getter(self, param: P) -> str:
        """The message that reads a parameter."""
        return f"{self.api_class}.get_{param.field}"

    def adder(self, param: P) -> str:
        """The message that adds a member or key."""
        to = "to_" if param.kind == "map" else ""
        return f"{self.api_class}.add_{to}{param.member or param.field}"

    def remover(self, param: P) -> str:
        """The message that removes a member or key."""
        preposition = "from_" if param.kind == "map" else ""
        return f"{self.api_class}.remove_{preposition}{param.member or param.field}"
