"""The small classes: message, secret, subject and auth."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.objects.memory import as_caller, log_in, make_context
from xapid.model.errors import XenError
from xapid.objects import auth, message, role_records, secret
from xapid.objects.context import Context
from xapid.objects.message import Cls, Message, post
from xapid.objects.pool import Pool
from xapid.objects.role import Role
from xapid.objects.secret import Secret
from xapid.objects.session import Session
from xapid.objects.subject import messages as subject


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    return make_context(tmp_path)


def note(ctx: Context, name: str = "VM_STARTED", priority: int = 5, age: float = 0.0) -> Message:
    made = post(ctx, name, priority, Cls.VM, "uuid", "body")
    with ctx.change():
        made.timestamp -= timedelta(seconds=age)
    return made


async def test_a_note_is_about_something_that_exists(ctx: Context) -> None:
    with ctx.change():
        pool = ctx.store.create(Pool)
    made = await message.create(ctx, "HELLO", 3, Cls.Pool, pool.uuid, "body")
    assert (made.name, made.priority, made.cls, made.body) == ("HELLO", 3, "Pool", "body")
    assert made.obj_uuid == pool.uuid
    assert made.timestamp.microsecond == 0
    for cls in (Cls.VM, Cls.VMPP):
        with pytest.raises(XenError) as caught:
            await message.create(ctx, "HELLO", 3, cls, pool.uuid, "")
        assert caught.value.description == ["UUID_INVALID", cls, pool.uuid]


async def test_notes_are_found_by_object_time_uuid_and_expression(ctx: Context) -> None:
    old, new = note(ctx, age=100), note(ctx, name="OTHER")
    since = datetime.now(UTC) - timedelta(seconds=50)
    assert list(await message.get_since(ctx, since)) == [new.ref]
    assert list(await message.get_since(ctx, since.replace(tzinfo=None))) == [new.ref]
    assert list(await message.get(ctx, Cls.VM, "uuid", since)) == [new.ref]
    assert await message.get(ctx, Cls.SR, "uuid", since) == {}
    assert await message.get_all(ctx) == [old, new]
    assert list(await message.get_all_records(ctx)) == [old.ref, new.ref]
    assert list(await message.get_all_records_where(ctx, 'field "name" = "OTHER"')) == [new.ref]
    assert (await message.get_record(ctx, old)).obj is old
    assert await message.get_by_uuid(ctx, old.uuid) is old
    with pytest.raises(XenError, match="UUID_INVALID"):
        await message.get_by_uuid(ctx, "none")


async def test_notes_are_removed_by_reference_and_by_filter(ctx: Context) -> None:
    one, *some = (note(ctx) for _ in range(3))
    await message.destroy(ctx, one)
    await message.destroy_many(ctx, some)
    assert await message.get_all(ctx) == []
    old, urgent, new = note(ctx, age=100), note(ctx, age=100, priority=1), note(ctx)
    middle = (datetime.now(UTC) - timedelta(seconds=50)).strftime("%Y%m%dT%H:%M:%SZ")
    await message.destroy_all(ctx, {"before": middle, "priority": "5"})
    assert await message.get_all(ctx) == [urgent, new] and not old.alive
    await message.destroy_all(ctx, {"after": middle})
    assert await message.get_all(ctx) == [urgent]
    for bad in ({"colour": "red"}, {"priority": "high"}, {"before": "then"}):
        with pytest.raises(XenError):
            await message.destroy_all(ctx, bad)
    assert await message.get_all(ctx) == [urgent]
    await message.destroy_all(ctx, {})
    assert await message.get_all(ctx) == []


async def test_the_oldest_notes_make_room(tmp_path: Path) -> None:
    ctx = make_context(tmp_path, messages_kept=3)
    notes = [note(ctx) for _ in range(5)]
    assert await message.get_all(ctx) == notes[2:]


async def test_a_secret_is_introduced_once(ctx: Context) -> None:
    made = await secret.introduce(ctx, "uuid", "hidden", {"a": "b"})
    assert made is not None and ctx.store.by_uuid(Secret, "uuid") is made
    assert (made.value, made.other_config) == ("hidden", {"a": "b"})
    with pytest.raises(XenError, match="UUID_INVALID"):
        await secret.introduce(ctx, "uuid", "x")


async def test_subjects_have_roles(ctx: Context) -> None:
    role_records.install(ctx.store)
    by_name = {r.name_label: r for r in ctx.store.all(Role)}
    made = await subject.create(ctx, {"subject_identifier": "S-1", "other_config": {"subject-name": "me"}})
    assert made.roles == [by_name["pool-admin"]]
    with pytest.raises(XenError, match="SUBJECT_ALREADY_EXISTS"):
        await subject.create(ctx, {"subject_identifier": "S-1"})
    with pytest.raises(XenError, match="ROLE_ALREADY_EXISTS"):
        await subject.add_to_roles(ctx, made, by_name["pool-admin"])
    with pytest.raises(XenError, match="ROLE_NOT_FOUND"):
        await subject.add_to_roles(ctx, made, by_name["vm.start"])
    await subject.add_to_roles(ctx, made, by_name["read-only"])
    await subject.remove_from_roles(ctx, made, by_name["pool-admin"])
    with pytest.raises(XenError, match="ROLE_NOT_FOUND"):
        await subject.remove_from_roles(ctx, made, by_name["pool-admin"])
    names = await subject.get_permissions_name_label(ctx, made)
    assert "vm.get_all" in names and "vm.start" not in names


async def test_a_subject_that_goes_is_logged_out(ctx: Context) -> None:
    made, other = await subject.create(ctx, {"subject_identifier": "S-1"}), log_in(ctx)
    session = log_in(ctx, "me", "read-only")
    with ctx.change():
        session.subject = made
    await subject.destroy(as_caller(ctx, other), made)
    assert ctx.store.all(Session) == [other]


async def test_there_is_no_external_authentication(ctx: Context) -> None:
    for ask in (
        auth.get_subject_identifier,
        auth.get_subject_information_from_identifier,
        auth.get_group_membership,
    ):
        with pytest.raises(XenError, match="AUTH_IS_DISABLED"):
            await ask(ctx, "somebody")
