"""Writes values as XML-RPC: no white space between elements, strings and ints bare."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from xapid.model.objects import RecordView, XenObject
from xapid.model.types import format_datetime
from xapid.model.values import I4, Shared

FRAGMENT = "xml"

_SPECIAL = re.compile('[<>&"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_ESCAPES: dict[int, str | None] = dict.fromkeys([*range(0x20), 0xFFFE, 0xFFFF])
_ESCAPES.update(dict.fromkeys(range(0xD800, 0xE000), "\ufffd"))
for _kept in "\t\n\r":
    del _ESCAPES[ord(_kept)]
_ESCAPES |= {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;", ord('"'): "&quot;"}


def escape(text: str) -> str:
    """Text as it may stand in an element; control characters but tab, LF and CR are dropped."""
    return text.translate(_ESCAPES) if _SPECIAL.search(text) else text


def write_value(value: Any) -> bytes:
    """``<value>...</value>`` of any value of the API; TypeError for anything else."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, XenObject):
        return _text(value.ref)
    if isinstance(value, str):
        return _text(value)
    raise TypeError(f"{type(value).__name__} has no form in XML-RPC")


def write_parts(value: Any) -> list[bytes]:
    """The same in pieces, for whoever puts them together with others: all records are megabytes."""
    return _struct_parts(value) if type(value) is dict else [write_value(value)]


def _text(value: str) -> bytes:
    return f"<value>{escape(value)}</value>".encode()


def _struct(value: dict[Any, Any]) -> bytes:
    return b"".join(_struct_parts(value))


def _shared(value: Shared) -> bytes:
    ready = value.fragments.get(FRAGMENT)
    if ready is None:
        ready = value.fragments[FRAGMENT] = _struct(value)
    return ready


def _struct_parts(value: dict[Any, Any]) -> list[bytes]:
    parts = [b"<value><struct>"]
    for key, member in value.items():
        if member is not None:
            parts += (_name(key), write_value(member), b"</member>")
    parts.append(b"</struct></value>")
    return parts


def _name(key: Any) -> bytes:
    text = key.ref if isinstance(key, XenObject) else str(key)
    return f"<member><name>{escape(text)}</name>".encode()


def _array(value: list[Any] | tuple[Any, ...]) -> bytes:
    return b"<value><array><data>%b</data></array></value>" % b"".join(map(write_value, value))


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    str: _text,
    bool: lambda v: b"<value><boolean>%d</boolean></value>" % v,
    int: lambda v: b"<value>%d</value>" % v,
    I4: lambda v: b"<value><i4>%d</i4></value>" % v,
    float: lambda v: b"<value><double>%b</double></value>" % f"{v:.16g}".encode(),
    datetime: lambda v: f"<value><dateTime.iso8601>{format_datetime(v)}</dateTime.iso8601></value>".encode(),
    type(None): lambda v: b"<value></value>",
    dict: _struct,
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
    values, parts = obj.values, [b"<value><struct>"]
    for name, index, is_set in _layout(type(obj)):
        value = values[index]
        if value is not None:
            parts += (name, _array(tuple(value)) if is_set else write_value(value), b"</member>")
    parts.append(b"</struct></value>")
    ready = obj.fragments[FRAGMENT] = b"".join(parts)
    return ready


_layouts: dict[type, tuple[tuple[bytes, int, bool], ...]] = {}


def _layout(cls: type[XenObject]) -> tuple[tuple[bytes, int, bool], ...]:
    """For each member of the record: its opening bytes, where its value is, whether it is a set."""
    made = _layouts.get(cls)
    if made is None:
        made = _layouts[cls] = tuple((_name(f.name), f.index, f.is_set) for f in cls.info.public_fields)
    return made
