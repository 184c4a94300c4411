"""Objects and messages over REST: addresses, queries, changes, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest

from tests.rpc.web_client import WebClient, web_client
from tests.rpc.world import World
from xapid.model.roles import READ_ONLY, VM_ADMIN, VM_OPERATOR
from xapid.objects.secret import Secret
from xapid.objects.task import life
from xapid.objects.vm import VM
from xapid.rpc.limits import Limits

SECRETS = "/rest/v1/secret"


@pytest.fixture
async def client(open_world: World) -> AsyncIterator[WebClient]:
    async with web_client(open_world) as made:
        yield made


async def test_an_object_from_birth_to_death(client: WebClient, open_world: World) -> None:
    made = await client.ask("POST", SECRETS, {"value": "x", "other_config": {"a": "b"}})
    assert made.status == 201
    where = made.headers["Location"]
    assert where == f"{SECRETS}/{made.json['uuid']}" == made.json["href"]
    read = await client.ask("GET", where)
    assert read.json == made.json and read.json["value"] == "x"
    by_ref = await client.ask("GET", f"{SECRETS}/{made.json['ref']}/")
    assert by_ref.json == made.json
    changed = await client.ask("PATCH", where, {"value": "y", "other_config": {}})
    assert changed.json["value"] == "y" and changed.json["other_config"] == {}
    gone = await client.ask("DELETE", where)
    assert (gone.status, gone.body) == (204, b"")
    assert open_world.store.get(made.json["ref"]) is None
    missing = await client.ask("GET", where)
    assert missing.status == 404
    assert missing.headers["Content-Type"] == "application/problem+json"
    assert missing.json["code"] == "HANDLE_INVALID" and missing.json["params"][0] == "secret"


async def test_entity_tags(client: WebClient, open_world: World) -> None:
    where = f"{SECRETS}/{open_world.secret().ref}"
    tag = (await client.ask("GET", where)).headers["ETag"]
    same = await client.ask("GET", where, If_None_Match=f'"other", {tag}')
    assert (same.status, same.body, same.headers["ETag"]) == (304, b"", tag)
    changed = await client.ask("PATCH", where, {"value": "new"}, If_Match=tag)
    assert changed.status == 200 and changed.headers["ETag"] != tag
    assert (await client.ask("GET", where, If_None_Match=tag)).status == 200
    for method, body in (("PATCH", {"value": "newer"}), ("DELETE", None)):
        refused = await client.ask(method, where, body, If_Match=tag)
        assert refused.status == 412, method
    assert (await client.ask("GET", where)).json["value"] == "new"
    assert (await client.ask("DELETE", where, If_Match=changed.headers["ETag"])).status == 204


async def test_fields_are_selectable(client: WebClient, open_world: World) -> None:
    secret = open_world.secret("v")
    read = await client.ask("GET", f"{SECRETS}/{secret.uuid}?fields=value,uuid")
    assert read.json == {"ref": secret.ref, "href": f"{SECRETS}/{secret.uuid}", "value": "v",
                         "uuid": secret.uuid}  # fmt: skip
    listed = await client.ask("GET", f"{SECRETS}?fields=value")
    assert [set(each) for each in listed.json] == [{"ref", "href", "value"}]
    for path in (f"{SECRETS}?fields=value,valeu", f"{SECRETS}/{secret.uuid}?fields=valeu"):
        refused = await client.ask("GET", path)
        assert refused.status == 400
        assert refused.json["errors"] == [{"pointer": "?fields", "detail": "secret has no field 'valeu'"}]


async def test_lists_are_filtered(client: WebClient, open_world: World) -> None:
    with open_world.store.change():
        for value in "abc":
            open_world.store.create(Secret, value=value, other_config={"key": value.upper()})

    async def values(query: str) -> list[str]:
        answer = await client.ask("GET", f"{SECRETS}?{query}")
        assert answer.status == 200, answer.json
        assert answer.headers["X-Total-Count"] == str(len(answer.json))
        return [each["value"] for each in answer.json]

    assert await values("") == ["a", "b", "c"]
    assert await values("value=b") == ["b"]
    assert await values("value=b&value=c") == ["b", "c"]
    assert await values("value=b&value=c&other_config.key=C") == ["c"]
    assert await values("other_config.none=C") == []
    assert await values("filter=" + quote('field "value" = "a" or field "value" = "c"')) == ["a", "c"]
    assert await values("value=a&filter=" + quote('not field "value" = "a"')) == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("valeu=a", "?valeu"), ("value.x=a", "?value.x"), ("other_config=a", "?other_config"),
     ("limit=0", "?limit"), ("limit=x", "?limit"), ("limit=1&limit=2", "?limit"), ("after=x", "?after"),
     ("limit=%D9%A1", "?limit")],
)  # fmt: skip
async def test_queries_that_mean_nothing(client: WebClient, query: str, pointer: str) -> None:
    refused = await client.ask("GET", f"{SECRETS}?{query}")
    assert refused.status == 400
    assert [issue["pointer"] for issue in refused.json["errors"]] == [pointer]


async def test_a_bad_filter(client: WebClient) -> None:
    refused = await client.ask("GET", f"{SECRETS}?filter=field")
    assert refused.status == 422 and refused.json["code"] == "INVALID_VALUE"


async def test_pages(client: WebClient, open_world: World) -> None:
    for i in range(5):
        open_world.secret(str(i))
    seen, path = [], f"{SECRETS}?limit=2&fields=value"
    while path:
        page = await client.ask("GET", path)
        assert page.headers["X-Total-Count"] == "5"
        seen.append([each["value"] for each in page.json])
        link = page.headers.get("Link", "")
        path = link.partition(">")[0].lstrip("<")
        assert not link or link.endswith('; rel="next"')
    assert seen == [["0", "1"], ["2", "3"], ["4"]]


async def test_an_object_of_the_last_page_may_go_meanwhile(client: WebClient, open_world: World) -> None:
    secrets = [open_world.secret(str(i)) for i in range(4)]
    first = await client.ask("GET", f"{SECRETS}?limit=2")
    with open_world.store.change():
        open_world.store.destroy(secrets[1])
    second = await client.ask("GET", first.headers["Link"].partition(">")[0].lstrip("<"))
    assert [each["value"] for each in second.json] == ["2", "3"]


async def test_a_patch_is_done_whole_or_not_at_all(client: WebClient, open_world: World) -> None:
    secret = open_world.secret("old")
    where, before = f"{SECRETS}/{secret.ref}", secret.modified
    refused = await client.ask(
        "PATCH", where, {"value": "new", "uuid": "x", "none": 1, "other_config": {"a": 1}}
    )
    assert refused.status == 422
    assert {e["pointer"]: e["detail"] for e in refused.json["errors"]} == {
        "/uuid": "cannot be set", "/none": "is no field of secret", "/other_config/a": "has to be a string",
    }  # fmt: skip
    assert secret.modified == before
    done = await client.ask("PATCH", where, {"value": "new", "other_config": {"a": "1"}})
    assert done.status == 200 and secret.modified == before + 1  # one change
    nothing = await client.ask("PATCH", where, {})
    assert nothing.status == 200 and nothing.json["value"] == "new"


async def test_a_removed_field_cannot_be_set(client: WebClient, open_world: World) -> None:
    removed = next(
        (info, field) for info in open_world.store.registry.classes.values()
        for field in info.public_fields if field.removed and info.in_database and not info.removed
    )  # fmt: skip
    info, field = removed
    with open_world.store.change():
        obj = open_world.store.create(info.python)
    refused = await client.ask("PATCH", f"/rest/v1/{info.name}/{obj.ref}", {field.name: None})
    assert refused.status == 422
    assert "removed" in refused.json["errors"][0]["detail"]


async def test_bodies_are_checked_by_their_types(client: WebClient) -> None:
    refused = await client.ask("POST", SECRETS, {"values": "x", "other_config": [], "uuid": "u"})
    assert refused.status == 422
    assert {e["pointer"] for e in refused.json["errors"]} == {"/values", "/other_config", "/uuid", "/value"}
    for value in (1, None, True, ["x"], {}):
        assert (await client.ask("POST", SECRETS, {"value": value})).status == 422
    nul = await client.ask("POST", SECRETS, {"value": "a\0b"})
    assert nul.status == 422 and nul.json["errors"][0]["pointer"] == "/value"


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [(b"{", "application/json", 400), (b"[]", "application/json", 400), (b'"x"', "application/json", 400),
     (b"[" * 100_000, "application/json", 400), (b'{"value":"\xff"}', "application/json", 400),
     (b"value=x", "application/x-www-form-urlencoded", 415), (b"{}", "text/plain", 415),
     (b'{"value":"x"}', "application/merge-patch+json; charset=utf-8", 201)],
)  # fmt: skip
async def test_bodies_that_are_none(client: WebClient, data: bytes, kind: str, status: int) -> None:
    answer = await client.ask("POST", SECRETS, data=data, Content_Type=kind)
    assert answer.status == status
    assert answer.headers["Content-Type"].endswith("json")


async def test_a_body_that_is_too_large(client: WebClient, open_world: World) -> None:
    big = b'{"value":"' + b"x" * (open_world.front.limits.rpc_body) + b'"}'
    refused = await client.ask("POST", SECRETS, data=big)
    assert refused.status == 413 and refused.json["status"] == 413
    assert (await client.ask("GET", SECRETS)).json == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/rest/v1/nothing", 404), ("GET", "/rest/v1/secret/x/y", 404), ("GET", "/rest/v2/secret", 404),
     ("GET", "/rest/v1/secret/", 200), ("GET", "/rest/v1//secret", 404), ("PUT", SECRETS, 405),
     ("DELETE", SECRETS, 405), ("POST", SECRETS + "/x", 405), ("GET", "/rest/v1/VM/x/start", 405),
     ("POST", "/rest/v1/VM/x/nothing", 404), ("POST", "/rest/v1/host_cpu", 405),
     ("POST", "/rest/v1/VM/x/get_uuid", 404), ("POST", "/rest/v1/VM/get_all", 405),
     ("GET", "/rest/v1/secret/%00", 404), ("GET", "/rest/v1/secret/%FF", 404),
     ("POST", "/rest/v1/session/login_with_password", 404), ("GET", "/restaurant", 404)],
)  # fmt: skip
async def test_paths_and_methods(client: WebClient, method: str, path: str, status: int) -> None:
    answer = await client.ask(method, path)
    assert answer.status == status
    if status == 405:
        assert "OPTIONS" in answer.headers["Allow"]


async def test_messages_are_posts(client: WebClient, open_world: World) -> None:
    secret = open_world.secret()
    where = f"{SECRETS}/{secret.uuid}"
    added = await client.ask("POST", f"{where}/add_to_other_config", {"key": "k", "value": "v"})
    assert (added.status, added.body) == (204, b"") and secret.other_config == {"k": "v"}
    twice = await client.ask("POST", f"{where}/add_to_other_config", {"key": "k", "value": "v"})
    assert (twice.status, twice.json["code"]) == (409, "MAP_DUPLICATE_KEY")
    empty = await client.ask("POST", f"{where}/add_to_other_config", {"key": "", "value": "v"})
    assert (empty.status, empty.json["code"]) == (422, "INTERNAL_ERROR")
    wrong = await client.ask("POST", f"{where}/add_to_other_config", {"key": 1, "vlaue": "v"})
    assert wrong.status == 422
    assert {e["pointer"] for e in wrong.json["errors"]} == {"/key", "/vlaue", "/value"}
    absent = await client.ask("POST", f"{SECRETS}/nowhere/add_to_other_config", {"key": "k", "value": "v"})
    assert (absent.status, absent.json["code"]) == (404, "HANDLE_INVALID")


async def test_messages_of_a_class(client: WebClient, open_world: World) -> None:
    told = await client.ask("POST", "/rest/v1/event/get_current_id")
    assert told.json == open_world.store.durable_generation
    nobody = await client.ask("POST", "/rest/v1/session/get_all_subject_identifiers")
    assert nobody.json == []


async def test_a_constructor_with_parameters(client: WebClient) -> None:
    made = await client.ask("POST", "/rest/v1/task", {"label": "l", "description": "d"})
    assert made.status == 201 and made.json["name_label"] == "l"
    ended = await client.ask("PATCH", made.headers["Location"], {"status": "success", "progress": 1})
    assert ended.status == 200 and ended.json["status"] == "success"
    assert (await client.ask("PATCH", made.headers["Location"], {"status": "Success"})).status == 422


async def test_what_was_set_before_a_refusal_is_taken_back(client: WebClient, open_world: World) -> None:
    with open_world.store.change():
        vm = open_world.store.create(VM, name_label="old", start_delay=3)
    change = {"name_label": "new", "start_delay": 5, "shutdown_delay": -1}
    refused = await client.ask("PATCH", f"/rest/v1/VM/{vm.uuid}", change)
    assert refused.status == 422 and refused.json["code"] == "INVALID_VALUE", refused.json
    assert "not_taken_back" not in refused.json
    assert (vm.name_label, vm.start_delay, vm.shutdown_delay) == ("old", 3, 0)


async def test_asynchronous_calls(client: WebClient, open_world: World) -> None:
    secret = open_world.secret()
    accepted = await client.ask("DELETE", f"{SECRETS}/{secret.uuid}?async=true")
    assert accepted.status == 202
    task = open_world.store.get(accepted.json["ref"])
    assert accepted.headers["Location"] == f"/rest/v1/task/{task.uuid}"
    await open_world.store.durable()
    finished = await client.ask("GET", accepted.headers["Location"])
    assert finished.json["status"] == "success" and open_world.store.get(secret.ref) is None
    preferred = await client.ask("POST", SECRETS, {"value": "x"}, Prefer="respond-async, wait=10")
    assert (preferred.status, preferred.headers["Preference-Applied"]) == (202, "respond-async")
    only_now = await client.ask("POST", "/rest/v1/event/get_current_id", Prefer="respond-async")
    assert only_now.status == 200
    refused = await client.ask("POST", "/rest/v1/event/get_current_id?async=true")
    assert refused.status == 400
    assert (await client.ask("POST", SECRETS + "?async=yes", {"value": "x"})).status == 400


async def test_a_client_may_bring_its_own_task(client: WebClient) -> None:
    made = await client.ask("POST", "/rest/v1/task", {"label": "mine", "description": ""})
    await client.ask("POST", SECRETS, {"value": "x"}, Task_Id=made.json["ref"])
    assert (await client.ask("GET", made.json["href"])).json["status"] == "success"


async def test_what_is_not_built_says_so(client: WebClient, open_world: World) -> None:
    waiting = next(
        m for m in open_world.store.registry.messages.values()
        if m.waits_for and not (m.params or m.hidden or m.pool_internal or m.removed) and m.session
    )  # fmt: skip
    answer = await client.ask("POST", f"/rest/v1/{waiting.class_name}/{waiting.name}", {})
    assert (answer.status, answer.json["code"]) == (501, "NOT_IMPLEMENTED")


@pytest.mark.parametrize(("role", "status"), [(READ_ONLY, 403), (VM_OPERATOR, 403), (VM_ADMIN, 403)])
async def test_roles_are_those_of_the_messages(open_world: World, role: str, status: int) -> None:
    secret = open_world.secret("old")
    token = open_world.session(role, "somebody").ref
    async with web_client(open_world, token) as client:
        refused = await client.ask("PATCH", f"{SECRETS}/{secret.ref}", {"value": "new"})
        assert (refused.status, refused.json["code"]) == (status, "RBAC_PERMISSION_DENIED")
        assert refused.json["params"][0] == "secret.set_value"
        assert (await client.ask("DELETE", f"{SECRETS}/{secret.ref}")).status == status
    assert secret.value == "old" and secret.alive


async def test_keys_of_maps_have_their_roles(open_world: World) -> None:
    token = open_world.session(VM_OPERATOR, "somebody").ref
    network = open_world.store.registry.classes["network"].python
    with open_world.store.change():
        net = open_world.store.create(network)
    async with web_client(open_world, token) as client:
        path = f"/rest/v1/network/{net.ref}/add_to_other_config"
        allowed = await client.ask("POST", path, {"key": "folder", "value": "/a"})
        assert allowed.status == 204
        refused = await client.ask("POST", path, {"key": "other", "value": "/a"})
        assert refused.status == 403


async def test_what_is_not_a_number_is_null(client: WebClient, open_world: World) -> None:
    task = life.begin(open_world.store, "t", None)
    with open_world.store.change():
        task.progress = float("nan")
    for path in (f"/rest/v1/task/{task.ref}", f"/rest/v1/task/{task.ref}?fields=progress"):
        assert (await client.ask("GET", path)).json["progress"] is None


async def test_large_lists_are_compressed(open_world: World) -> None:
    for _ in range(300):
        open_world.secret("x" * 300)
    async with web_client(open_world) as client:
        packed = await client.ask("GET", SECRETS)  # aiohttp asks for gzip and unpacks
        assert packed.headers["Content-Encoding"] == "gzip" and len(packed.json) == 300
        plain = await client.ask("GET", SECRETS, Accept_Encoding="identity")
        assert "Content-Encoding" not in plain.headers and plain.json == packed.json


async def test_head_and_options(client: WebClient, open_world: World) -> None:
    where = f"{SECRETS}/{open_world.secret().uuid}"
    read, head = await client.ask("GET", where), await client.ask("HEAD", where)
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", read.headers["ETag"])
    assert head.headers["Content-Length"] == str(len(read.body))
    options = await client.ask("OPTIONS", where, token="", Origin="http://elsewhere")
    assert options.status == 204
    assert options.headers["Access-Control-Allow-Methods"] == "GET, PATCH, DELETE, HEAD, OPTIONS"
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "Authorization" in options.headers["Access-Control-Allow-Headers"]
    assert (await client.ask("OPTIONS", "/rest/v1/nothing")).status == 404


async def test_a_body_that_stops_coming(world: World) -> None:
    async with world.listening(Limits(silence=0.2)):
        head = f"POST {SECRETS} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{{"
        assert b" 408 " in await world.raw(head.encode())
