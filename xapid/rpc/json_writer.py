"""Writes values as JSON: orjson for all that it writes as the API wants, ready bytes for records."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from xapid.model.objects import RecordView, XenObject
from xapid.model.types import format_datetime
from xapid.model.values import I4, Shared

FRAGMENT = "json"

_dumps = orjson.dumps


def write_value(value: Any) -> bytes:
    """The JSON text of any value of the API; TypeError for anything else."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, XenObject):
        return _dumps(value.ref)
    if isinstance(value, StrEnum):
        return _dumps(value.value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _text(value: str) -> bytes:
    try:
        return _dumps(value)
    except TypeError:  # half a surrogate pair
        return _dumps(value.encode("utf-8", "replace").decode())


def _float(value: float) -> bytes:
    if math.isfinite(value):
        return _dumps(value)
    return b"NaN" if math.isnan(value) else b"Infinity" if value > 0 else b"-Infinity"


def _object(value: dict[Any, Any]) -> bytes:
    members = [b"%b:%b" % (_key(k), write_value(v)) for k, v in value.items() if v is not None]
    return b"{%b}" % b",".join(members)


def _shared(value: Shared) -> bytes:
    ready = value.fragments.get(FRAGMENT)
    if ready is None:
        ready = value.fragments[FRAGMENT] = _object(value)
    return ready


def _key(key: Any) -> bytes:
    return _text(key.ref if isinstance(key, XenObject) else str(key))


def _array(value: list[Any] | tuple[Any, ...]) -> bytes:
    return b"[%b]" % b",".join(map(write_value, value))


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    bool: lambda v: b"true" if v else b"false",
    int: lambda v: b"%d" % v,
    I4: lambda v: b"%d" % v,
    float: _float,
    datetime: lambda v: b'"%b"' % format_datetime(v).encode(),
    type(None): lambda v: b'""',
    dict: _object,
    Shared: _shared,
    list: _array,
    tuple: _array,
    RecordView: lambda v: write_record(v.obj),
}


def write_record(obj: XenObject) -> bytes:
    """The record of an object: its ready bytes, made when it changed since the last time."""
    ready = obj.fragments.get(FRAGMENT)
    if ready is not None:
        return ready
    ready = obj.fragments[FRAGMENT] = write_members(obj, _layout(type(obj)))
    return ready


#: For each member of a record: its name and colon, where its value is, whether it is a set.
Layout = tuple[tuple[bytes, int, bool], ...]


def write_members(obj: XenObject, layout: Layout) -> bytes:
    """The record of an object with the members of ``layout``."""
    values = obj.values
    members = [
        name + (_array(tuple(value)) if is_set else write_value(value))
        for name, index, is_set in layout
        if (value := values[index]) is not None
    ]
    return b"{%b}" % b",".join(members)


_layouts: dict[type, Layout] = {}


def _layout(cls: type[XenObject]) -> Layout:
    """The layout of the whole record."""
    made = _layouts.get(cls)
    if made is None:
        made = _layouts[cls] = tuple(
            (_text(f.name) + b":", f.index, f.is_set) for f in cls.info.public_fields
        )
    return made
