"""The parts of the OpenAPI description that are the same whatever is declared."""

from __future__ import annotations

from typing import Any

from xapid.rpc.rest.problem import CONTENT_TYPE
from xapid.rpc.rest.resources import LOGIN, ROOT
from xapid.rpc.rest.schemas import Schema, component

INTRODUCTION = """\
Every class of the XenAPI is a collection, every object has an address, and every message that is not
covered by GET, POST, PATCH and DELETE is a POST to the object or class with its parameters by name.

An object is addressed by its uuid or its reference. References in bodies are given as `OpaqueRef:...`;
uuids are taken as well. Errors are `application/problem+json` with the code and parameters of the XenAPI.
"""

SECURITY: list[Schema] = [{"basic": []}, {"token": []}, {"header": []}]
SCHEMES: Schema = {
    "basic": {"type": "http", "scheme": "basic"},
    "token": {"type": "http", "scheme": "bearer", "description": f"A token of POST {ROOT}/{LOGIN}."},
    "header": {"type": "apiKey", "in": "header", "name": "X-Session-Id", "description": "The same token."},
}


def by_name(name: str) -> Schema:
    """A reference to a parameter by its name."""
    return {"$ref": f"#/components/parameters/{name}"}


def _query(name: str, schema: Schema, words: str, **more: Any) -> Schema:
    return {"name": name, "in": "query", "schema": schema, "description": words, **more}


def _header(name: str, words: str, schema: Schema | None = None) -> Schema:
    return {"name": name, "in": "header", "schema": schema or {"type": "string"}, "description": words}


PARAMETERS: Schema = {
    "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1},
           "description": "uuid or reference of the object"},
    "fields": _query("fields", {"type": "string"}, "names of the fields wanted, separated by commas"),
    "filter": _query("filter", {"type": "string"}, "an expression as get_all_records_where takes it, such as "
                     '`field "power_state" = "Running"`'),
    "limit": _query("limit", {"type": "integer", "minimum": 1, "maximum": 100000}, "most objects of a page"),
    "after": _query("after", {"type": "string"}, "where the page begins: taken from the Link header"),
    "equals": _query("equals", {"type": "object", "additionalProperties": {"type": "string"}},
                     "any field with the value that it has to have; a set has to contain it; a map takes "
                     "`field.key=value`; one name several times means any of the values",
                     style="form", explode=True),
    "async": _query("async", {"type": "boolean", "default": False}, "answer 202 at once, with the task"),
    "prefer": _header("Prefer", "respond-async: the same, where possible"),
    "if-match": _header("If-Match", "only if the object still has this ETag, else 412"),
    "if-none-match": _header("If-None-Match", "304 if the object still has this ETag"),
}  # fmt: skip

LIST_HEADERS: Schema = {
    "X-Total-Count": {"schema": {"type": "integer"}, "description": "objects on all pages"},
    "X-Event-Token": {"schema": {"type": "string"}, "description": "where events go on after this list"},
    "Link": {"schema": {"type": "string"}, "description": "the next page, rel=next"},
}
TAG_HEADER: Schema = {"ETag": {"schema": {"type": "string"}, "description": "changes with the object"}}
LOCATION: Schema = {"Location": {"schema": {"type": "string"}, "description": "the path of the object"}}

FAILURES: Schema = {
    "4XX": {"$ref": "#/components/responses/Refused"},
    "5XX": {"$ref": "#/components/responses/Failed"},
}
UNCHANGED: Schema = {"description": "It is as the client has it."}
NOTHING: Schema = {"204": {"$ref": "#/components/responses/Done"}}


def json_answer(schema: Schema, words: str) -> Schema:
    """An answer in JSON."""
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def made(schema: Schema) -> Schema:
    """The answer that has a new object."""
    return {**json_answer(schema, "It is made."), "headers": LOCATION | TAG_HEADER}


def json_body(schema: Schema, *, required: bool) -> Schema:
    """A body in JSON."""
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def _problem(words: str) -> Schema:
    return {"description": words, "content": {CONTENT_TYPE: {"schema": component("Problem")}}}


RESPONSES: Schema = {
    "Done": {"description": "It is done."},
    "Accepted": {**json_answer(component("task"), "A task does it; events tell how far it is."),
                 "headers": LOCATION},
    "Refused": _problem(
        "400 not understood, 401 not logged in, 403 not allowed, 404 no such object, 405, 409 the state of "
        "things speaks against it, 410 gone, 412 changed meanwhile, 413 and 415 not such a body, 422 a value "
        "is wrong, 429 too much at once"
    ),
    "Failed": _problem("500 a fault here, 501 not built, 503 not now, 504 not in time, 507 no space left"),
}  # fmt: skip

_SESSION_PATH: Schema = {
    "post": {
        "tags": [LOGIN], "operationId": "session.begin", "summary": "Log in: get a token.",
        "security": [{}, {"basic": []}],
        "requestBody": json_body({
            "type": "object", "required": ["username", "password"], "additionalProperties": False,
            "properties": {"username": {"type": "string"}, "password": {"type": "string"}},
        }, required=False),
        "responses": {"201": json_answer(component("Session"), "The token."), **FAILURES},
    },
    "get": {
        "tags": [LOGIN], "operationId": "session.look", "summary": "The session in use.",
        "responses": {"200": json_answer(component("session"), "The session."), **FAILURES},
    },
    "delete": {
        "tags": [LOGIN], "operationId": "session.end", "summary": "Log out: the token is worth nothing more.",
        "responses": {**NOTHING, **FAILURES},
    },
}  # fmt: skip

_EVENTS_PATH: Schema = {
    "get": {
        "tags": ["event"], "operationId": "event.stream",
        "summary": "Changes as server-sent events, without end.",
        "description": "Each event is `add`, `mod` or `del`; its data has class, operation, ref and, unless "
        "the object is gone, snapshot. The id is a token: as Last-Event-ID it makes a later stream go on "
        "there, also after a restart of the daemon; 410 says that it is too old. The event `end` is the "
        "last: the session has ended.",
        "parameters": [
            _query("classes", {"type": "string", "default": "*"},
                   "classes and `class/object`, separated by commas"),
            _query("since", {"type": "string"}, "a token, for clients that cannot send Last-Event-ID"),
            _query("initial", {"type": "boolean", "default": False}, "first tell all objects there are"),
            _header("Last-Event-ID", "the id of the last event seen"),
        ],
        "responses": {
            "200": {"description": "The stream.",
                    "content": {"text/event-stream": {"schema": {"type": "string"}}}},
            **FAILURES,
        },
    },
}  # fmt: skip

PATHS: Schema = {
    ROOT: {"get": {
        "tags": ["index"], "operationId": "index", "summary": "What there is.", "security": [{}],
        "responses": {"200": json_answer({"type": "object"}, "The paths of all classes."), **FAILURES},
    }},
    f"{ROOT}/{LOGIN}": _SESSION_PATH,
    f"{ROOT}/events": _EVENTS_PATH,
}  # fmt: skip
