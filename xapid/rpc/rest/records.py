"""Objects as REST writes them: the ready bytes of the JSON codec, with reference and address put in."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from xapid.model.fields import Field
from xapid.model.objects import ClassInfo, RecordView, XenObject
from xapid.model.types import FLOAT, ApiType, MapType, OptionType, SetType, format_datetime
from xapid.rpc.json_writer import write_members, write_record, write_value
from xapid.rpc.rest.problem import Issue, invalid
from xapid.rpc.rest.resources import OWN_MEMBERS, ROOT

Encode = Callable[[XenObject], bytes]


def address(obj: XenObject) -> str:
    """The path of an object, by its uuid where it has one."""
    uuid = obj.info.fields.get("uuid")
    return f"{ROOT}/{obj.info.name}/{obj.ref if uuid is None else obj.values[uuid.index]}"


def view(info: ClassInfo, fields: str | None) -> Encode:
    """How to write objects of a class: all of them, or the fields named, separated by commas.

    Raises a problem (400) for a field that there is not.
    """
    if fields is None:
        return write_object
    names = [n for n in dict.fromkeys(fields.split(",")) if n not in OWN_MEMBERS]
    known = {f.name: f for f in info.public_fields}
    unknown = [n for n in names if n not in known]
    if unknown:
        raise invalid([Issue("?fields", f"{info.name} has no field {n!r}") for n in unknown[:20]], 400)
    chosen = tuple(known[n] for n in names)
    layout = tuple((write_value(f.name) + b":", f.index, f.is_set) for f in chosen)

    def write(obj: XenObject) -> bytes:
        if _not_a_number(obj, chosen):
            return _plainly(obj, chosen)
        return b"".join(_pieces(obj, write_members(obj, layout)))

    return write


def write_object(obj: XenObject) -> bytes:
    """The whole object."""
    return b"".join(written_object(obj))


def written_object(obj: XenObject) -> tuple[memoryview | bytes, ...]:
    """The same in pieces, the largest of which is not copied."""
    if _not_a_number(obj, _floats(type(obj))):
        return (_plainly(obj, tuple(obj.info.public_fields)),)
    return _pieces(obj, write_record(obj))


def _pieces(obj: XenObject, record: bytes) -> tuple[memoryview | bytes, ...]:
    start = b'{"ref":%b,"href":%b' % (write_value(obj.ref), write_value(address(obj)))
    return (start, b"}") if record == b"{}" else (start, b",", memoryview(record)[1:])


def write_result(value: Any) -> bytes:
    """What a message returned, as JSON; what is not a number becomes null."""
    return orjson.dumps(plain(value), option=orjson.OPT_NON_STR_KEYS)


def plain(value: Any) -> Any:
    """A value of the API as JSON has it."""
    if isinstance(value, RecordView):
        return {"ref": value.obj.ref, "href": address(value.obj), **plain(value.obj.record())}
    if isinstance(value, XenObject):
        return value.ref
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, datetime):
        return format_datetime(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return value


def _plainly(obj: XenObject, fields: tuple[Field, ...]) -> bytes:
    members = {f.name: obj.raw(f.name) for f in fields}
    return orjson.dumps(plain({"ref": obj.ref, "href": address(obj), **members}))


@lru_cache(maxsize=256)
def _floats(cls: type[XenObject]) -> tuple[Field, ...]:
    return tuple(f for f in cls.info.public_fields if _holds_floats(f.type))


def _holds_floats(kind: ApiType) -> bool:
    if isinstance(kind, MapType):
        return _holds_floats(kind.key) or _holds_floats(kind.value)
    if isinstance(kind, SetType | OptionType):
        return _holds_floats(kind.item)
    return kind == FLOAT


def _not_a_number(obj: XenObject, fields: tuple[Field, ...]) -> bool:
    """Whether a value is one that the other codec writes as JSON does not have it."""
    return any(not _finite(obj.values[f.index]) for f in fields if _holds_floats(f.type))


def _finite(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    return all(map(_finite, value)) if isinstance(value, tuple) else True
