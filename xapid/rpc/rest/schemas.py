"""JSON Schemas of the declared types, classes and enumerations."""

from __future__ import annotations

from typing import Any

from xapid.model.fields import Field
from xapid.model.messages import Param
from xapid.model.objects import ClassInfo
from xapid.model.registry import Registry
from xapid.model.types import (
    BOOL,
    DATETIME,
    FLOAT,
    INT,
    STRING,
    ApiType,
    EnumType,
    MapType,
    OptionType,
    RecordType,
    RefType,
    SetType,
)
from xapid.rpc.rest.resources import Resource

Schema = dict[str, Any]

_PLAIN: dict[ApiType, Schema] = {
    STRING: {"type": "string"},
    INT: {"type": "integer", "format": "int64", "minimum": -(2**63), "maximum": 2**63 - 1},
    FLOAT: {"type": "number"},
    BOOL: {"type": "boolean"},
}

_DATETIME: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-?\d{2}-?\d{2}T\d{2}:?\d{2}:?\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$",
    "description": "A time as ISO 8601; a Z stands for UTC.",
    "examples": ["20300131T10:00:00Z"],
}

_PROBLEM: Schema = {
    "type": "object",
    "description": "Why a request failed (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "description": "urn:xenapi:error:CODE, or about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "the error code of the XenAPI, if it has one for this"},
        "params": {"type": "array", "items": {"type": "string"}, "description": "parameters of that code"},
        "errors": {
            "type": "array",
            "description": "what is wrong with which part of the request",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
        "not_taken_back": {
            "type": "array", "items": {"type": "string"},
            "description": "fields that a failed PATCH changed, and could not change back",
        },
    },
}  # fmt: skip

_SESSION: Schema = {
    "type": "object",
    "required": ["token"],
    "properties": {
        "token": {"type": "string", "description": "what later requests show; it is the session's reference"},
        "uuid": {"type": "string"},
        "user": {"type": "string"},
        "is_local_superuser": {"type": "boolean"},
        "idle_seconds": {"type": "number", "description": "an unused token ends after this"},
    },
}


def component(name: str) -> Schema:
    """A reference to a schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def schema(kind: ApiType, *, sent: bool = False) -> Schema:
    """The schema of a type. ``sent``: as clients send it, else as they get it."""
    if kind in _PLAIN:
        nullable = kind == FLOAT and not sent
        return {"type": ["number", "null"]} if nullable else dict(_PLAIN[kind])
    if kind == DATETIME:
        return component("datetime")
    if isinstance(kind, EnumType):
        return component(f"enum.{kind.enum.api_name()}")
    if isinstance(kind, RefType):
        return component(f"ref.{kind.class_name}")
    if isinstance(kind, SetType):
        return {"type": "array", "items": schema(kind.item, sent=sent)}
    if isinstance(kind, MapType):
        return _map(kind, sent)
    if isinstance(kind, OptionType):
        return {"anyOf": [schema(kind.item, sent=sent), {"type": "null"}]}
    if isinstance(kind, RecordType):
        if not kind.class_name.isidentifier():  # of whichever class
            return {"type": "object"}
        return component(f"{kind.class_name}.create" if sent else kind.class_name)
    return {}


def _map(kind: MapType, sent: bool) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": schema(kind.value, sent=sent)}
    if kind.key == INT:
        found["propertyNames"] = {"pattern": "^-?[0-9]{1,18}$"}
    elif isinstance(kind.key, EnumType):
        found["propertyNames"] = schema(kind.key)
    elif isinstance(kind.key, RefType):
        found["description"] = f"by references of {kind.key.class_name}"
    return found


def described(found: Schema, *words: str) -> Schema:
    """A schema with a description."""
    return {**found, "description": ". ".join(w for w in words if w)}


def parameters(params: tuple[Param, ...]) -> Schema:
    """The body that a message takes: an object with its parameters."""
    properties = {p.name: _parameter(p) for p in params}
    required = [p.name for p in params if p.required]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": required} if required else {})


def _parameter(param: Param) -> Schema:
    found = schema(param.type, sent=True)
    if not param.required and isinstance(param.default, str | int | float | bool):
        found["default"] = param.default
    return found


def components(registry: Registry, resources: dict[str, Resource]) -> Schema:
    """Every schema that has a name."""
    found: Schema = {"Problem": _PROBLEM, "Session": _SESSION, "datetime": _DATETIME}
    for name, enumeration in sorted(registry.enums.items()):
        found[f"enum.{name}"] = {"type": "string", "enum": [str(member.value) for member in enumeration]}
    for info in registry.classes.values():
        found[f"ref.{info.name}"] = _reference(info)
        found[info.name] = _object(info)
        found[f"{info.name}.create"] = _given(info)
    for each in resources.values():
        if each.setters:
            found[f"{each.name}.change"] = _changed(each)
    return found


def _reference(info: ClassInfo) -> Schema:
    return {
        "type": ["string", "null"],
        "description": f"Reference of a {info.name}. Also taken: its uuid; null and OpaqueRef:NULL for none.",
        "examples": ["OpaqueRef:3b9d5f0e-6c5a-4a1c-9f0e-0d5a2b1c7e11"],
    }


def _object(info: ClassInfo) -> Schema:
    own: Schema = {}
    if info.in_database:
        own = {
            "ref": {"type": "string", "description": "the reference of the object"},
            "href": {"type": "string", "description": "the path of the object"},
        }
    fields = {f.name: described(schema(f.type), f.doc) for f in info.public_fields}
    return {"type": "object", "description": info.doc, "properties": own | fields}


def _given(info: ClassInfo) -> Schema:
    given = [f for f in info.public_fields if f.given]
    required = [f.name for f in given if f.required]
    found: Schema = {
        "type": "object",
        "description": f"What a new {info.name} is made of.",
        "properties": {f.name: _given_field(f) for f in given},
        "additionalProperties": False,
    }
    return found | ({"required": required} if required else {})


def _given_field(field: Field) -> Schema:
    found = described(schema(field.type, sent=True), field.doc)
    if not field.required and isinstance(field.default, str | int | float | bool) and field.target is None:
        found["default"] = field.default
    return found


def _changed(resource: Resource) -> Schema:
    fields = {f.name: f for f in resource.info.public_fields}
    properties = {}
    for name, setter in resource.setters.items():
        role = setter.role if isinstance(setter.role, str) else " or ".join(setter.role)
        waits = f"Not built yet: waits for {setter.waits_for}" if setter.waits_for else ""
        properties[name] = described(
            schema(fields[name].type, sent=True), fields[name].doc, f"Role: {role}", waits
        )
    return {"type": "object", "properties": properties, "additionalProperties": False}
