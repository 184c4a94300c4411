"""What goes to stderr: as it is, or in red on a terminal if it is why the program fails."""

import os
import sys

_RED, _PLAIN = "\x1b[31m", "\x1b[0m"


def complain(text: str) -> None:
    """Write the text to stderr as it is."""
    if sys.stderr is not None:
        sys.stderr.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stderr.buffer.flush()


def scold(text: str) -> None:
    """Write why the program fails to stderr."""
    body = text.rstrip("\n")
    complain(f"{_RED}{body}{_PLAIN}{text[len(body) :]}" if body and coloured() else text)


def coloured() -> bool:
    """Whether stderr is a terminal that shows colours to somebody who wants them."""
    environ = os.environ
    return (
        sys.stderr is not None
        and sys.stderr.isatty()
        and not environ.get("NO_COLOR")
        and environ.get("TERM", "dumb") not in ("dumb", "")
    )


class Held:
    """Texts that wait for a moment until it is clear whether the command fails for them."""

    def __init__(self) -> None:
        self._coloured = coloured()
        self._text = ""

    def __bool__(self) -> bool:
        return bool(self._text)

    def add(self, text: str) -> None:
        """Write the text to stderr, at once if it may not wait: it moves, or it has no colour anyway."""
        if self._coloured and not text.startswith("\r"):
            self._text += text
        else:
            complain(text)

    def let_go(self, code: int = 0) -> None:
        """Write what waits; in red if the command ended with such a code that it failed."""
        text, self._text = self._text, ""
        if text:
            (scold if code else complain)(text)
