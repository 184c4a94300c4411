"""Calls that are tasks: their record, progress, result, cancelling, and outliving the client."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.rpc.world import CALLER, World
from xapid.model.errors import XenError
from xapid.model.roles import READ_ONLY
from xapid.model.types import NEVER
from xapid.objects.context import Context
from xapid.objects.secret import Secret
from xapid.objects.task import Task
from xapid.rpc.caller import Caller


async def until(condition: Callable[[], Any]) -> None:
    """Give the loop its turns until the condition holds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0)


async def ended(task: Any) -> None:
    """Wait until the task is no longer pending."""
    await until(lambda: task.status != "pending")


class Gate:
    """A message that reports, waits to be let through, and notes how it ended."""

    def __init__(self, world: World) -> None:
        self.entered, self.open = asyncio.Event(), asyncio.Event()
        self.contexts: list[Context] = []
        self.undone = False

        async def wait(ctx: Context, secret: Secret) -> str:
            self.contexts.append(ctx)
            ctx.progress(0.25)
            self.entered.set()
            try:
                await self.open.wait()
            except asyncio.CancelledError:
                self.undone = True
                raise
            return f"<{secret.value}>"

        self.name = world.add_message(wait, asynchronous=True)


async def test_an_async_call_answers_its_task_at_once(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret("a&b")
    task: Any = await world.call(f"Async.{gate.name}", session.ref, secret.ref)
    assert isinstance(task, Task) and not task.transient
    assert (task.name_label, task.name_description, task.type) == (f"Async.{gate.name}", "", "<none/>")
    assert (task.status, task.finished, task.backtrace) == ("pending", NEVER, "()")
    assert task.session is session and session.tasks == [task]
    assert task.allowed_operations == ("cancel",)
    await gate.entered.wait()
    assert task.progress == 0.25
    gate.open.set()
    await until(lambda: task.status != "pending")
    assert (task.status, task.progress, task.allowed_operations) == ("success", 1.0, ())
    assert task.result == "<value>&lt;a&amp;b&gt;</value>"
    assert task.finished >= task.created_ and world.services.running == {}
    await world.call("task.destroy", session.ref, task.ref)
    assert not task.alive


async def test_a_sync_call_has_a_task_only_while_it_runs(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret("x")
    calling = asyncio.create_task(world.call(gate.name, session.ref, secret.ref))
    await gate.entered.wait()
    (task,) = world.store.all(Task)
    assert task.transient and task.name_label == gate.name and task.status == "pending"
    gate.open.set()
    assert await calling == "<x>"
    assert not task.alive and world.store.all(Task) == []


async def test_a_sync_call_goes_on_when_its_client_leaves(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret()
    calling = asyncio.create_task(world.call(gate.name, session.ref, secret.ref))
    await gate.entered.wait()
    calling.cancel()
    await asyncio.wait([calling])
    (task,) = world.store.all(Task)
    gate.open.set()
    await until(lambda: not task.alive)
    assert not gate.undone


@pytest.mark.parametrize("prefix", ["", "Async."])
async def test_cancelling(world: World, prefix: str) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret()
    calling = asyncio.create_task(world.call(prefix + gate.name, session.ref, secret.ref))
    await gate.entered.wait()
    (task,) = world.store.all(Task)
    await world.call("task.cancel", session.ref, task.ref)
    if prefix:
        await until(lambda: task.status != "pending")
        assert (task.status, task.error_info) == ("cancelled", ("TASK_CANCELLED", task.ref))
        assert task is await calling
    else:
        with pytest.raises(XenError) as caught:
            await calling
        assert caught.value.description == ["TASK_CANCELLED", task.ref]
    assert gate.undone


async def test_a_task_that_is_cancelled_before_its_first_step_ends_all_the_same(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret()
    task = await world.call(f"Async.{gate.name}", session.ref, secret.ref)
    world.services.running[task.ref].cancel()
    await until(lambda: task.status != "pending")
    assert task.status == "cancelled" and not gate.entered.is_set()


async def test_errors_found_early_and_late(world: World) -> None:
    gate, secret = Gate(world), world.secret()
    name, reader, root = f"Async.{gate.name}", world.session(READ_ONLY, "eve"), world.session()
    for params, code in (([], "MESSAGE_PARAMETER_COUNT_MISMATCH"), ([root.ref, 5], "INTERNAL_ERROR"),
                         (["bad", secret.ref], "SESSION_INVALID")):  # fmt: skip
        with pytest.raises(XenError) as caught:
            await world.call(name, *params)
        assert caught.value.code == code
    for session, ref, code in (
        (reader, secret.ref, "RBAC_PERMISSION_DENIED"),
        (root, "dead", "HANDLE_INVALID"),
    ):
        task = await world.call(name, session.ref, ref)
        await ended(task)
        assert task.status == "failure" and task.error_info[0] == code
    assert not gate.entered.is_set()


async def test_a_task_destroyed_while_it_runs_goes_when_it_ends(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret()
    task = await world.call(f"Async.{gate.name}", session.ref, secret.ref)
    await gate.entered.wait()
    await world.call("task.destroy", session.ref, task.ref)
    assert task.alive and set(task.current_operations.values()) == {"destroy"}
    gate.open.set()
    await until(lambda: not task.alive)


async def test_what_headers_say_of_tasks(world: World) -> None:
    gate, session, secret = Gate(world), world.session(), world.secret()
    parent = await world.call("task.create", session.ref, "parent", "")
    caller = Caller(subtask_of=parent.ref, other_config={"http:a": "b"}, user_agent="tests", originator="me")
    child = await world.call(f"Async.{gate.name}", session.ref, secret.ref, caller=caller)
    assert parent.subtasks == [child] and child.other_config == {"http:a": "b"}
    await gate.entered.wait()
    assert gate.contexts[0].request["user_agent"] == "tests"
    gate.open.set()
    own = await world.call("task.create", session.ref, "mine", "")
    assert await world.call(gate.name, session.ref, secret.ref, caller=Caller(task_id=own.ref)) == "<hidden>"
    assert own.alive and own.status == "success" and own.result == "<value>&lt;hidden&gt;</value>"
    with pytest.raises(XenError, match="HANDLE_INVALID"):
        await world.call(gate.name, session.ref, secret.ref, caller=Caller(task_id="OpaqueRef:none"))
    stranger = world.session(READ_ONLY, "eve")
    other = await world.call("task.create", stranger.ref, "hers", "")
    hers = await world.call("task.create", session.ref, "mine", "")
    with pytest.raises(XenError, match="RBAC_PERMISSION_DENIED"):
        await world.call("session.get_all_subject_identifiers", stranger.ref, caller=Caller(task_id=hers.ref))
    assert other.status == hers.status == "pending"


async def test_reads_and_the_classes_task_and_event_make_no_tasks(world: World) -> None:
    made: list[Task] = []
    world.store.before_change_ends.append(
        lambda change: made.extend(o for o in change.created if type(o) is Task)
    )
    session, secret = world.session(), world.secret()
    await world.call("secret.get_value", session.ref, secret.ref)
    await world.call("secret.set_value", session.ref, secret.ref, "new")
    task = await world.call("task.create", session.ref, "a", "")
    await world.call("task.cancel", session.ref, task.ref)
    assert made == [task]
    await world.call("secret.destroy", session.ref, secret.ref)
    assert [t.name_label for t in made] == ["a", "secret.destroy"]


async def test_immediate_reads_wait_for_what_is_not_durable_yet(world: World) -> None:
    session, secret = world.session(), world.secret()
    assert world.dispatcher.immediate(CALLER, "secret.get_value", [session.ref, secret.ref]) == "hidden"
    world.store.durable_generation -= 1
    later = world.dispatcher.immediate(CALLER, "secret.get_value", [session.ref, secret.ref])
    assert later is not None and not isinstance(later, str)
    reading = asyncio.create_task(world.call("secret.get_value", session.ref, secret.ref))
    await asyncio.sleep(0)
    assert not reading.done()
    world.store.written(world.store.generation)
    assert await reading == "hidden"


async def test_a_result_that_cannot_be_written_fails_its_task(world: World) -> None:
    async def odd(ctx: Context, secret: Secret) -> object:
        return object()

    name, session = world.add_message(odd, asynchronous=True), world.session()
    task: Any = await world.call(f"Async.{name}", session.ref, world.secret().ref)
    await ended(task)
    assert (task.status, task.error_info[0]) == ("failure", "INTERNAL_ERROR")
    assert "object" in task.error_info[1]
