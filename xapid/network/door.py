"""Blocking calls (files, /sys, /proc) leave the event loop through here: few threads, one deadline each."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from xapid.network.errors import NetworkTimeout

P = ParamSpec("P")
T = TypeVar("T")


class Door:
    """A bounded set of threads."""

    def __init__(self, threads: int = 4, seconds: float = 10) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="network")
        self._seconds = seconds

    async def __call__(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The call's result. Raises NetworkTimeout when it takes too long; the thread is left to it."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._seconds):
                return await loop.run_in_executor(self._pool, partial(call, *args, **kwargs))
        except TimeoutError as error:
            raise NetworkTimeout(f"the host did not answer within {self._seconds:g} s") from error

    def close(self) -> None:
        """Take no more calls; those under way are not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)
