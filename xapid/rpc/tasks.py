"""The records of calls and byte streams under way, as the caller wants them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from xapid.model.errors import XenError, handle_invalid
from xapid.model.types import NULL_REF
from xapid.objects.services import Services
from xapid.objects.session import Session
from xapid.objects.task import Task, life
from xapid.objects.task.messages import check_owner
from xapid.rpc.caller import Caller
from xapid.rpc.xml_writer import write_value
from xapid.store.store import Store

log = logging.getLogger(__name__)

#: Seconds until the end of a task that the database refused is written down again.
REFUSED_SECONDS = 1.0


def begin(store: Store, services: Services, label: str, caller: Caller, session: Session | None, *,
          transient: bool) -> Task:  # fmt: skip
    """Make the pending task of a call. HANDLE_INVALID when the parent it names does not exist."""
    host = getattr(services, "host", None)
    return life.begin(
        store, label, session, transient=transient, other_config=caller.other_config,
        subtask_of=find(store, caller.subtask_of) if caller.subtask_of else None,
        host_ref=host.ref if host is not None else NULL_REF,
    )  # fmt: skip


def find(store: Store, ref: str) -> Task:
    """The living task with that reference. Raises HANDLE_INVALID."""
    task = store.get(ref)
    if not isinstance(task, Task):
        raise handle_invalid("task", ref)
    return task


def take_over(store: Store, ref: str, session: Session | None) -> Task:
    """A task that the client made before, to run as it.

    Raises HANDLE_INVALID when there is none, RBAC_PERMISSION_DENIED when it is another user's.
    """
    task = find(store, ref)
    check_owner(session, task)
    life.take_over(task)
    return task


def end(task: Task, complete: Callable[[], None]) -> None:
    """Write down how a task ended; what the journal refuses is left to ``see_through``."""
    try:
        complete()
    except XenError as error:
        log.warning("%s: its task could not be completed: %s", task.name_label, error)


async def see_through(store: Store, task: Task, complete: Callable[[], None]) -> None:
    """A task whose end the database refuses is ended again until it is written down."""
    while True:
        try:
            await store.durable()
        except XenError:
            await asyncio.sleep(REFUSED_SECONDS)
        if not life.is_pending(task):
            return
        end(task, complete)


def result_text(value: Any) -> str:
    """What stands in ``result`` of a task: XML-RPC, whatever the caller speaks."""
    return write_value(value).decode()
