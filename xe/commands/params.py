"""X-param-list, -get, -set, -add, -remove and -clear: the parameters of one object."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.registry import registry
from xapid.model.types import INT, NULL_REF, ApiType, EnumType, MapType, SetType
from xe.commands import quantities
from xe.commands.arguments import RESERVED
from xe.commands.cli import Cli
from xe.commands.failures import CommandFailure, MissingParameter, UnknownField, UnknownParam
from xe.commands.listing import record_of
from xe.commands.records.table import P, RecordTable
from xe.commands.render import as_cell, members, value_of
from xe.commands.texts import shown

#: Arguments of param-add that are no keys.
_NOT_KEYS = RESERVED - {"output"} | {"uuid", "param-name", "param-key"}


async def param_list(cli: Cli, table: RecordTable) -> None:
    """Print every parameter."""
    ref = await cli.find(table.api_class)
    params = [param for param in table.params if not param.hidden]
    row = await cli.record(table.api_class, ref)
    record = await record_of(
        table, params, row, cli.lookup(), expensive=True, structured=cli.printer.structured
    )
    await cli.printer.table([record], one=True)


async def param_get(cli: Cli, table: RecordTable) -> None:
    """Print the value of one parameter, or of one key in it."""
    ref = await cli.find(table.api_class)
    param = _named(table, cli)
    value = await value_of(table, param, await cli.record(table.api_class, ref), cli.lookup())
    key = cli.params.get("param-key")
    if "param-key" not in cli.params or param.kind != "map":
        await cli.printer.value(as_cell(param, value))
        return
    found = {shown(name): member for name, member in value.items()} if isinstance(value, dict) else {}
    if key not in found:
        raise CommandFailure(f"Key {key} not found in map")
    await cli.printer.value(found[key])


async def param_set(cli: Cli, table: RecordTable) -> None:
    """Change parameters, in the order in which they are given."""
    ref = await cli.find(table.api_class)
    whole: dict[str, tuple[P, dict[str, str]]] = {}
    for name, text in cli.params:
        if name in RESERVED or name == "uuid":
            continue
        if name in table.by_name:
            await _replace(cli, table, table.by_name[name], ref, text)
            continue
        param, key = _key_in(table, name)
        if param.whole:
            whole.setdefault(param.name, (param, {}))[1][key] = text
        else:
            await _put(cli, table, param, ref, key, text)
    for param, keys in whole.values():
        await cli.call(table.setter(param), ref, keys)


async def param_add(cli: Cli, table: RecordTable) -> None:
    """Add a member to a set, or keys to a map."""
    ref = await cli.find(table.api_class)
    param = _named(table, cli)
    if param.kind == "string":
        raise CommandFailure("Can only add to parameters of type Set or Map")
    if not param.edit:
        raise CommandFailure("Parameter is read-only")
    if param.kind == "set":
        if "param-key" not in cli.params:
            raise MissingParameter("param-key")
        await _add(cli, table, param, ref, cli.params["param-key"])
        return
    for key, value in cli.params:
        if key not in _NOT_KEYS:
            await _add(cli, table, param, ref, key, value)


async def param_remove(cli: Cli, table: RecordTable) -> None:
    """Remove a member from a set, or a key from a map."""
    ref = await cli.find(table.api_class)
    param, key = _named(table, cli), cli.params["param-key"]
    if param.kind == "string":
        raise CommandFailure("Can only remove from parameters of type Set or Map")
    if not param.edit:
        raise CommandFailure("Cannot remove parameters from read-only map")
    value = await value_of(table, param, await cli.record(table.api_class, ref), cli.lookup())
    if key not in members(value):
        raise CommandFailure(
            f"Key {key} is not in the set" if param.kind == "set" else f"Key {key} is not in map"
        )
    await _remove(cli, table, param, ref, key)


async def param_clear(cli: Cli, table: RecordTable) -> None:
    """Empty a parameter."""
    ref = await cli.find(table.api_class)
    param = _named(table, cli)
    if param.clear:
        await cli.call(table.setter(param), ref, {})
    elif param.edit:
        value = await value_of(table, param, await cli.record(table.api_class, ref), cli.lookup())
        for key in members(value):
            await _remove(cli, table, param, ref, key)
    elif param.set:
        try:
            await _replace(cli, table, param, ref, "")
        except (XenError, CommandFailure):
            raise CommandFailure("Cannot clear this parameter") from None
    else:
        raise CommandFailure("Can only clear RW parameters")


def _named(table: RecordTable, cli: Cli) -> P:
    name = cli.params["param-name"]
    if name not in table.by_name:
        raise UnknownParam(name, table.by_name)
    return table.by_name[name]


def _key_in(table: RecordTable, name: str) -> tuple[P, str]:
    behind = table.behind(name)
    if behind is None:
        raise UnknownField(name, table.by_name)
    param, key = behind
    if param.kind == "set":
        raise CommandFailure("Cannot param-set on set fields")
    if param.kind == "string":
        raise CommandFailure(f"Field '{param.name}' is not a set or map")
    if not param.takes_keys:
        raise CommandFailure(f"Map field '{param.name}' is read-only.")
    return param, key


async def _put(cli: Cli, table: RecordTable, param: P, ref: str, key: str, text: str) -> None:
    """Set one key of a map."""
    if param.put:
        await cli.call(param.put, ref, key, text)
        return
    value = await value_of(table, param, await cli.record(table.api_class, ref), cli.lookup())
    if key in members(value):
        await _remove(cli, table, param, ref, key)
    await _add(cli, table, param, ref, key, text)


async def _add(cli: Cli, table: RecordTable, param: P, ref: str, key: str, value: str | None = None) -> None:
    """Add a member to a set, or a key with its value to a map."""
    if param.reads:
        whole = await cli.call(table.getter(param), ref)
        member = await _reference(cli, param, key)
        whole = [*whole, member] if value is None else {**whole, key: value}
        await cli.call(table.setter(param), ref, whole)
    elif value is None:
        await cli.call(table.adder(param), ref, await _set_member(cli, table, param, key))
    else:
        await cli.call(table.adder(param), ref, _key(table, param, key), _member(table, param, value))


async def _remove(cli: Cli, table: RecordTable, param: P, ref: str, key: str) -> None:
    """Remove a member from a set, or a key from a map."""
    if param.reads:
        whole = await cli.call(table.getter(param), ref)
        member = await _reference(cli, param, key)
        if param.kind == "map":
            kept: Any = {k: v for k, v in whole.items() if k != key}
        else:
            kept = [m for m in whole if m != member]
        await cli.call(table.setter(param), ref, kept)
    else:
        member = await _set_member(cli, table, param, key) if param.kind == "set" else _key(table, param, key)
        await cli.call(table.remover(param), ref, member)


async def _replace(cli: Cli, table: RecordTable, param: P, ref: str, text: str) -> None:
    """Set a whole parameter."""
    if param.set:
        await cli.call(table.setter(param), ref, await _parsed(cli, table, param, text))
    elif param.kind != "string":
        raise CommandFailure(f"Field '{param.name}' is a map or set. use the 'name:key=value' syntax.")
    else:
        raise CommandFailure(f"Field '{param.name}' is read-only.")


async def _parsed(cli: Cli, table: RecordTable, param: P, text: str) -> Any:
    """A new value as the setter takes it."""
    kind = param.set.partition(" ")[0]
    value: Any = text
    if kind == "int":
        value = quantities.read_int(param.name, text)
    elif kind == "float":
        value = quantities.read_float(param.name, text)
    elif kind == "bytes":
        value = quantities.read_size(param.name, text)
    elif kind == "bool":
        if text not in ("true", "false"):
            raise CommandFailure(f"Parameter {param.name} must be a boolean (true or false)")
        value = text == "true"
    elif kind == "uuid":
        value = await _reference(cli, param, text) if text else NULL_REF
    elif kind == "enum":
        value = _word(param, _type(table, param), text)
    elif kind == "list":
        return [member for member in text.split(",") if member]
    if not isinstance(_type(table, param), SetType):
        return value
    return [value] if text else []


async def _reference(cli: Cli, param: P, text: str) -> str:
    """A member of a set as its messages take it: for a uuid the reference, where it holds those."""
    kind, _, of = param.set.partition(" ")
    return str(await cli.by_uuid(of.removeprefix("of "), text)) if kind == "uuid" else text


async def _set_member(cli: Cli, table: RecordTable, param: P, text: str) -> Any:
    """A member of a set as adders and removers take it."""
    if param.set.startswith("uuid"):
        return await _reference(cli, param, text)
    return _member(table, param, text)


def _type(table: RecordTable, param: P) -> ApiType | None:
    """The type of the field behind a parameter, if it is one."""
    field = registry.classes[table.api_class].fields.get(param.field)
    return None if field is None else field.type


def _member(table: RecordTable, param: P, text: str) -> Any:
    """A member of a set, or a value in a map, as adders and removers take it."""
    kind = _type(table, param)
    item = kind.item if isinstance(kind, SetType) else kind.value if isinstance(kind, MapType) else kind
    return quantities.read_int(param.name, text) if item is INT else _word(param, item, text)


def _key(table: RecordTable, param: P, text: str) -> str:
    """A key of a map as adders and removers take it."""
    kind = _type(table, param)
    return _word(param, kind.key, text) if isinstance(kind, MapType) else text


def _word(param: P, kind: ApiType | None, text: str) -> str:
    """A text as the API has it: the value of the member where it means one of an enumeration."""
    if not isinstance(kind, EnumType):
        return text
    return quantities.read_word(param.name, text, kind.enum.api_name(), param.enum)
