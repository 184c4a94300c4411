"""The audit log through the front door: which calls are in it, and what it says of them."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.rpc.world import PASSWORD, World, parts
from xapid.model.errors import XenError
from xapid.objects import catalog
from xapid.objects.audit import is_audited
from xapid.objects.secret import Secret
from xapid.rpc.caller import Caller

CALLER = Caller("192.0.2.7", user_agent="test agent")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def lines(world: World, call: str = "") -> list[str]:
    assert world.services.audit.flush(10)
    text = b"".join(world.services.audit.read("")).decode()
    return [line for line in text.splitlines() if f" {call}" in line]


async def call(world: World, method: str, *params: Any) -> Any:
    return await world.call(method, *params, caller=CALLER)


async def fails(world: World, method: str, *params: Any) -> str:
    with pytest.raises(XenError) as caught:
        await call(world, method, *params)
    return caught.value.code


async def test_a_change_is_written_down_with_everything_but_secrets(world: World) -> None:
    session = world.session()
    made = await call(world, "secret.create", session.ref, {"value": "top secret", "other_config": {}})
    uuid = world.store.get(getattr(made, "ref", made)).uuid
    (line,) = lines(world, "secret.create")
    assert re.match(r"\d{4}-\d\d-\d\dT\S+Z ALLOWED OK secret\.create user=root kind=LOCAL_SUPERUSER ", line)
    assert f"session={session.uuid}" in line and "origin=192.0.2.7" in line and 'agent="test agent"' in line
    assert f"result=secret:({uuid})" in line
    await call(world, "secret.set_value", session.ref, getattr(made, "ref", made), "another secret")
    assert f"self=secret:({uuid})" in lines(world, "secret.set_value")[0]
    everything = "\n".join(lines(world))
    assert "top secret" not in everything and "another secret" not in everything
    assert session.ref not in everything


async def test_reads_are_not(world: World) -> None:
    session = world.session()
    await call(world, "secret.get_all", session.ref)
    await call(world, "secret.get_all_records", session.ref)
    assert world.store.generation == world.store.durable_generation
    world.dispatcher.immediate(CALLER, "secret.get_all", [session.ref])
    assert lines(world, "secret") == []


async def test_denials_are_even_of_reads(world: World) -> None:
    session, secret = world.session("vm-admin", "eve"), world.secret()
    assert await fails(world, "secret.set_value", session.ref, secret.ref, "x") == "RBAC_PERMISSION_DENIED"
    with pytest.raises(XenError):
        world.dispatcher.immediate(CALLER, "secret.get_value", [session.ref, secret.ref])
    (write,), (read,) = lines(world, "secret.set_value"), lines(world, "secret.get_value")
    for line in (write, read):
        assert " DENIED ERROR:RBAC_PERMISSION_DENIED " in line and "user=eve" in line and "kind=USER" in line
        assert f"secret:({secret.uuid})" in line


async def test_failures_and_logins(world: World) -> None:
    assert (
        await fails(world, "session.login_with_password", "root", "wr0ng") == "SESSION_AUTHENTICATION_FAILED"
    )
    ref = await call(world, "session.login_with_password", "root", PASSWORD)
    uuid = world.store.get(getattr(ref, "ref", ref)).uuid
    failed, good = lines(world, "session.login_with_password")
    assert " DENIED ERROR:SESSION_AUTHENTICATION_FAILED " in failed and "user=root" in failed
    assert "ALLOWED OK" in good and f"result=session:({uuid})" in good
    assert "wr0ng" not in failed and PASSWORD not in good
    session = world.session()
    assert await fails(world, "secret.introduce", session.ref, world.secret().uuid, "v", {}) == "UUID_INVALID"
    assert " ALLOWED ERROR:UUID_INVALID " in lines(world, "secret.introduce")[0]
    await call(world, "session.logout", session.ref)
    assert len(lines(world, "session.logout")) == 1


async def test_asynchronous_calls_are_written_down_when_they_end(world: World) -> None:
    session = world.session("read-only", "mallory")
    world.add_message(_slow, asynchronous=True)
    task = await call(world, "Async.secret._slow", session.ref, world.secret().ref)
    running = world.services.running.get(task.ref)
    if running is not None:
        with pytest.raises(XenError):
            await running
    (line,) = lines(world, "secret._slow")
    assert "DENIED ERROR:RBAC_PERMISSION_DENIED" in line and "user=mallory" in line


async def _slow(ctx: Any, secret: Secret) -> str:
    """Only here."""
    return "done"


async def test_names_cannot_forge_lines(world: World) -> None:
    forged = "x\n2026-01-01T00:00:00.000Z ALLOWED OK VM.start user=innocent"
    assert await fails(world, "session.login_with_password", forged, "p") == "SESSION_AUTHENTICATION_FAILED"
    assert len(lines(world)) == 1
    assert await fails(world, "session.login_with_password", "n" * 100_000, "p")
    assert max(map(len, lines(world))) < 1000


def test_what_counts_as_a_change() -> None:
    messages = catalog.load().messages
    for name in ("VM.start", "VM.set_name_label", "VM.add_to_other_config", "VM.destroy", "pool.join",
                 "session.login_with_password", "host.call_plugin", "subject.create"):  # fmt: skip
        assert is_audited(messages[name]), name
    for name in ("VM.get_record", "VM.get_all_records_where", "event.from", "SR.probe", "host.list_methods",
                 "VM.assert_can_boot_here", "message.get", "event.inject"):  # fmt: skip
        assert not is_audited(messages[name]), name


async def test_it_can_be_downloaded_from_a_time_on(world: World) -> None:
    session = world.session("read-only", "auditor")
    world.services.audit.append("2001-01-01T00:00:00.000Z ALLOWED OK old")
    world.services.audit.append("2031-01-01T00:00:00.000Z ALLOWED OK new")

    async def get(since: str) -> tuple[int, dict[str, str], bytes]:
        path = f"/audit_log?session_id={quote(session.ref)}{since}"
        return parts(await world.raw(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode()))

    async with world.listening():
        status, headers, body = await get("")
        assert status == 200 and headers["content-type"].startswith("text/plain")
        assert body.decode().splitlines()[0].endswith("old") and b"new" in body
        for since in ("20300101T00:00:00Z", "2030-01-01T00:00:00Z"):
            assert (await get(f"&since={since}"))[2] == b"2031-01-01T00:00:00.000Z ALLOWED OK new\n"
        assert (await get("&since=yesterday"))[0] == 400
        answer = await world.raw(b"GET /audit_log HTTP/1.1\r\nHost: x\r\n\r\n")
        assert parts(answer)[0] == 401


async def test_byte_streams_are_written_down(world: World) -> None:
    session, secret = world.session("read-only", "reader"), world.secret()
    async with world.listening():
        path = f"/import_raw_vdi?session_id={quote(session.ref)}&vdi={quote(secret.ref)}"
        answer = await world.raw(f"PUT {path} HTTP/1.1\r\nContent-Length: 0\r\n\r\n".encode())
        assert parts(answer)[0] == 403
        (line,) = lines(world, "http/put_import_raw_vdi")
        assert "DENIED ERROR:RBAC_PERMISSION_DENIED" in line and "user=reader" in line
        assert f"vdi=secret:({secret.uuid})" in line and session.ref not in line
        path = f"/import_raw_vdi?session_id={quote(world.session().ref)}&vdi={quote(secret.ref)}"
        await world.raw(f"PUT {path} HTTP/1.1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        assert "ALLOWED ERROR:" in lines(world, "http/put_import_raw_vdi")[1]


async def test_other_hosts_may_add_lines(world: World) -> None:
    session = world.session()
    assert await fails(world, "pool.audit_log_append", session.ref, "x") == "INTERNAL_ERROR"
    with world.store.change():
        session.pool = True
    await call(world, "pool.audit_log_append", session.ref, "a line\nof another host")
    assert any(line.endswith(" APPENDED a line of another host") for line in lines(world, "APPENDED"))
