"""The description of REST: valid, complete and true; and the page that shows it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.rpc.web_client import WebClient, web_client
from tests.rpc.world import World
from xapid.model.error_table import ERRORS
from xapid.objects import catalog
from xapid.rpc.rest.openapi import document
from xapid.rpc.rest.problem import status_of
from xapid.rpc.rest.resources import COVERED, resources

METHODS = ("get", "post", "patch", "delete")


@pytest.fixture
async def client(open_world: World) -> AsyncIterator[WebClient]:
    async with web_client(open_world, "") as made:
        yield made


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document(catalog.load())["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def test_it_is_valid() -> None:
    validate(document(catalog.load()))


def test_operations_have_names_of_their_own() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(names) == len(set(names))
    assert all(operation["summary"] for _, _, operation in operations())


def test_every_message_is_reached_once() -> None:
    """Whatever a client may call over RPC has a path, unless GET gives it or it was left out on purpose."""
    registry = catalog.load()
    reached = set()
    for each in resources(registry).values():
        found = [each.record, each.everything, each.create, each.destroy, *each.setters.values(),
                 *each.of_object.values(), *each.of_class.values()]  # fmt: skip
        names = [m.full_name for m in found if m is not None]
        assert len(names) == len(set(names))
        reached.update(names)
    for message in registry.messages.values():
        left_out = message.removed or message.hidden or message.pool_internal or not message.session
        by_get = message.name in COVERED or (message.implicit and message.name.startswith("get_"))
        if not (left_out or by_get or registry.classes[message.class_name].removed):
            assert message.full_name in reached or message.class_name == "session", message.full_name


async def test_every_operation_is_answered(open_world: World) -> None:
    """No path of the description leads nowhere, for somebody who may do nothing but look."""
    async with web_client(open_world, open_world.session("read-only", "somebody").ref) as client:
        for path, method, operation in operations():
            if operation["operationId"] in ("session.end", "event.stream"):
                continue
            body = None if method in ("get", "delete") else {}
            answer = await client.ask(method.upper(), path.replace("{id}", "nothing"), body)
            assert answer.status != 405, (method, path)
            assert answer.status < 500 or answer.status == 501, (method, path)
            if answer.status == 404:
                assert answer.json["code"] == "HANDLE_INVALID", (method, path)


def test_all_errors_have_a_status() -> None:
    known = {401, 403, 409, 410, 422, 429, 500, 501, 503, 504, 507}
    assert {status_of(code) for code in ERRORS} <= known
    told = {
        "SESSION_INVALID": 401, "RBAC_PERMISSION_DENIED": 403, "VM_BAD_POWER_STATE": 409,
        "OTHER_OPERATION_IN_PROGRESS": 409, "INVALID_VALUE": 422, "TOO_BUSY": 429, "INTERNAL_ERROR": 500,
        "NOT_IMPLEMENTED": 501, "SR_FULL": 507, "VM_SHUTDOWN_TIMEOUT": 504, "EVENTS_LOST": 410,
    }  # fmt: skip
    assert {code: status_of(code) for code in told} == told


async def test_the_description_is_served(client: WebClient, open_world: World) -> None:
    first = await client.ask("GET", "/openapi.json")
    assert first.status == 200 and first.headers["Content-Type"] == "application/json"
    assert first.json["paths"].keys() == document(open_world.store.registry)["paths"].keys()
    again = await client.ask("GET", "/openapi.json", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    plain = await client.ask("GET", "/openapi.json", Accept_Encoding="identity")
    assert plain.json == first.json and plain.headers["ETag"] != first.headers["ETag"]
    assert (await client.ask("POST", "/openapi.json")).status == 405


async def test_the_page_needs_nothing_from_elsewhere(client: WebClient) -> None:
    page = await client.ask("GET", "/docs/")
    assert page.status == 200 and page.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
    text = page.body.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|\bon\w+=|style=", text)  # the policy would stop it
    for found in re.findall(r'(?:src|href)="([^"]+)"', text):
        assert found.startswith("/")
        assert (await client.ask("GET", found)).status == 200
    script = (await client.ask("GET", "/docs/page.js")).body.decode()
    assert "innerHTML" not in script and "://" not in script
    for path in ("/docs/../page.js", "/docs/__init__.py", "/docs/x"):
        assert (await client.ask("GET", path)).status == 404
