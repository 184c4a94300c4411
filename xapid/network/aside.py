"""A second event loop in a thread of its own, for coroutines that may hold their loop up."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Aside:
    """Runs coroutines beside the main loop; the thread starts with the first of them."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, doing: Coroutine[Any, Any, T]) -> T:
        """The coroutine's result, from the other thread."""
        if asyncio.get_running_loop() is self._loop:
            return await doing
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(doing, self._started()))

    def post(self, call: Callable[[], object]) -> None:
        """Have something called there, some time."""
        self._started().call_soon_threadsafe(call)

    def close(self) -> None:
        """Give the thread up: it ends as soon as what it does lets it, and the next call starts another."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = None

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run, args=(self._loop,), name="netlink", daemon=True).start()
        return self._loop


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()
