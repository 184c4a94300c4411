"""The door for blocking file calls: bounded, with a deadline, and nobody waits for a thread that hangs."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from xapid.storage.errors import StorageTimeout

T = TypeVar("T")


class Door:
    """Runs blocking calls of one repository in threads of its own.

    At most `width` calls run at once. A call that outlives `deadline` seconds is given up with
    StorageTimeout; its thread keeps its place until the kernel lets go of it, so a dead server can
    never eat more than `width` threads. Threads are daemons: they do not delay the end of the program.
    """

    def __init__(self, name: str, deadline: float, width: int = 8) -> None:
        self.name = name
        self.deadline = deadline
        self._places = asyncio.Semaphore(width)

    async def call(self, work: Callable[..., T], *args: Any) -> T:
        """The result of `work(*args)`, or its exception; StorageTimeout after the deadline.

        A cancelled caller is told so only when the thread is done (or given up): what it undoes then
        cannot be overtaken by what it was doing.
        """
        end = asyncio.get_running_loop().time() + self.deadline
        try:
            async with asyncio.timeout_at(end):
                await self._places.acquire()
        except TimeoutError:
            raise self._timeout() from None
        future = self._start(work, args)
        cancelled = await _settled(future, end)
        if not future.done():
            future.cancel()
            raise cancelled or self._timeout()
        if cancelled is not None:
            future.exception()  # seen, so that asyncio does not report it
            raise cancelled
        return future.result()

    def _timeout(self) -> StorageTimeout:
        return StorageTimeout(f"{self.name}: no answer within {self.deadline:g} s")

    def _start(self, work: Callable[..., T], args: tuple[Any, ...]) -> asyncio.Future[T]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def settle(result: Any, error: BaseException | None) -> None:
            self._places.release()
            if future.done():
                return
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)

        def body() -> None:
            outcome: tuple[Any, BaseException | None]
            try:
                outcome = (work(*args), None)
            except BaseException as error:
                outcome = (None, error)
            try:
                loop.call_soon_threadsafe(settle, *outcome)
            except RuntimeError:
                return  # the loop ended while the storage hung

        threading.Thread(target=body, name=f"storage {self.name}", daemon=True).start()
        return future


async def _settled(future: asyncio.Future[Any], end: float) -> asyncio.CancelledError | None:
    """Wait until the future is done or `end` has come; returns a cancellation that came meanwhile."""
    loop = asyncio.get_running_loop()
    cancelled: asyncio.CancelledError | None = None
    while not future.done() and (left := end - loop.time()) > 0:
        try:
            await asyncio.wait([future], timeout=left)
        except asyncio.CancelledError as error:
            cancelled = error
    return cancelled
