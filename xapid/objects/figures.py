"""What the daemon counts about its own work, since it started."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Timing:
    """How often something was done, and the seconds that it took: all together, and the longest."""

    count: int = 0
    total: float = 0.0
    longest: float = 0.0


class Figures:
    """Counters; bounded by the number of messages and handlers that there are."""

    def __init__(self) -> None:
        #: By the name of the message.
        self.messages: dict[str, Timing] = {}
        #: Requests by method and path of what serves them.
        self.requests: Counter[tuple[str, str]] = Counter()

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Note how long the block takes, also when it fails."""
        began = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - began
            timing = self.messages.setdefault(name, Timing())
            timing.count += 1
            timing.total += seconds
            timing.longest = max(timing.longest, seconds)
