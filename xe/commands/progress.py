"""Calls that run as tasks, and how their progress is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.values import Row

_SPINNER = "|/-\\"
_COLUMNS = 70

Show = Callable[[float], Awaitable[None]]


async def call_with_progress(cli: Cli, method: str, *args: Any) -> Any:
    """Call a message; when the user asked for progress, as a task whose progress is shown."""
    if "progress" not in cli.params:
        return await cli.call(method, *args)
    task = await cli.call(f"Async.{method}", *args)
    try:
        ended = await follow(cli, task, lambda done: cli.printer.complain(spinner(done)))
        await cli.printer.complain("")
        raise_failure(ended)
        return ended["result"]
    finally:
        await cli.call("task.destroy", task)


async def follow(cli: Cli, task: str, show: Show | None = None) -> Row:
    """Wait until a task has ended, showing its progress; its record."""
    token = ""
    while True:
        row = await cli.record("task", task)
        if show is not None and row["status"] != "failure":  # which leaves the progress at its end
            await show(row["progress"])
        if not is_pending(row):
            return row
        token = await cli.changes([f"task/{task}"], token)


def is_pending(task: Row) -> bool:
    """Whether a task has not ended yet."""
    return task["status"] in ("pending", "cancelling")


def raise_failure(task: Row, instead: XenError | None = None) -> None:
    """Raise the error of a task that did not succeed. ``instead``: when the task has none."""
    if task["status"] == "success":
        return
    if task["error_info"]:
        raise XenError(*task["error_info"])
    raise instead or XenError("TASK_CANCELLED", task.ref)


def spinner(done: float) -> str:
    """Progress as one line: per cent, something that turns, and a bar."""
    percent = int(done * 100)
    return f"\r {percent:3d}% {_SPINNER[percent % 4]} {'#' * int(done * _COLUMNS)}"
