"""One run of an executable: bounded in time, output and number; nothing of its process group outlives it."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

#: A child dies with the daemon, also when that is killed; what the child started tells by this variable
#: which process group it was meant to stay in, so that the next daemon can end it.
GROUP_VARIABLE = "XAPID_GROUP"
_BOUND_TO_US = ("setpriv", "--pdeathsig", "KILL", "--",
                "sh", "-c", f'{GROUP_VARIABLE}=$$ exec "$0" "$@"')  # fmt: skip

#: What is kept of standard error, and how long the last output may take once the process has ended.
COMPLAINTS_KEPT = 64 << 10
DRAIN_SECONDS = 1.0
REAP_SECONDS = 2.0


@dataclass(frozen=True)
class Ended:
    """How a run ended. ``reason`` is empty when the executable ended by itself, with code 0."""

    reason: str
    output: bytes
    complaints: str


class _Run(asyncio.SubprocessProtocol):
    """What the process says, and its end."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.output = bytearray()
        self.complaints = b""
        self.too_much = False
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = loop.create_future()
        self.drained: asyncio.Future[None] = loop.create_future()
        self.pid = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.pid = cast(asyncio.SubprocessTransport, transport).get_pid()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        if fd != 1:
            self.complaints = (self.complaints + data)[-COMPLAINTS_KEPT:]
        elif not self.too_much:
            self.output += data
            if len(self.output) > self.most:
                self.too_much = True
                self.kill_group()

    def process_exited(self) -> None:
        self.kill_group()  # what it left running in its group
        if not self.ended.done():
            self.ended.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.drained.done():
            self.drained.set_result(None)

    def kill_group(self) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)


class Runner:
    """Runs executables: at most ``at_once``, each ``seconds`` at most, waiting for a place included."""

    def __init__(self, seconds: float, output: int, at_once: int, environment: dict[str, str]) -> None:
        self.seconds = seconds
        self.output = output
        self.environment = environment
        self._places = asyncio.Semaphore(at_once)

    async def run(self, argv: list[str], given: bytes = b"") -> Ended:
        """Run to the end, with ``given`` on standard input. OSError when it cannot be started."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + self.seconds
        try:
            async with asyncio.timeout_at(ends):
                await self._places.acquire()
        except TimeoutError:
            return Ended("too many others run", b"", "")
        try:
            return await self._run(argv, given, ends)
        finally:
            self._places.release()

    async def _run(self, argv: list[str], given: bytes, ends: float) -> Ended:
        pipe = asyncio.subprocess.PIPE
        transport, run = await asyncio.get_running_loop().subprocess_exec(
            lambda: _Run(self.output), *_BOUND_TO_US, *argv, stdin=pipe, stdout=pipe, stderr=pipe,
            env=self.environment, cwd="/", start_new_session=True,
        )  # fmt: skip
        late = False
        try:
            _feed(transport, given)
            async with asyncio.timeout_at(ends):
                await asyncio.shield(run.ended)
            await asyncio.wait([run.drained], timeout=DRAIN_SECONDS)
        except TimeoutError:
            late = True
        finally:
            if not run.ended.done():
                run.kill_group()
                await asyncio.wait([run.ended], timeout=REAP_SECONDS)
            transport.close()  # last: it would reap the process behind the event loop's back
        return Ended(
            "time limit" if late else _reason(run, transport.get_returncode()),
            bytes(run.output[: self.output]),
            run.complaints.decode(errors="replace"),
        )


def _feed(transport: asyncio.SubprocessTransport, given: bytes) -> None:
    stdin = cast(asyncio.WriteTransport, transport.get_pipe_transport(0))
    stdin.write(given)
    stdin.close()


def _reason(run: _Run, code: int | None) -> str:
    if run.too_much:
        return "output limit"
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return "" if code == 0 else f"exit code {code}"
