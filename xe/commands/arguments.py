"""The command line as it came from the client: the command's name and its parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xe.commands.failures import SyntaxFailure

#: Options of one letter or two that take the next argument.
_SWITCHES = {"-u": "username", "-pw": "password", "-s": "server", "-h": "server", "-p": "port"}

#: Names that mean the same to every command, and so never filter anything.
RESERVED = frozenset(
    ("server", "password", "port", "username", "minimal", "force", "multiple", "all", "message-priority",
     "trace", "output")
)  # fmt: skip

_SESSION = "session_id="


class Params:
    """The ``name=value`` arguments in their order; of several with one name the first counts."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs
        self._first = dict(reversed(pairs))

    def __contains__(self, name: str) -> bool:
        return name in self._first

    def __getitem__(self, name: str) -> str:
        return self._first[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each name once, with the value that counts, in the order of the command line."""
        seen = set()
        for name, value in self.pairs:
            if name not in seen:
                seen.add(name)
                yield name, value

    def get(self, name: str, default: str = "") -> str:
        """The value of a parameter."""
        return self._first.get(name, default)

    def under(self, prefix: str) -> dict[str, str]:
        """The map given as ``prefix:key=value``, or in the old form ``prefix-key=value``."""
        found = {}
        for name, value in self:
            for mark in (f"{prefix}:", f"{prefix}-"):
                if name.startswith(mark):
                    found[name.removeprefix(mark)] = value
        return found


@dataclass(frozen=True)
class Line:
    """A whole command line. ``session``: the reference of a session to use, instead of a new one."""

    command: str
    params: Params
    session: str = ""


def read_line(arguments: list[str]) -> Line:
    """The command line in the arguments of a request. Raises SyntaxFailure."""
    session = ""
    if arguments and arguments[0].startswith(_SESSION):
        session, arguments = arguments[0].removeprefix(_SESSION), arguments[1:]
    words = iter(arguments)
    command = next(words, "")
    if not command or "=" in command:
        raise SyntaxFailure
    pairs = []
    for word in words:
        if word.startswith("--"):
            pairs.append((word.removeprefix("--"), "true"))
        elif word.startswith("-") and "=" not in word:
            value = next(words, None)
            if word not in _SWITCHES or value is None:
                raise SyntaxFailure
            pairs.append((_SWITCHES[word], value))
        else:
            name, _, value = word.partition("=")
            pairs.append((name, value))
    return Line(command, Params(pairs), session)
