"""How fields become values and text, by the names that the record tables use.

string, int, bool, datetime, float3 (three decimals), ref-uuid, ref-name, refs-uuid, set, set-int, map,
map-ref-uuid, enum:E, enum-set:E, enum-map-keys:E, enum-map-values:E (only the values). A comma at the end
of a kind of set: its members are joined with ", " rather than "; ".
"""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.model.registry import registry
from xapid.model.types import NULL_REF, MapType, RefType, SetType
from xe.commands.enum_text import ENUM_TEXT
from xe.commands.lookup import Lookup, target
from xe.commands.records.table import ABSENT, P, RecordTable, Value
from xe.commands.texts import Cell, shown
from xe.commands.values import Row

EXPENSIVE = "<expensive field>"

#: What stands for a value that could not be read; other errors end the command.
_INSTEAD = {"HANDLE_INVALID": Cell("<invalid reference>"), "NOT_IMPLEMENTED": Cell("<not implemented>")}


async def value_of(table: RecordTable, param: P, row: Row, lookup: Lookup) -> Value:
    """The value of a parameter, typed as the API has it, with members where it has some."""
    try:
        if not isinstance(param.render, str):
            return await param.render(lookup, row)
        if param.render == "unbuilt":
            raise not_implemented(f"{table.name} {param.name}")
        return await _field_value(table, param, row, lookup)
    except XenError as error:
        if error.code not in _INSTEAD:
            raise
        return _INSTEAD[error.code]


async def text_of(table: RecordTable, param: P, row: Row, lookup: Lookup) -> str:
    """The value of a parameter as it is shown."""
    return joined(param, await value_of(table, param, row, lookup))


async def cell_of(table: RecordTable, param: P, row: Row, lookup: Lookup) -> Cell:
    """The value of a parameter together with its text."""
    return as_cell(param, await value_of(table, param, row, lookup))


def as_cell(param: P, value: Value) -> Cell:
    """A value together with its text."""
    return value if isinstance(value, Cell) else Cell(joined(param, value), value)


def joined(param: P, value: Value) -> str:
    """A value as it is shown."""
    if isinstance(value, list):
        by_name = isinstance(param.render, str) and param.render.partition(":")[0].endswith(",")
        return (", " if by_name or param.commas else "; ").join(map(shown, value))
    return shown(value)


def members(value: Value) -> dict[str, str]:
    """What is in a set or map, as text: members with nothing, keys with their values. Empty for others."""
    if isinstance(value, dict):
        return {shown(key): shown(member) for key, member in value.items()}
    return dict.fromkeys(map(shown, value), "") if isinstance(value, list) else {}


async def _field_value(table: RecordTable, param: P, row: Row, lookup: Lookup) -> Value:
    class_name, found = table.api_class, row
    *through, last = param.steps
    for step in through:
        step_class = target(class_name, step)
        next_row = await lookup.get(step_class, found[step])
        if next_row is None:
            return param.absent
        class_name, found = step_class, next_row
    assert isinstance(param.render, str)
    kind, _, enum = param.render.partition(":")
    kind, value = kind.rstrip(","), found[last]
    if kind in _PLAIN:
        return value
    if kind == "ref":
        return Cell(value) if value == NULL_REF else str(value)
    if enum:
        return _enum(kind, ENUM_TEXT.get(enum, {}), value)
    return await _references(kind, _target(class_name, last), value, lookup)


#: Kinds whose value is what the field holds.
_PLAIN = frozenset(("string", "int", "bool", "datetime", "float3", "set", "set-int", "refs", "map"))


def _enum(kind: str, texts: dict[str, str], value: Any) -> Value:
    if kind == "enum":
        return texts.get(value, str(value))
    if kind == "enum-map-keys":
        return {texts.get(key, str(key)): shown(member) for key, member in value.items()}
    members = value.values() if kind == "enum-map-values" else value
    return [texts.get(member, str(member)) for member in members]


async def _references(kind: str, class_name: str, value: Any, lookup: Lookup) -> Value:
    if kind == "ref-uuid":
        return await uuid_text(lookup, class_name, value)
    if kind == "ref-name":
        found = await lookup.get(class_name, value)
        return ABSENT if found is None else found["name_label"] or ABSENT
    if kind == "refs-uuid":
        return [await uuid_text(lookup, class_name, ref) for ref in value]
    if kind == "map-ref-uuid":
        return {key: await uuid_text(lookup, class_name, ref) for key, ref in value.items()}
    raise AssertionError(f"nothing is known of {kind}")


async def uuid_text(lookup: Lookup, class_name: str, ref: str) -> str:
    """The uuid of an object, or that there is none."""
    found = await lookup.get(class_name, ref)
    return ABSENT if found is None else str(found["uuid"])


def _target(class_name: str, field: str) -> str:
    kind = registry.classes[class_name].fields[field].type
    item = kind.item if isinstance(kind, SetType) else kind.value if isinstance(kind, MapType) else kind
    return item.class_name if isinstance(item, RefType) else ""
