"""A bucket of tokens: calls take one each, and wait in their order while there is none."""

from __future__ import annotations

import asyncio
import time

from xapid.model.errors import XenError

#: Seconds that a call waits at most; one that would wait longer is refused.
LONGEST_WAIT = 60.0


class Bucket:
    """Holds ``size`` tokens when it is full, and gains ``rate`` each second. Zero of either: no limit."""

    def __init__(self, size: float, rate: float) -> None:
        self.size = size
        self.rate = rate
        #: Tokens left; below zero: promised to calls that wait.
        self._tokens = size
        self._since = time.monotonic()

    def adjust(self, size: float, rate: float) -> None:
        """Have another size and rate from now on; what is in it stays, as far as it fits."""
        if (size, rate) == (self.size, self.rate):
            return
        self._fill()
        if not self.limits:
            self._tokens = size
        self.size, self.rate = size, rate
        self._tokens = min(self._tokens, size)

    @property
    def limits(self) -> bool:
        """Whether anybody is held up."""
        return self.size > 0 and self.rate > 0

    def take(self) -> bool:
        """Take a token if there is one."""
        if not self.limits:
            return True
        self._fill()
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    async def wait(self) -> None:
        """Take a token as soon as it is this call's turn. Raises TOO_BUSY when that is too far away."""
        if self.take():
            return
        delay = (1 - self._tokens) / self.rate
        if delay > LONGEST_WAIT:
            raise XenError("TOO_BUSY")
        self._tokens -= 1
        try:
            await asyncio.sleep(delay)
        except asyncio.CancelledError:
            self._tokens += 1  # the client left
            raise

    def _fill(self) -> None:
        now = time.monotonic()
        self._tokens = min(self.size, self._tokens + (now - self._since) * self.rate)
        self._since = now
