"""What can go wrong with a directory; each text is for administrators."""

from __future__ import annotations


class DirectoryError(Exception):
    """The directory could not do what it was asked."""


class BadSettings(DirectoryError):
    """The settings cannot be right; nothing was asked."""


class BadAuthorities(BadSettings):
    """The certificates of authorities to trust cannot be used."""


class Unreachable(DirectoryError):
    """No server answered in time."""


class TlsFailed(DirectoryError):
    """A server answered, but no trustworthy encrypted connection came about."""


class WrongCredentials(DirectoryError):
    """The directory does not let the daemon's own account in."""


class NotAllowed(DirectoryError):
    """The directory does not let the daemon's own account look."""


class NoSuchPlace(DirectoryError):
    """The place to search below does not exist."""


class TooLarge(DirectoryError):
    """The answer is larger than anybody's groups can be."""


class NotFound(DirectoryError):
    """There is no such user or group."""


class WrongPassword(DirectoryError):
    """The user does not exist, may not log in, or has another password."""
