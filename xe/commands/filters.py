"""Filters of lists and selectors: ``name=value``, ``map:key=value``, ``set:contains=value``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xe.commands.arguments import RESERVED
from xe.commands.failures import CommandFailure, UnknownField
from xe.commands.lookup import Lookup
from xe.commands.records.table import P, RecordTable, Value
from xe.commands.render import joined, members, value_of
from xe.commands.values import Row


def filters_of(pairs: Iterable[tuple[str, str]], own: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What of the parameters selects objects: not the reserved ones, nor the command's ``own``."""
    own = set(own)
    maps = [name.removesuffix(":") for name in own if name.endswith(":")]
    prefixes = (*(f"{name.removesuffix(':')}:" for name in own), *(f"{name}-" for name in maps))
    return [
        (name, value)
        for name, value in pairs
        if name not in RESERVED and name not in own and not name.startswith(prefixes or ("\0",))
    ]


async def fetch(call: Any, table: RecordTable, filters: list[tuple[str, str]]) -> Mapping[str, Row]:
    """The records that may match: by uuid at once when that is asked for, else all of the class."""
    expression = next((equals("uuid", value) for name, value in filters if name == "uuid"), "")
    if expression and table.select == "true":
        found = await call(f"{table.api_class}.get_all_records_where", expression)
    elif table.select == "true":
        found = await call(f"{table.api_class}.get_all_records")
    else:
        found = await call(f"{table.api_class}.get_all_records_where", table.select)
    return dict(found)


def equals(field: str, value: str) -> str:
    """The API's expression for a field that has a value; empty when it cannot be written down."""
    return "" if '"' in value else f'field "{field.replace("_", "__")}" = "{value}"'


async def matching(table: RecordTable, rows: Iterable[Row], filters: list[tuple[str, str]],
                   lookup: Lookup) -> list[Row]:  # fmt: skip
    """The rows that every filter lets through, in their order. Raises CommandFailure for an unknown field."""
    kept = list(rows)
    for name, wanted in filters:
        if not kept:
            break
        param, key = _field(table, name)
        kept = [row for row in kept if _holds(param, key, await value_of(table, param, row, lookup), wanted)]
    return kept


def _field(table: RecordTable, name: str) -> tuple[P, str | None]:
    """The parameter that a filter asks about, and the key in it (None: all of it)."""
    if name in table.by_name:
        return table.by_name[name], None
    behind = table.behind(name)
    if behind is None:
        raise UnknownField(name, table.by_name)
    param, key = behind
    if param.kind == "string":
        raise CommandFailure(f"Field '{param.name}' is not a set or map")
    if param.kind == "set" and key != "contains":
        raise CommandFailure("Invalid syntax for set filtering (should be set-param:contains=key)")
    return param, key


def _holds(param: P, key: str | None, value: Value, wanted: str) -> bool:
    if key is None:
        text = joined(param, value)
        return text.lower() == wanted.lower() if param.folds else text == wanted
    found = members(value)
    return found.get(key) == wanted if param.kind == "map" else wanted in found
