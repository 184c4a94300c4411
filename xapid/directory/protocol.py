"""What a directory does. Every call blocks: a few seconds at most, by the timeouts of its settings."""

from __future__ import annotations

from typing import Protocol

#: Groups that one user may be in, those reached through other groups included.
MOST_GROUPS = 20_000

#: Names and passwords that are longer are nobody's.
LONGEST_TEXT = 1024


class Directory(Protocol):
    """A place that knows users and groups, each by an identifier that stays the same.

    Every method raises the family of DirectoryError.
    """

    def verify(self) -> None:
        """Find out whether the directory can be used with these settings."""

    def authenticate(self, name: str, password: str) -> str:
        """The identifier of the user with that name and password. Raises WrongPassword."""

    def find(self, name: str) -> str:
        """The identifier of the user, else of the group, with that name. Raises NotFound."""

    def describe(self, identifier: str) -> dict[str, str]:
        """What is known of a user or a group, under keys that begin with ``subject-``. Raises NotFound."""

    def groups(self, identifier: str) -> list[str]:
        """The identifiers of all groups that a user or a group is in, however deep. Raises NotFound."""
