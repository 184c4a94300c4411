"""The OpenAPI 3.1 description of all that REST offers, in the words of the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xapid.model.error_table import ERRORS
from xapid.model.messages import Message
from xapid.model.registry import Registry
from xapid.model.types import RefType
from xapid.rpc.rest import openapi_parts as parts
from xapid.rpc.rest.problem import status_of
from xapid.rpc.rest.resources import LOGIN, Resource, resources
from xapid.rpc.rest.schemas import Schema, component, components, parameters, schema
from xapid.version import VERSION


def document(registry: Registry) -> dict[str, Any]:
    """The whole description."""
    shown = resources(registry)
    paths: dict[str, Schema] = dict(parts.PATHS)
    for _, resource in sorted(shown.items(), key=lambda item: item[0].lower()):
        paths.update(_paths(resource))
    return {
        "openapi": "3.1.0",
        "info": {"title": "XenAPI over REST", "version": VERSION, "description": parts.INTRODUCTION},
        "servers": [{"url": "/"}],
        "security": parts.SECURITY,
        "tags": [{"name": r.name, "description": r.info.doc} for r in shown.values()],
        "paths": paths,
        "components": {
            "schemas": components(registry, shown),
            "responses": parts.RESPONSES,
            "parameters": parts.PARAMETERS,
            "securitySchemes": parts.SCHEMES,
        },
        "x-error-statuses": {code: status_of(code) for code in sorted(ERRORS)},
    }


def _paths(resource: Resource) -> Iterator[tuple[str, Schema]]:
    if resource.name != LOGIN and (listing := _list_path(resource)):
        yield resource.path, listing
    if resource.record is not None:
        yield f"{resource.path}/{{id}}", _object_path(resource)
    for name, message in resource.of_class.items():
        yield f"{resource.path}/{name}", {"post": _message(resource, message, message.params)}
    for name, message in resource.of_object.items():
        path = f"{resource.path}/{{id}}/{name}"
        operation = _message(resource, message, message.params[1:])
        yield path, {"parameters": [parts.by_name("id")], "post": operation}


def _operation(resource: Resource, name: str, summary: str, role: Any, **more: Any) -> Schema:
    found = {"tags": [resource.name], "operationId": f"{resource.name}.{name}", "summary": summary}
    return {**found, "x-role": role, **more}


def _list_path(resource: Resource) -> Schema:
    path: Schema = {}
    name = resource.name
    if resource.everything is not None:
        names = ["fields", *(["filter"] if resource.selected else []), "limit", "after", "equals"]
        path["get"] = _operation(
            resource, "list", f"Every {name}, or those that the query selects.", resource.everything.role,
            parameters=[parts.by_name(n) for n in names],
            responses={"200": _list_answer(name), **parts.FAILURES},
        )  # fmt: skip
    create = resource.create
    if create is not None:
        body = component(f"{name}.create") if resource.created_from_record else parameters(create.params)
        made = component(name) if create.result == RefType(name) else {}
        path["post"] = _operation(
            resource, "create", _summary(create), create.role, **_details(create), parameters=_async(create),
            requestBody=parts.json_body(body, required="required" in body or resource.created_from_record),
            responses={"201": parts.made(made), **_accepted(create), **parts.FAILURES},
        )  # fmt: skip
    return path


def _list_answer(name: str) -> Schema:
    found = parts.json_answer({"type": "array", "items": component(name)}, "The objects, oldest first.")
    return {**found, "headers": parts.LIST_HEADERS}


def _object_path(resource: Resource) -> Schema:
    name, found = resource.name, component(resource.name)
    assert resource.record is not None
    tagged = {**parts.json_answer(found, "The object."), "headers": parts.TAG_HEADER}
    path: Schema = {
        "parameters": [parts.by_name("id")],
        "get": _operation(
            resource, "read", f"One {name}.", resource.record.role,
            parameters=[parts.by_name("fields"), parts.by_name("if-none-match")],
            responses={"200": tagged, "304": parts.UNCHANGED, **parts.FAILURES},
        ),
    }  # fmt: skip
    if resource.setters:
        path["patch"] = _operation(
            resource, "change", f"Change fields of a {name}: all that are named, or none.", "each field's",
            parameters=[parts.by_name("if-match")],
            requestBody=parts.json_body(component(f"{name}.change"), required=False),
            responses={"200": tagged, **parts.FAILURES},
        )  # fmt: skip
    destroy = resource.destroy
    if destroy is not None:
        path["delete"] = _operation(
            resource, "destroy", _summary(destroy), destroy.role, **_details(destroy),
            parameters=[parts.by_name("if-match"), *_async(destroy)],
            responses={**parts.NOTHING, **_accepted(destroy), **parts.FAILURES},
        )  # fmt: skip
    return path


def _message(resource: Resource, message: Message, params: Any) -> Schema:
    if message.result is None:
        success = parts.NOTHING
    else:
        success = {"200": parts.json_answer(schema(message.result), "What it returned.")}
    body = {"requestBody": parts.json_body(parameters(params), required=any(p.required for p in params))}
    return _operation(
        resource, message.name, _summary(message), message.role, **_details(message),
        parameters=_async(message), **(body if params else {}),
        responses={**success, **_accepted(message), **parts.FAILURES},
    )  # fmt: skip


def _summary(message: Message) -> str:
    return message.doc.split("\n\n")[0].replace("\n", " ")


def _details(message: Message) -> Schema:
    """The rest of the description, the errors that are to be expected, and whether it is built."""
    rest = message.doc.partition("\n\n")[2]
    waits = f"Not built yet, answers 501: waits for {message.waits_for}." if message.waits_for else ""
    keys = [f"{k}: {v}" for k, v in message.key_roles.items()]
    found: Schema = {"description": text} if (text := "\n\n".join(t for t in (waits, rest) if t)) else {}
    if message.errors:
        found["x-errors"] = {code: status_of(code) for code in message.errors}
    return found | ({"x-key-roles": keys} if keys else {})


def _async(message: Message) -> list[Schema]:
    return [parts.by_name("async"), parts.by_name("prefer")] if message.asynchronous else []


def _accepted(message: Message) -> Schema:
    return {"202": {"$ref": "#/components/responses/Accepted"}} if message.asynchronous else {}
