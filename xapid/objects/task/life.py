"""The life of a task: begun by the dispatcher or a client, completed once, forgotten after a while."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from xapid.model.errors import XenError
from xapid.model.types import NEVER, NULL_REF
from xapid.objects.session.declaration import Session
from xapid.objects.task.declaration import Task, TaskAllowedOperations, TaskStatusType
from xapid.store.store import Store

#: Seconds: how long a completed task is kept, and a pending one that does not come on.
KEEP_COMPLETED = 3_900
KEEP_PENDING = 86_400

#: Above this many tasks the oldest completed ones go.
KEEP_TASKS = 200

#: Progress is told in steps of this, so that a long copy does not make thousands of changes.
PROGRESS_STEP = 0.01

#: When a pending task last came on, on the monotonic clock.
_came_on: WeakKeyDictionary[Task, float] = WeakKeyDictionary()

#: Who started a task; outlives the session that did.
_owners: WeakKeyDictionary[Task, str] = WeakKeyDictionary()


def begin(store: Store, label: str, session: Session | None, *, description: str = "",
          subtask_of: Task | None = None, host_ref: str = NULL_REF,
          other_config: dict[str, str] | None = None, transient: bool = False,
          by_client: bool = False) -> Task:  # fmt: skip
    """Make a pending task.

    ``transient``: not written to the database, as for a call whose caller waits.
    ``by_client``: a client does the work and will complete it; else this daemon
    does, so it can be cancelled, and fails when the daemon ends.
    """
    with store.change():
        task = store.create(
            Task,
            transient=transient,
            name_label=label,
            name_description=description,
            type="<none/>",
            status=TaskStatusType.pending,
            created=datetime.now(UTC),
            finished=NEVER,
            resident_on=host_ref,
            subtask_of=subtask_of,
            session=session,
            other_config=dict(other_config or {}),
            allowed_operations=() if by_client else (TaskAllowedOperations.cancel,),
            externalpid=0 if by_client else os.getpid(),
        )
    if session is not None:
        _owners[task] = session.auth_user_sid
    return task


def owner(task: Task) -> str | None:
    """The auth_user_sid of who started the task; None when that is not known any more."""
    return _owners.get(task)


def is_of_client(task: Task) -> bool:
    """Whether a client made the task, and this daemon does not work on it."""
    return bool(task.externalpid == 0)


def take_over(task: Task) -> None:
    """From now on this daemon does the work of a task that a client had made."""
    with _store(task).change():
        task.externalpid = os.getpid()
        task.allowed_operations = (TaskAllowedOperations.cancel,)
        task.progress = 0.0


def progress(task: Task, fraction: float) -> None:
    """Say how much of a pending task is done; steps below one in a hundred are left out."""
    if not is_pending(task):
        return
    came_on(task)
    if abs(fraction - task.progress) >= PROGRESS_STEP or fraction >= 1.0 > task.progress:
        with _store(task).change():
            task.progress = min(max(float(fraction), 0.0), 1.0)


def came_on(task: Task) -> None:
    """Note that somebody works on the task just now."""
    _came_on[task] = time.monotonic()


def succeed(task: Task, result_text: str = "") -> None:
    """Complete a pending task; the text is its result, encoded as in XML-RPC."""
    if is_pending(task):
        with _store(task).change():
            task.result = result_text
            complete(task, TaskStatusType.success)


def fail(task: Task, error: XenError) -> None:
    """Complete a pending task with an error; TASK_CANCELLED makes it cancelled."""
    if is_pending(task):
        cancelled = error.code == "TASK_CANCELLED"
        with _store(task).change():
            task.error_info = error.description
            complete(task, TaskStatusType.cancelled if cancelled else TaskStatusType.failure)


def drop(task: Task) -> None:
    """Remove the task of a call whose answer is ready."""
    if task.alive:
        with _store(task).change():
            _store(task).destroy(task)


def is_pending(task: Task) -> bool:
    """Whether the task still exists and was not completed."""
    return task.alive and task.status in (TaskStatusType.pending, TaskStatusType.cancelling)


def complete(task: Task, status: TaskStatusType) -> None:
    """Within a change: end a task; one that a client destroyed meanwhile goes now."""
    task.status, task.progress, task.finished = status, 1.0, datetime.now(UTC)
    task.allowed_operations = ()
    if TaskAllowedOperations.destroy in task.current_operations.values():
        _store(task).destroy(task)


def _store(task: Task) -> Any:
    return task.store


def fail_orphans(store: Store) -> int:
    """At start: fail what a daemon before us had under way. Returns how many.

    Tasks that clients complete themselves go on. How far those had come that ended before was not kept.
    """
    with store.change():
        for ended in (t for t in store.all(Task) if not is_pending(t)):
            ended.progress = 1.0
    error = XenError("INTERNAL_ERROR", "xapid was stopped while the operation was under way")
    orphans = [t for t in store.all(Task) if is_pending(t) and not is_of_client(t)]
    for task in orphans:
        fail(task, error)
    return len(orphans)


def clean_up(store: Store, now: datetime | None = None) -> int:
    """Forget old tasks: see the limits above. Returns how many."""
    now = now or datetime.now(UTC)
    completed = sorted((t for t in store.all(Task) if not is_pending(t)), key=lambda t: t.finished)
    gone = [t for t in completed if now - t.finished > timedelta(seconds=KEEP_COMPLETED)]
    gone += [t for t in store.all(Task) if is_pending(t) and _is_stuck(t, now)]
    surplus = len(store.table(Task)) - len(gone) - KEEP_TASKS
    if surplus > 0:
        gone += [t for t in completed if t not in set(gone)][:surplus]
    with store.change():
        for task in gone:
            store.destroy(task)
    return len(gone)


def _is_stuck(task: Task, now: datetime) -> bool:
    """Whether a pending task did not come on for a day."""
    worked_on = _came_on.get(task)
    if worked_on is not None:
        return time.monotonic() - worked_on > KEEP_PENDING
    return now - task.created_ > timedelta(seconds=KEEP_PENDING)
