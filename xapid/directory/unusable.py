"""A directory whose settings cannot be used any more: nobody gets in by it, and everybody is told why."""

from __future__ import annotations

from typing import NoReturn

from xapid.directory.errors import BadSettings


class Unusable:
    """Answers every question with the reason; see ``Directory``."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def _refuse(self) -> NoReturn:
        raise BadSettings(self._reason)

    def verify(self) -> None:
        """Raises BadSettings, like all others."""
        self._refuse()

    def authenticate(self, name: str, password: str) -> str:
        """Nobody gets in."""
        self._refuse()

    def find(self, name: str) -> str:
        """Nobody is found."""
        self._refuse()

    def describe(self, identifier: str) -> dict[str, str]:
        """Nothing is known."""
        self._refuse()

    def groups(self, identifier: str) -> list[str]:
        """Nothing is known."""
        self._refuse()
