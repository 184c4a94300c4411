"""The messages that every class has by its declaration alone: getters, setters, look-ups, records."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from xapid.model.errors import XenError, bad_input
from xapid.model.fields import Field
from xapid.model.messages import REQUIRED, Message, Param
from xapid.model.objects import ClassInfo, RecordView
from xapid.model.registry import Registry
from xapid.model.roles import Role
from xapid.model.types import STRING, ApiType, MapType, RecordType, RefType, SetType
from xapid.objects import rights, where

if TYPE_CHECKING:
    from xapid.objects.context import Context

Function = Callable[..., Awaitable[Any]]


def declare_implicit(registry: Registry) -> None:
    """Add the implicit messages of every class; one written by hand takes precedence."""
    for info in list(registry.classes.values()):
        for made in implicit_messages(info):
            if made.full_name not in registry.messages:
                registry.add_message(made)
            else:
                registry.messages[made.full_name].implicit = True


def implicit_messages(info: ClassInfo) -> list[Message]:
    """What the declaration of a class implies, in the specification's order."""
    if not info.in_database or not info.implicit:
        return []
    records, listing = _records(info), _listing(info) if info.listable else []
    for of_class in (*records, *listing):
        of_class.removed = info.removed
    accessors = []
    for field in info.public_fields:
        of_field = [_getter(info, field), *(_setters(info, field) if field.writable else [])]
        for accessor in of_field:
            accessor.removed = field.removed
        accessors += of_field
    return [*records, *accessors, *listing]


def _message(info: ClassInfo, name: str, params: list[tuple[str, ApiType]], result: ApiType | None,
             function: Function, role: Role, doc: str, **more: Any) -> Message:  # fmt: skip
    made = tuple(Param(n, t, REQUIRED) for n, t in params)
    return Message(info.name, name, made, result, role, function, doc, implicit=True, **more)


def _records(info: ClassInfo) -> list[Message]:
    this, record = RefType(info.name), RecordType(info.name)

    async def get_record(ctx: Context, obj: Any) -> RecordView:
        return RecordView(obj)

    async def get_by_uuid(ctx: Context, uuid: str) -> Any:
        found = ctx.store.tables[info.name].by_uuid(uuid)
        if found is None:
            raise XenError("UUID_INVALID", info.name, uuid)
        return found

    async def get_by_name_label(ctx: Context, label: str) -> list[Any]:
        return ctx.store.tables[info.name].by_name_label(label)

    async def create(ctx: Context, record: dict[str, Any]) -> Any:
        with ctx.change():
            return ctx.store.create(info.python, **constructor_values(info, record))

    async def destroy(ctx: Context, obj: Any) -> None:
        with ctx.change():
            ctx.store.destroy(obj)

    made = [
        _message(info, "get_record", [("self", this)], record, get_record, info.read_role,
                 f"All fields of one {info.name} at once."),
        _message(info, "get_by_uuid", [("uuid", STRING)], this, get_by_uuid, info.read_role,
                 f"The {info.name} with that uuid."),
    ]  # fmt: skip
    if info.creatable:
        made += [
            _message(info, "create", [("args", record)], this, create, info.write_role,
                     f"Make a {info.name} from the given fields.", asynchronous=True),
            _message(info, "destroy", [("self", this)], None, destroy, info.write_role,
                     f"Delete the {info.name}.", asynchronous=True),
        ]  # fmt: skip
    if info.has_name_label:
        made.append(
            _message(info, "get_by_name_label", [("label", STRING)], SetType(this), get_by_name_label,
                     info.read_role, f"Every {info.name} with that name.")
        )  # fmt: skip
    return made


def constructor_values(info: ClassInfo, record: dict[str, Any]) -> dict[str, Any]:
    """The checked fields of a create record; unknown members are ignored, a missing one is an error."""
    values = {}
    for field in info.public_fields:
        if not field.given:
            continue
        if field.name in record:
            values[field.name] = field.type.accept(record[field.name])
        elif field.required:
            raise bad_input(f"The record of a {info.name} lacks the member {field.name}")
    return values


def _getter(info: ClassInfo, field: Field) -> Message:
    name = field.name

    async def get(ctx: Context, obj: Any) -> Any:
        return obj.raw(name)

    role = field.read_role or info.read_role
    return _message(info, f"get_{name}", [("self", RefType(info.name))], field.type, get, role,
                    f"Read {name}: {field.doc}")  # fmt: skip


def _setters(info: ClassInfo, field: Field) -> list[Message]:
    name, this, role = field.name, ("self", RefType(info.name)), field.write_role or info.write_role

    made = [_message(info, f"set_{name}", [this, ("value", field.type)], None, setter(field), role,
                     f"Set {name}: {field.doc}")]  # fmt: skip
    if isinstance(field.type, MapType):
        kind, keys = field.type, {"key_roles": field.key_roles}
        made += [
            _message(info, f"add_to_{name}", [this, ("key", kind.key), ("value", kind.value)], None,
                     adder(name), role, f"Add a key to {name}.", **keys),
            _message(info, f"remove_from_{name}", [this, ("key", kind.key)], None, remover(name), role,
                     f"Remove a key from {name}; an absent one is fine.", **keys),
        ]  # fmt: skip
    elif isinstance(field.type, SetType):
        made += [
            _message(info, f"add_{name}", [this, ("value", field.type.item)], None, member_adder(name), role,
                     f"Add a member to {name}."),
            _message(info, f"remove_{name}", [this, ("value", field.type.item)], None, member_remover(name),
                     role, f"Remove a member from {name}; an absent one is fine."),
        ]  # fmt: skip
    return made


def setter(field: Field) -> Function:
    """What set_NAME does; keys of a map that have a role of their own change only for that role."""

    async def set_whole(ctx: Context, obj: Any, value: Any) -> None:
        rights.require_for_keys(ctx.session, field, obj, value)
        with ctx.change():
            setattr(obj, field.name, value)

    return set_whole


def adder(name: str) -> Function:
    """What add_to_NAME of a map does."""

    async def add(ctx: Context, obj: Any, key: Any, value: Any) -> None:
        present = getattr(obj, name)
        if key == "":
            raise bad_input(f"A key of {name} cannot be empty")
        if key in present:
            raise XenError("MAP_DUPLICATE_KEY", obj.info.name, name, obj.ref, key)
        with ctx.change():
            setattr(obj, name, {**present, key: value})

    return add


def remover(name: str) -> Function:
    """What remove_from_NAME of a map does."""

    async def remove(ctx: Context, obj: Any, key: Any) -> None:
        with ctx.change():
            setattr(obj, name, {k: v for k, v in getattr(obj, name).items() if k != key})

    return remove


def member_adder(name: str) -> Function:
    """What add_NAME of a set does."""

    async def add(ctx: Context, obj: Any, value: Any) -> None:
        with ctx.change():
            setattr(obj, name, dict.fromkeys([*obj.raw(name), getattr(value, "ref", value)]))

    return add


def member_remover(name: str) -> Function:
    """What remove_NAME of a set does."""

    async def remove(ctx: Context, obj: Any, value: Any) -> None:
        with ctx.change():
            setattr(obj, name, [v for v in obj.raw(name) if v != getattr(value, "ref", value)])

    return remove


def _listing(info: ClassInfo) -> list[Message]:
    this = RefType(info.name)
    everything = MapType(this, RecordType(info.name))

    async def get_all(ctx: Context) -> list[Any]:
        return list(ctx.store.tables[info.name])

    async def get_all_records(ctx: Context) -> dict[str, RecordView]:
        return {ref: RecordView(obj) for ref, obj in ctx.store.tables[info.name].rows.items()}

    async def get_all_where(ctx: Context, expr: str) -> list[Any]:
        return where.select(ctx.store.tables[info.name], expr)

    async def get_all_records_where(ctx: Context, expr: str) -> dict[str, RecordView]:
        return {obj.ref: RecordView(obj) for obj in where.select(ctx.store.tables[info.name], expr)}

    text: list[tuple[str, ApiType]] = [("expr", STRING)]
    role = info.read_role
    return [
        _message(info, "get_all", [], SetType(this), get_all, role, f"Every {info.name}."),
        _message(info, "get_all_where", text, SetType(this), get_all_where, role,
                 f"Every {info.name} that the expression selects.", hidden=True),
        _message(info, "get_all_records_where", text, everything, get_all_records_where, role,
                 f"The records of every {info.name} that the expression selects.", hidden=True),
        _message(info, "get_all_records", [], everything, get_all_records, role,
                 f"The records of every {info.name}, by reference."),
    ]  # fmt: skip
