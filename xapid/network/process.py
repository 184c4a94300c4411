"""Finding, watching and ending processes that outlive this one."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

Argv = tuple[str, ...]


def argv_of(pid: int) -> Argv:
    """The command line of a process; empty if it is gone or a zombie."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return ()
    return tuple(os.fsdecode(word) for word in raw.rstrip(b"\0").split(b"\0")) if raw else ()


def find_processes(argument: str) -> dict[int, Argv]:
    """The processes that have exactly this argument, by id. Blocks: reads all of /proc."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdecimal() and argument in (argv := argv_of(int(entry))):
            found[int(entry)] = argv
    return found


@contextmanager
def _handle(pid: int, argv: Argv) -> Iterator[int | None]:
    # A pidfd pins the process: the command line is compared after opening, so a reused id is noticed.
    try:
        fd = os.pidfd_open(pid)
    except ProcessLookupError:
        yield None
        return
    try:
        yield fd if argv_of(pid) == argv else None
    finally:
        os.close(fd)


async def wait_gone(pid: int, argv: Argv) -> None:
    """Return when the process that has this command line has ended."""
    with _handle(pid, argv) as fd:
        if fd is not None:
            await _readable(fd)


async def end_process(pid: int, argv: Argv, *, patience: float = 3) -> None:
    """End the process that has this command line; kill it when it takes longer than `patience` seconds."""
    with _handle(pid, argv) as fd:
        if fd is None:
            return
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(fd, signal.SIGTERM)
            try:
                async with asyncio.timeout(patience):
                    await _readable(fd)
            except TimeoutError:
                signal.pidfd_send_signal(fd, signal.SIGKILL)
                await _readable(fd)


async def _readable(fd: int) -> None:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(fd, ended.set)
    try:
        await ended.wait()
    finally:
        loop.remove_reader(fd)
