"""Who may use REST: names and passwords, tokens, cookies, the unix socket; and pages of other sites."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest

from tests.rpc.web_client import WebClient, web_client
from tests.rpc.world import PASSWORD, World, parts
from xapid.objects.session import Session

ME = "/rest/v1/session"


def basic(name: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@pytest.fixture
async def stranger(open_world: World) -> AsyncIterator[WebClient]:
    async with web_client(open_world, "") as made:
        yield made


async def test_nobody(stranger: WebClient) -> None:
    for method, path in (("GET", ME), ("GET", "/rest/v1/VM"), ("POST", "/rest/v1/secret"),
                         ("GET", "/rest/v1/VM/x"), ("GET", "/rest/v1/events")):  # fmt: skip
        refused = await stranger.ask(method, path)
        assert refused.status == 401 and refused.json["code"] == "SESSION_AUTHENTICATION_FAILED"
        assert [h.partition(" ")[0] for h in refused.headers.getall("WWW-Authenticate")] == [
            "Basic",
            "Bearer",
        ]
    assert (await stranger.ask("GET", "/rest/v1")).status == 200


async def test_a_token_from_login_to_logout(stranger: WebClient, open_world: World) -> None:
    made = await stranger.ask("POST", ME, {"username": "root", "password": PASSWORD})
    assert made.status == 201 and made.headers["Cache-Control"] == "no-store"
    token = made.json["token"]
    for headers in ({"X_Session_Id": token}, {"Authorization": f"Bearer {token}"},
                    {"Cookie": f"session_id={token}"}):  # fmt: skip
        me = await stranger.ask("GET", ME, **headers)
        assert (me.status, me.json["uuid"]) == (200, made.json["uuid"])
    assert (await stranger.ask("DELETE", ME, token=token)).status == 204
    assert open_world.store.get(token) is None
    refused = await stranger.ask("GET", "/rest/v1/VM", token=token)
    assert (refused.status, refused.json["code"]) == (401, "SESSION_INVALID")


async def test_a_name_and_password_with_each_request(stranger: WebClient, open_world: World) -> None:
    right = basic("root", PASSWORD)
    listed = await stranger.ask("GET", "/rest/v1/VM", Authorization=right)
    assert (listed.status, listed.json) == (200, [])
    assert not open_world.store.all(Session)  # nothing is left over
    token = (await stranger.ask("POST", ME, Authorization=right)).json["token"]
    assert [s.ref for s in open_world.store.all(Session)] == [token]
    for wrong in (basic("root", "wrong"), basic("", ""), "Basic !!", "Basic", "Digest x"):
        refused = await stranger.ask("GET", "/rest/v1/VM", Authorization=wrong)
        assert (refused.status, refused.json["code"]) == (401, "SESSION_AUTHENTICATION_FAILED")


@pytest.mark.parametrize(
    ("body", "status"),
    [({"username": "root", "password": "wrong"}, 401), ({"username": "root"}, 422),
     ({"username": "root", "password": None}, 422), ({"username": 1, "password": "x"}, 422),
     ({"username": "root", "password": "x", "role": "pool-admin"}, 422),
     ({"username": "a:b", "password": "x"}, 401), ({"username": "a\0", "password": "x"}, 422), ({}, 401)],
)  # fmt: skip
async def test_logins_that_fail(stranger: WebClient, body: object, status: int) -> None:
    assert (await stranger.ask("POST", ME, body)).status == status


async def test_a_token_is_not_got_by_a_token(stranger: WebClient, open_world: World) -> None:
    refused = await stranger.ask("POST", ME, Authorization=f"Bearer {open_world.session().ref}")
    assert refused.status == 400


async def test_local_root_needs_no_password(open_world: World) -> None:
    head = "GET /rest/v1/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, _, body = parts(await open_world.raw(head.encode(), unix=True))
    assert status == 200 and b'"is_local_superuser":true' in body
    assert not open_world.store.all(Session)


@pytest.mark.parametrize("origin", ["http://elsewhere", "null", "http://127.0.0.1:1"])
async def test_pages_of_other_sites_use_nothing_that_browsers_remember(
    stranger: WebClient, open_world: World, origin: str
) -> None:
    token, body = open_world.session().ref, {"value": "x"}
    for remembered in ({"Cookie": f"session_id={token}"}, {"Authorization": basic("root", PASSWORD)}):
        refused = await stranger.ask("POST", "/rest/v1/secret", body, Origin=origin, **remembered)
        assert refused.status == 403
    assert (await stranger.ask("POST", "/rest/v1/secret", body, Origin=origin, token=token)).status == 201
    own = {"Cookie": f"session_id={token}", "Origin": stranger.url}
    assert (await stranger.ask("POST", "/rest/v1/secret", body, **own)).status == 201


async def test_another_users_session_cannot_be_found(open_world: World) -> None:
    admin = open_world.session()
    async with web_client(open_world, open_world.session("read-only", "somebody").ref) as client:
        for path in (f"{ME}/{admin.uuid}", f"{ME}/{admin.ref}"):
            assert (await client.ask("GET", path)).status in (404, 405)
