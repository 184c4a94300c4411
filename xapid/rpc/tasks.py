"""The records of calls under way: made, reported on, and completed once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from xapid.model.errors import XenError, handle_invalid
from xapid.model.types import NEVER, NULL_REF
from xapid.objects.context import Report
from xapid.objects.services import Services
from xapid.objects.session import Session
from xapid.objects.task import Task, TaskAllowedOperations, TaskStatusType
from xapid.rpc.caller import Caller
from xapid.rpc.xml_writer import write_value
from xapid.store.store import Store

#: Progress is told in steps of this, so that a long copy does not make thousands of changes.
_STEP = 0.01


def begin(store: Store, services: Services, label: str, caller: Caller, session: Session | None, *,
          transient: bool) -> Task:  # fmt: skip
    """Make the pending task of a call. HANDLE_INVALID when the parent it names does not exist."""
    parent = find(store, caller.subtask_of) if caller.subtask_of else None
    host = getattr(services, "host", None)
    with store.change():
        return store.create(
            Task,
            transient=transient,
            name_label=label,
            type="<none/>",
            status=TaskStatusType.pending,
            created=datetime.now(UTC),
            finished=NEVER,
            resident_on=host.ref if host is not None else NULL_REF,
            subtask_of=parent,
            session=session,
            other_config=dict(caller.other_config),
            allowed_operations=(TaskAllowedOperations.cancel,),
        )


def find(store: Store, ref: str) -> Task:
    """The living task with that reference. Raises HANDLE_INVALID."""
    task = store.get(ref)
    if not isinstance(task, Task):
        raise handle_invalid("task", ref)
    return task


def take_over(store: Store, ref: str, session: Session | None) -> Task:
    """A task that the client made before, to run as it. HANDLE_INVALID when there is none of the caller's."""
    task = find(store, ref)
    if session is not None and not session.is_local_superuser and not _same_user(task, session):
        raise XenError("RBAC_PERMISSION_DENIED", "task.destroy/any", "The task belongs to another user")
    return task


def _same_user(task: Any, session: Session) -> bool:
    return task.session is not None and task.session.auth_user_sid == session.auth_user_sid


def reporter(store: Store, task: Task) -> Report:
    """What sets the progress of a task while it is pending."""

    def report(fraction: float) -> None:
        if not task.alive or task.status != TaskStatusType.pending:
            return
        if abs(fraction - task.progress) >= _STEP or fraction >= 1.0 > task.progress:
            with store.change():
                task.progress = min(max(float(fraction), 0.0), 1.0)

    return report


def succeed(store: Store, task: Task, result: str) -> None:
    """Complete a pending task; ``result`` is XML-RPC text, or empty."""
    if task.alive and task.status == TaskStatusType.pending:
        with store.change():
            task.result = result
            _end(store, task, TaskStatusType.success)


def fail(store: Store, task: Task, error: XenError) -> None:
    """Complete a pending task with an error."""
    if task.alive and task.status == TaskStatusType.pending:
        cancelled = error.code == "TASK_CANCELLED"
        with store.change():
            task.error_info = error.description
            _end(store, task, TaskStatusType.cancelled if cancelled else TaskStatusType.failure)


def _end(store: Store, task: Any, status: TaskStatusType) -> None:
    task.status, task.progress, task.finished = status, 1.0, datetime.now(UTC)
    task.allowed_operations = ()
    if TaskAllowedOperations.destroy in task.current_operations.values():
        store.destroy(task)


def drop(store: Store, task: Task) -> None:
    """Remove the record of a call that was answered."""
    if task.alive:
        with store.change():
            store.destroy(task)


def result_text(value: Any) -> str:
    """What stands in ``result`` of a task: XML-RPC, whatever the caller speaks."""
    return write_value(value).decode()
