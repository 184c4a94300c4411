"""Sessions: who gets one, how long it lasts, and how many there may be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.objects.memory import as_caller, log_in, make_context
from xapid.model.errors import XenError
from xapid.objects.authentication import set_password
from xapid.objects.context import Context
from xapid.objects.session import Session, life, messages
from xapid.objects.task import life as tasks


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    set_password(tmp_path / "admin", "admin", "right")
    set_password(tmp_path / "admin", "guest", "right", "read-only")
    return make_context(tmp_path)


def aged(ctx: Context, session: Session, seconds: float) -> Session:
    with ctx.change():
        session.last_active = datetime.now(UTC) - timedelta(seconds=seconds)
    return session


async def test_a_right_password_opens_a_superusers_session(ctx: Context) -> None:
    session = await messages.login_with_password(ctx, "admin", "right", "1.1", "test")
    assert life.validate(ctx.store, session.ref) is session
    record = session.record()
    assert record["is_local_superuser"] and record["rbac_permissions"] == ()
    assert (record["auth_user_name"], record["originator"]) == ("admin", "test")
    assert not record["pool"] and record["subject"] == record["this_user"] == "OpaqueRef:NULL"
    assert record["uuid"] not in session.ref


async def test_a_wrong_password_is_refused_with_the_user(ctx: Context) -> None:
    with pytest.raises(XenError) as caught:
        await messages.login_with_password(ctx, "admin", "wrong", "", "")
    assert caught.value.description[:2] == ["SESSION_AUTHENTICATION_FAILED", "admin"]
    assert ctx.store.all(Session) == []


async def test_the_unix_socket_asks_for_no_password(ctx: Context) -> None:
    local = Context(ctx.store, ctx.services, request={"local_root": "true"})
    session = await messages.login_with_password(local, "root", "", "", "")
    assert session.is_local_superuser


async def test_local_logins_are_for_superusers(ctx: Context) -> None:
    session = await messages.slave_local_login_with_password(ctx, "admin", "right")
    assert session.local and not session.pool
    await messages.local_logout(as_caller(ctx, session))
    with pytest.raises(XenError, match="SESSION_AUTHENTICATION_FAILED"):
        await messages.slave_local_login_with_password(ctx, "guest", "right")
    assert ctx.store.all(Session) == []


async def test_logout_ends_it(ctx: Context) -> None:
    session = log_in(ctx)
    await messages.logout(as_caller(ctx, session))
    with pytest.raises(XenError) as caught:
        life.validate(ctx.store, session.ref)
    assert caught.value.description == ["SESSION_INVALID", session.ref]


def test_no_other_object_is_a_session(ctx: Context) -> None:
    task = tasks.begin(ctx.store, "t", None)
    for ref in (task.ref, "", "OpaqueRef:NULL", "OpaqueRef:none"):
        with pytest.raises(XenError, match="SESSION_INVALID"):
            life.validate(ctx.store, ref)


def test_last_active_moves_in_steps(ctx: Context) -> None:
    session = log_in(ctx)
    before = session.last_active
    life.validate(ctx.store, session.ref)
    assert session.last_active == before
    aged(ctx, session, 601)
    life.validate(ctx.store, session.ref)
    assert datetime.now(UTC) - session.last_active < timedelta(seconds=60)


def test_an_unused_session_expires_unless_a_task_of_it_goes_on(ctx: Context) -> None:
    idle, busy, fresh = log_in(ctx), log_in(ctx), log_in(ctx)
    task = tasks.begin(ctx.store, "t", busy)
    for session in (idle, busy):
        aged(ctx, session, life.IDLE + life.ACTIVE_STEP + 1)
    assert life.expire(ctx.store) == 1
    assert ctx.store.all(Session) == [busy, fresh]
    tasks.succeed(task)
    with pytest.raises(XenError, match="SESSION_INVALID"):
        life.validate(ctx.store, busy.ref)
    assert ctx.store.all(Session) == [fresh]


def test_too_many_sessions_cost_the_least_used(ctx: Context) -> None:
    sessions = [log_in(ctx) for _ in range(life.ROOT_LIMIT)]
    tasks.begin(ctx.store, "t", sessions[0])
    aged(ctx, sessions[1], 700)
    life.validate(ctx.store, sessions[1].ref)  # the first is busy, the second was just used
    log_in(ctx)
    assert [s.alive for s in sessions[:4]] == [True, True, False, True]
    assert len(ctx.store.all(Session)) == life.ROOT_LIMIT


def test_each_program_and_each_user_has_a_limit_of_its_own(ctx: Context) -> None:
    first = log_in(ctx)
    for _ in range(life.GROUP_LIMIT + 3):
        log_in(ctx, originator="program")
        log_in(ctx, "somebody")
    assert first.alive
    assert len(ctx.store.all(Session)) == 2 * life.GROUP_LIMIT + 1


def test_all_together_have_a_limit(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "TOTAL_LIMIT", 10)
    sessions = [log_in(ctx, originator=str(i)) for i in range(12)]
    assert ctx.store.all(Session) == sessions[2:]


async def test_users_with_a_role_are_listed_and_can_be_logged_out(ctx: Context) -> None:
    root, guest = log_in(ctx), await messages.login_with_password(ctx, "guest", "right", "", "")
    assert not guest.is_local_superuser
    assert "vm.get_all_records" in guest.rbac_permissions
    assert "vm.start" not in guest.rbac_permissions
    assert await messages.get_all_subject_identifiers(as_caller(ctx, root)) == ["guest"]
    await messages.logout_subject_identifier(as_caller(ctx, root), "guest")
    await messages.logout_subject_identifier(as_caller(ctx, root), "")
    assert ctx.store.all(Session) == [root]


async def test_a_superuser_changes_the_own_password(ctx: Context) -> None:
    session = await messages.login_with_password(ctx, "admin", "right", "", "")
    await messages.change_password(as_caller(ctx, session), "ignored", "new")
    with pytest.raises(XenError, match="SESSION_AUTHENTICATION_FAILED"):
        await messages.login_with_password(ctx, "admin", "right", "", "")
    await messages.login_with_password(ctx, "admin", "new", "", "")
    guest = await messages.login_with_password(ctx, "guest", "right", "", "")
    with pytest.raises(XenError, match="USER_IS_NOT_LOCAL_SUPERUSER"):
        await messages.change_password(as_caller(ctx, guest), "right", "new")
