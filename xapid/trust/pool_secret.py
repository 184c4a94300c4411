"""The secret by which the hosts of a pool know each other."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

from xapid.files import write_whole

FILE_NAME = "pool-secret"
SHORTEST, LONGEST = 16, 1024


def make_secret() -> str:
    """A new one, that nobody can guess."""
    return secrets.token_urlsafe(48)


class PoolSecret:
    """One line each: the secret that this host uses, and then others that it accepts as well."""

    def __init__(self, state_dir: Path) -> None:
        self.path = state_dir / FILE_NAME
        self._lines: tuple[str, ...] = ()

    def load(self) -> None:
        """Read it; the first start makes it. OSError when it cannot be kept, ValueError for an empty one."""
        try:
            self._lines = tuple(self.path.read_text().split())
        except FileNotFoundError:
            self.keep(make_secret())
        if not self._lines:
            raise ValueError(f"{self.path} holds no secret")

    def keep(self, current: str, *accepted: str) -> None:
        """Use ``current`` from now on, and accept the others beside it."""
        lines = (current, *(a for a in accepted if a != current))
        write_whole(self.path, "".join(f"{line}\n" for line in lines).encode())
        self._lines = lines

    @property
    def current(self) -> str:
        """What this host shows to others."""
        return self._lines[0]

    def matches(self, shown: str) -> bool:
        """Whether somebody who shows this belongs to the pool."""
        given = shown.encode("utf-8", "surrogatepass")
        return any(hmac.compare_digest(given, line.encode()) for line in self._lines)
