"""How a command can fail, other than by an error of the API."""

from __future__ import annotations

from collections.abc import Iterable


class CommandFailure(Exception):
    """The command cannot do what was asked; shown as ``Error: TEXT``."""


class UsageFailure(Exception):
    """The command line is wrong; the text is followed by where to find help."""


class SyntaxFailure(UsageFailure):
    """The arguments are no command line at all."""

    def __init__(self) -> None:
        super().__init__("Syntax error: ")


class UnknownCommand(UsageFailure):
    """There is no command of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Unknown command: {name}")
        self.name = name


class MissingParameter(UsageFailure):
    """A parameter that the command needs was not given."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Required parameter not found: {name}")


class LoginFailed(UsageFailure):
    """The user was not let in."""


class UnknownName(Exception):
    """A parameter of a class is asked for that it does not have. ``known``: those that it has."""

    def __init__(self, text: str, name: str, known: Iterable[str]) -> None:
        super().__init__(text)
        self.name = name
        self.known = known


class UnknownField(UnknownName, CommandFailure):
    """A filter or param-set names no parameter of the class."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"Unknown field '{name}'", name, known)


class UnknownParam(UnknownName):
    """``param-name`` names no parameter of the class."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name, name, known)


class Stop(Exception):
    """End with this exit code: everything was said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
