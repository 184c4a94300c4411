"""Tasks: completed once, owned, cancelled, and forgotten in time."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.objects.memory import as_caller, log_in, make_context
from xapid.model.errors import XenError
from xapid.model.types import NEVER
from xapid.objects.context import Context
from xapid.objects.task import Task, TaskAllowedOperations, TaskStatusType, life, messages

CANCEL, DESTROY = TaskAllowedOperations.cancel, TaskAllowedOperations.destroy


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    root = make_context(tmp_path)
    return as_caller(root, log_in(root))


def begin(ctx: Context, **more: Any) -> Task:
    return life.begin(ctx.store, "VM.start", ctx.session, **more)


def test_a_task_begins_pending(ctx: Context) -> None:
    parent = begin(ctx)
    task = begin(ctx, subtask_of=parent)
    record = task.record()
    assert record["status"] == "pending" and record["progress"] == 0.0
    assert (record["name_label"], record["name_description"], record["type"]) == ("VM.start", "", "<none/>")
    assert record["finished"] == NEVER and record["backtrace"] == "()"
    assert record["allowed_operations"] == (CANCEL,)
    assert parent.subtasks == [task] and ctx.session is not None
    assert ctx.session.tasks == [parent, task]
    assert "session" not in record


def test_success_and_failure_complete_it(ctx: Context) -> None:
    good, bad, cancelled = begin(ctx), begin(ctx), begin(ctx)
    life.succeed(good, "<value></value>")
    life.fail(bad, XenError("VM_IS_BROKEN", 1))
    life.fail(cancelled, XenError("TASK_CANCELLED", cancelled.ref))
    assert [t.status for t in (good, bad, cancelled)] == ["success", "failure", "cancelled"]
    assert good.result == "<value></value>" and bad.error_info == ("VM_IS_BROKEN", "1")
    for task in (good, bad, cancelled):
        assert task.progress == 1.0 and task.finished > NEVER and task.allowed_operations == ()


async def test_what_is_complete_does_not_change_any_more(ctx: Context) -> None:
    task = begin(ctx)
    life.succeed(task, "first")
    before = task.record()
    life.succeed(task, "second")
    life.fail(task, XenError("X"))
    life.progress(task, 0.1)
    await messages.set_status(ctx, task, TaskStatusType.failure)
    await messages.set_progress(ctx, task, 0.3)
    await messages.cancel(ctx, task)
    assert task.record() == before


def test_progress_is_told_in_steps(ctx: Context) -> None:
    task, told = begin(ctx), set()
    for i in range(10_001):
        life.progress(task, i / 10_000)
        told.add(task.progress)
    assert len(told) <= 102 and task.progress == 1.0


async def test_a_client_completes_its_own_task(ctx: Context) -> None:
    task = await messages.create(ctx, "label", "description")
    assert task.allowed_operations == () and task.name_description == "description"
    await messages.set_progress(ctx, task, -1.0)
    assert task.progress == -1.0
    await messages.set_result(ctx, task, "r")
    await messages.set_error_info(ctx, task, ["A", "b"])
    await messages.set_status(ctx, task, TaskStatusType.success)
    assert (task.status, task.progress, task.result, task.error_info) == ("success", 1.0, "r", ("A", "b"))


async def test_destroying_a_pending_task_waits_for_its_end(ctx: Context) -> None:
    task = begin(ctx)
    await messages.destroy(ctx, task)
    assert task.alive and list(task.current_operations.values()) == [DESTROY]
    life.succeed(task, "x")
    assert not task.alive
    done = begin(ctx)
    life.succeed(done)
    await messages.destroy(ctx, done)
    assert not done.alive


async def test_cancel_stops_what_runs(ctx: Context) -> None:
    task = begin(ctx)
    running = ctx.services.running[task.ref] = asyncio.create_task(asyncio.sleep(3600))
    await asyncio.sleep(0)
    await messages.cancel(ctx, task)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert list(task.current_operations.values()) == [CANCEL]


async def test_cancel_of_what_cannot_be_stopped_is_no_error(ctx: Context) -> None:
    task = await messages.create(ctx, "label", "")
    await messages.cancel(ctx, task)
    assert task.status == "pending"


CHANGES: list[tuple[Any, tuple[Any, ...]]] = [
    (messages.destroy, ()),
    (messages.cancel, ()),
    (messages.set_status, (TaskStatusType.success,)),
    (messages.set_progress, (0.5,)),
    (messages.set_result, ("x",)),
    (messages.set_error_info, (["x"],)),
    (messages.add_to_other_config, ("k", "v")),
    (messages.remove_from_other_config, ("k",)),
    (messages.set_other_config, ({"k": "v"},)),
]


@pytest.mark.parametrize(("change", "args"), CHANGES, ids=lambda c: getattr(c, "name", ""))
async def test_only_operators_touch_the_tasks_of_others(ctx: Context, change: Any, args: Any) -> None:
    own = as_caller(ctx, log_in(ctx, "me", "read-only"))
    again = as_caller(ctx, log_in(ctx, "me", "read-only"))
    other = as_caller(ctx, log_in(ctx, "you", "vm-admin"))
    operator = as_caller(ctx, log_in(ctx, "op", "pool-operator"))
    for caller in (own, again, operator, ctx):
        await change(caller, begin(own), *args)
    task = begin(own)
    before = task.record()
    with pytest.raises(XenError) as caught:
        await change(other, task, *args)
    assert caught.value.description[:2] == ["RBAC_PERMISSION_DENIED", "task.destroy/any"]
    assert task.record() == before


async def test_other_config_behaves_like_any_map(ctx: Context) -> None:
    task = begin(ctx)
    await messages.add_to_other_config(ctx, task, "k", "v")
    with pytest.raises(XenError, match="MAP_DUPLICATE_KEY"):
        await messages.add_to_other_config(ctx, task, "k", "w")
    await messages.remove_from_other_config(ctx, task, "k")
    await messages.remove_from_other_config(ctx, task, "k")
    await messages.set_other_config(ctx, task, {"a": "b"})
    assert task.other_config == {"a": "b"}
    reader = as_caller(ctx, log_in(ctx, "me", "read-only"))
    with pytest.raises(XenError, match="RBAC_PERMISSION_DENIED"):
        await messages.set_other_config(reader, begin(reader), {"applies_to": "x"})


def aged(ctx: Context, task: Task, seconds: float) -> Task:
    with ctx.change():
        task.created_ = datetime.now(UTC) - timedelta(seconds=seconds)
        if not life.is_pending(task):
            task.finished = task.created_
    return task


def completed(ctx: Context, seconds: float) -> Task:
    task = begin(ctx)
    life.succeed(task)
    return aged(ctx, task, seconds)


def test_old_tasks_are_forgotten(ctx: Context) -> None:
    gone = [completed(ctx, life.KEEP_COMPLETED + 1), aged(ctx, begin(ctx), life.KEEP_PENDING + 1)]
    kept = [completed(ctx, life.KEEP_COMPLETED - 60), aged(ctx, begin(ctx), life.KEEP_PENDING - 60)]
    busy = aged(ctx, begin(ctx), life.KEEP_PENDING + 1)
    life.progress(busy, 0.5)
    assert life.clean_up(ctx.store) == len(gone)
    assert ctx.store.all(Task) == [*kept, busy]


def test_above_the_limit_the_oldest_completed_go(ctx: Context) -> None:
    pending = [begin(ctx) for _ in range(life.KEEP_TASKS - 1)]
    done = [completed(ctx, age) for age in (10, 30, 20)]
    life.clean_up(ctx.store)
    assert ctx.store.all(Task) == [*pending, done[0]]


async def test_what_a_daemon_left_behind_fails_and_what_clients_do_goes_on(ctx: Context) -> None:
    ours, done, theirs = begin(ctx), begin(ctx), await messages.create(ctx, "client's", "")
    taken = await messages.create(ctx, "import", "")
    life.succeed(done)
    life.take_over(taken)
    assert life.fail_orphans(ctx.store) == 2
    assert ours.status == taken.status == "failure"
    assert ours.error_info[0] == "INTERNAL_ERROR" and "stopped" in ours.error_info[1]
    assert theirs.status == "pending" and done.status == "success"
