"""How fields become text, by the names that the record tables use.

string, int, bool, datetime, float3 (three decimals), ref-uuid, ref-name, refs-uuid, set, set-int, map,
map-ref-uuid, enum:E, enum-set:E, enum-map-values:E (only the values). A comma at the end of a kind of
set: its members are joined with ", " rather than "; ".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.model.registry import registry
from xapid.model.types import MapType, RefType, SetType
from xe.commands.enum_text import ENUM_TEXT
from xe.commands.lookup import Lookup, target
from xe.commands.records.table import ABSENT, P, RecordTable, Value
from xe.commands.texts import map_text, shown
from xe.commands.values import Row

EXPENSIVE = "<expensive field>"

#: What stands for a value that could not be read; other errors end the command.
_INSTEAD = {"HANDLE_INVALID": "<invalid reference>", "NOT_IMPLEMENTED": "<not implemented>"}


async def value_of(table: RecordTable, param: P, row: Row, lookup: Lookup) -> Value:
    """The value of a parameter, its members still apart where it has some."""
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


def joined(param: P, value: Value) -> str:
    """A value as it is shown."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return map_text(value)
    by_name = isinstance(param.render, str) and param.render.partition(":")[0].endswith(",")
    return (", " if by_name or param.commas else "; ").join(value)


async def _field_value(table: RecordTable, param: P, row: Row, lookup: Lookup) -> Value:
    class_name, found = table.api_class, row
    *through, last = param.steps
    for step in through:
        step_class = target(class_name, step)
        next_row = await lookup.get(step_class, found[step])
        if next_row is None:
            return param.missing
        class_name, found = step_class, next_row
    assert isinstance(param.render, str)
    kind, _, enum = param.render.partition(":")
    kind, value = kind.rstrip(","), found[last]
    simple = _SIMPLE.get(kind)
    if simple is not None:
        return simple(value)
    if enum:
        return _enum(kind, ENUM_TEXT.get(enum, {}), value)
    return await _references(kind, _target(class_name, last), value, lookup)


_SIMPLE: dict[str, Callable[[Any], Value]] = {
    **dict.fromkeys(("string", "int", "bool", "datetime", "float3", "ref"), shown),
    **dict.fromkeys(("set", "set-int", "refs"), lambda value: [shown(member) for member in value]),
    "map": lambda value: {shown(key): shown(member) for key, member in value.items()},
}


def _enum(kind: str, texts: dict[str, str], value: Any) -> Value:
    if kind == "enum":
        return texts.get(value, str(value))
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
