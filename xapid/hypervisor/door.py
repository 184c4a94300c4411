"""The one door for calls that block: a bounded pool of threads, and a deadline for each call."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from xapid.hypervisor.errors import HypervisorUnavailable, OperationTimeout

T = TypeVar("T")


class _Worker(threading.Thread):
    """Runs what it is given, one after the other, until it is given None. Never keeps the process alive."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.start()

    def run(self) -> None:
        while (job := self.jobs.get()) is not None:
            job()


class _Call(Generic[T]):
    """One call on its way. All but `function` belongs to the event loop's thread."""

    def __init__(self, function: Callable[[], T], on_late: Callable[[T], object] | None) -> None:
        self.function = function
        self.on_late = on_late
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self.loop.create_future()
        self.abandoned = False


class Door:
    """Lets at most `size` calls through at once.

    A thread that does not come back by its deadline is abandoned and another takes its place; when
    `stuck_most` are lost in this way the door refuses, so that a dead host costs bounded memory.
    """

    def __init__(self, name: str, size: int, stuck_most: int | None = None) -> None:
        self.name = name
        self.size = size
        self.stuck = 0
        self.stuck_most = stuck_most if stuck_most is not None else 4 * size
        self._places = asyncio.Semaphore(size)
        self._given_stuck_most = stuck_most
        self._idle: list[_Worker] = []

    async def call(
        self, function: Callable[[], T], deadline: float, on_late: Callable[[T], object] | None = None
    ) -> T:
        """Run `function` in a thread; at most `deadline` seconds, waiting for a place included.

        If nobody waits any more when it returns (deadline, or the caller was cancelled), its result goes to
        `on_late`, in the thread. Raises OperationTimeout, HypervisorUnavailable, or what it raises.
        """
        if self.stuck >= self.stuck_most:
            raise HypervisorUnavailable(f"{self.name}: {self.stuck} calls hang")
        ends, places = asyncio.get_running_loop().time() + deadline, self._places
        try:
            async with asyncio.timeout_at(ends):
                await places.acquire()
        except TimeoutError:
            raise HypervisorUnavailable(f"{self.name}: all {self.size} places are taken") from None
        try:
            return await self._run(_Call(function, on_late), ends, deadline)
        finally:
            places.release()

    def resize(self, size: int) -> None:
        """Let at most `size` through from now on; those who wait or are inside already count apart."""
        self.size = size
        self._places = asyncio.Semaphore(size)
        if self._given_stuck_most is None:
            self.stuck_most = 4 * size

    def close(self) -> None:
        """Let the idle threads end. Calls under way end by themselves."""
        while self._idle:
            self._idle.pop().jobs.put(None)

    async def _run(self, call: _Call[T], ends: float, deadline: float) -> T:
        worker = self._idle.pop() if self._idle else _Worker(self.name)
        worker.jobs.put(lambda: self._in_thread(worker, call))
        try:
            async with asyncio.timeout_at(ends):
                return await asyncio.shield(call.future)
        except TimeoutError:
            if call.future.done():
                return call.future.result()
            raise OperationTimeout(f"{self.name}: no answer in {deadline:g} s") from None
        except asyncio.CancelledError:
            # The answer and the cancellation came together: nobody takes the answer any more.
            if call.on_late is not None and call.future.done() and call.future.exception() is None:
                threading.Thread(
                    target=_quietly, args=(call.on_late, call.future.result()), daemon=True
                ).start()
            raise
        finally:
            if not call.future.done():
                call.abandoned = True
                self.stuck += 1

    def _in_thread(self, worker: _Worker, call: _Call[Any]) -> None:
        result, error = None, None
        try:
            result = call.function()
        except BaseException as raised:
            error = raised
        # The loop is closed only when the process ends: nobody is left to be told.
        with suppress(RuntimeError):
            call.loop.call_soon_threadsafe(self._finish, worker, call, result, error)

    def _finish(self, worker: _Worker, call: _Call[Any], result: Any, error: BaseException | None) -> None:
        if call.abandoned:
            self.stuck -= 1
            if error is None and call.on_late is not None:
                on_late = call.on_late
                worker.jobs.put(lambda: _quietly(on_late, result))
            worker.jobs.put(None)
            return
        self._idle.append(worker)
        if error is not None:
            call.future.set_exception(error)
        else:
            call.future.set_result(result)


def _quietly(on_late: Callable[[Any], object], result: Any) -> None:
    with suppress(Exception):
        on_late(result)
