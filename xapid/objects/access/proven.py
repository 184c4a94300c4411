"""Names and passwords that were found to be right, for a while; neither of them is kept."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")


class Proven(Generic[T]):
    """What each proven password opened. ``most`` and ``seconds`` may be changed at any time."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._key = secrets.token_bytes(32)
        self._known: OrderedDict[bytes, tuple[T, float]] = OrderedDict()

    def get(self, name: str, password: str) -> T | None:
        """What that password opened not long ago."""
        found, since = self._known.get(self._digest(name, password), (None, 0.0))
        return found if since + self.seconds > time.monotonic() else None

    def put(self, name: str, password: str, opened: T) -> None:
        """Remember it; the oldest is forgotten when there are too many."""
        digest = self._digest(name, password)
        self._known[digest] = (opened, time.monotonic())
        self._known.move_to_end(digest)
        while len(self._known) > self.most:
            self._known.popitem(last=False)

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()

    def _digest(self, name: str, password: str) -> bytes:
        text = f"{len(name)}:{name}:{password}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, key=self._key, digest_size=32).digest()
