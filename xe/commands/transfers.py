"""Files between the user's machine and the daemon's byte streams, each under a task."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.failures import Stop
from xe.commands.progress import Show, follow, is_pending, raise_failure
from xe.commands.values import Row
from xe.conversation import GONE

#: Says of a task that nobody has begun with it.
_NOT_BEGUN = -1.0

#: Seconds in which a transfer ends by itself whose client has left.
_PATIENCE = 10.0

#: Lets the client transfer a file to or from a URL: whether it could.
Move = Callable[[str], Awaitable[bool]]


async def transfer(cli: Cli, label: str, move: Move, path: str, query: dict[str, str],
                   show: Show | None = None) -> Row:  # fmt: skip
    """Let the client get or put a file at ``path``; the task of it, ended. Raises its error.

    The query gets the session and the task, which is the user's (task-uuid) or made and forgotten here.
    """
    given = cli.params.get("task-uuid")
    task = await cli.by_uuid("task", given) if given else await cli.call("task.create", label, "")
    try:
        await cli.call("task.set_progress", task, _NOT_BEGUN)
        words = {"session_id": cli.session, "task_id": task, **query}
        url = f"{path}?{urlencode(words, errors='surrogateescape')}"
        moved, ended = await _moved(cli, task, move(url), show)
        raise_failure(ended, XenError("CLIENT_ERROR"))
        if not moved:
            raise XenError("CLIENT_ERROR")
        return ended
    finally:
        if not given:
            await cli.call("task.destroy", task)


async def _moved(cli: Cli, task: str, moving: Awaitable[bool], show: Show | None) -> tuple[bool, Row]:
    """Whether the client could transfer the file, and the task, which ends even if the client leaves."""
    following = asyncio.create_task(follow(cli, task, show))
    try:
        moved = await moving
        if not moved:
            await _give_up(cli, task)
        return moved, await following
    except GONE:
        await _abandon(cli, task)
        raise
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def _abandon(cli: Cli, task: str) -> None:
    """The client has left: its task fails, by itself or when that takes too long."""
    await _give_up(cli, task)
    end, token = time.monotonic() + _PATIENCE, ""
    while is_pending(await cli.record("task", task)):
        left = end - time.monotonic()
        if left <= 0:
            await cli.call("task.cancel", task)
            return
        token = (await cli.call("event.from", [f"task/{task}"], token, left if token else 0.0))["token"]


async def _give_up(cli: Cli, task: str) -> None:
    """Fail a task that no handler took on."""
    if await cli.call("task.get_progress", task) < 0:
        await cli.call("task.set_status", task, "failure")


async def download(cli: Cli, label: str, filename: str, path: str, query: dict[str, str]) -> None:
    """Let the client fetch a file, and say how it went. Ends the command when it did not go well."""
    await _announced(cli, label, filename, lambda url: cli.conversation.get(filename, url), path, query)


async def upload(cli: Cli, label: str, filename: str, path: str, query: dict[str, str]) -> None:
    """Let the client send a file, and say how it went. Ends the command when it did not go well."""
    await _announced(cli, label, filename, lambda url: cli.conversation.put(filename, url), path, query)


async def _announced(cli: Cli, label: str, filename: str, move: Move, path: str,
                     query: dict[str, str]) -> None:  # fmt: skip
    try:
        await transfer(cli, label, move, path, query)
    except XenError as error:
        if error.code == "TASK_CANCELLED":
            await cli.conversation.complain(f"{label} cancelled\n")
        elif error.code == "CLIENT_ERROR":
            await cli.conversation.complain(f"{label} failed, unknown error\n")
        else:
            raise
        raise Stop(1) from None
    if filename:
        await cli.printer.print(f"{label} succeeded")


@asynccontextmanager
async def progress_bar(cli: Cli) -> AsyncIterator[Show | None]:
    """What draws the bar of a transfer, if the user wants that; its line ends with the block."""
    if not cli.flag("progress"):
        yield None
        return
    drawing = Bar(cli)
    try:
        yield drawing.show
    except XenError:
        await drawing.break_off()
        raise
    await drawing.finish()


class Bar:
    """A bar of 80 columns on stderr that grows with a task."""

    def __init__(self, cli: Cli) -> None:
        self._cli = cli
        self._began = time.monotonic()
        self._drawn = ""

    async def show(self, done: float) -> None:
        """Draw the bar when it has grown."""
        if 0 <= done <= 1:
            text = bar(done, time.monotonic() - self._began)
            if text[4:59] != self._drawn:
                self._drawn = text[4:59]
                await self._cli.conversation.complain(f"\r{text}")

    async def break_off(self) -> None:
        """Leave the line to what went wrong."""
        if self._drawn:
            await self._cli.conversation.complain("\n")

    async def finish(self) -> None:
        """Say how long it took."""
        seconds = int(time.monotonic() - self._began)
        await self._cli.conversation.complain(f"\nTotal time: {_clock(seconds)}\n")


_TURNS = "-\\|/"
_COLUMNS = 55


def bar(done: float, seconds: float) -> str:
    """The bar after so many seconds, with how long the rest will take."""
    filled = int(done * _COLUMNS)
    line = ("#" * (filled - 1) + ">") if filled else ""
    left = seconds / done - seconds if done > 0 else -1.0
    turn = _TURNS[int(done * 100) % len(_TURNS)]
    return f"[{turn}] {line.ljust(_COLUMNS)}  ({int(done * 100):3d}% ETA {_eta(left)})".ljust(80)


def _eta(seconds: float) -> str:
    if not 0 <= seconds < 100_000 * 3600:
        return "++:++:++"
    hours = int(seconds) // 3600
    return _clock(int(seconds)) if hours < 100 else f"{hours:05d}:{int(seconds) // 60 % 60:02d}"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
