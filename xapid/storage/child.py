"""Programs that work on images: watched for progress, killed when they stall, never outliving us."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from xapid.storage.errors import StorageTimeout

# A child dies with the daemon, so that after a kill -9 nothing goes on writing behind the new one's back.
BOUND_TO_US = ("setpriv", "--pdeathsig", "KILL", "--")
REAP_SECONDS = 2.0

Output = Callable[[bytes], None]


@asynccontextmanager
async def spawned(
    argv: Sequence[str], pass_fds: Sequence[int] = (), env: dict[str, str] | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A running child with piped output; killed when the block ends before the child does."""
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C", **(env or {})},
        pass_fds=tuple(pass_fds),
        umask=0o077,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        await asyncio.shield(_end(process))


async def _end(process: asyncio.subprocess.Process) -> None:
    """Kill and reap; a child that the kernel will not let die is left to the event loop's watcher."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(REAP_SECONDS):
            await process.wait()


async def run(argv: Sequence[str], deadline: float, output: Output | None = None) -> tuple[int, bytes, str]:
    """Run to the end: (exit code, standard output, text of standard error).

    `output` gets standard output piece by piece instead of collecting it. StorageTimeout if for
    `deadline` seconds the child neither wrote output nor did input or output of any kind.
    """
    collected = bytearray()
    async with spawned([*BOUND_TO_US, *argv]) as process:
        reads = asyncio.gather(_drain(process, output or collected.extend), _errors(process), process.wait())
        watch = asyncio.create_task(_watch(process.pid, deadline))
        try:
            either: list[asyncio.Future[Any]] = [reads, watch]
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not reads.done():
                raise StorageTimeout(f"{argv[0]} made no progress for {deadline:g} s")
            _, errors, code = reads.result()
        finally:
            watch.cancel()
            reads.cancel()
            await asyncio.gather(watch, reads, return_exceptions=True)
        return code, bytes(collected), errors


async def _drain(process: asyncio.subprocess.Process, output: Output) -> None:
    assert process.stdout is not None
    while piece := await process.stdout.read(1 << 16):
        output(piece)


async def _errors(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    return (await process.stderr.read()).decode(errors="replace").strip()


async def _watch(pid: int, deadline: float) -> None:
    """Return when the process has done no I/O for `deadline` seconds."""
    loop = asyncio.get_running_loop()
    seen, since = _activity(pid), loop.time()
    while loop.time() - since < deadline:
        await asyncio.sleep(min(1.0, deadline / 4))
        if (now := _activity(pid)) != seen:
            seen, since = now, loop.time()


def _activity(pid: int) -> str:
    """The kernel's I/O counters of a process: they stand still when it hangs."""
    try:
        return Path(f"/proc/{pid}/io").read_text()
    except OSError:
        return ""
