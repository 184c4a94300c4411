"""How far a file has come, on a terminal: one line of stderr that is written over and over."""

import os
import sys
import time
from collections.abc import Callable

_EVERY = 0.2  # seconds between two drawings
_QUIET = 0.5  # seconds that a transfer may take without a word
_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


class Meter:
    """Counts bytes, and shows them if stderr is a terminal."""

    def __init__(self, name: str, total: int | None, *, shown: bool = True,
                 clock: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self._name, self._total, self._clock = name, total, clock
        self._shown = shown and sys.stderr is not None and sys.stderr.isatty()
        self._began = clock()
        self._next = self._began + _QUIET
        self._width = 0
        self.done = 0

    def add(self, count: int) -> None:
        """So many bytes more."""
        self.done += count
        if self._shown and self._clock() >= self._next:
            self._next = self._clock() + _EVERY
            self._draw()

    def finish(self) -> None:
        """Leave what was shown, with the last numbers, and begin a new line."""
        if self._width:
            self._draw("\n")

    def _draw(self, end: str = "") -> None:
        text = describe(self._name, self.done, self._total, self._clock() - self._began)
        text = text[: _columns() - 1]
        self._write("\r" + text.ljust(self._width) + end)
        self._width = len(text)

    def _write(self, text: str) -> None:
        try:
            sys.stderr.buffer.write(text.encode("utf-8", "surrogateescape"))
            sys.stderr.buffer.flush()
        except OSError:  # the terminal is gone; the file goes on
            self._shown, self._width = False, 0


def describe(name: str, done: int, total: int | None, seconds: float) -> str:
    """One line: the file, how much of it, how fast, and how long it took or will take."""
    rate = done / seconds if seconds > 0 else 0.0
    words = [name, amount(done), f"{amount(rate)}/s", _clock(seconds)]
    if total:
        words.insert(1, f"{int(min(done / total, 1.0) * 100):3d}%")
        if rate and done < total:
            words[-1] = f"{_clock((total - done) / rate)} left"
    return "  ".join(word for word in words if word)


def amount(count: float) -> str:
    """A number of bytes with one decimal."""
    for unit in _UNITS:
        if count < 1024 or unit == _UNITS[-1]:
            break
        count /= 1024
    return f"{int(count)} B" if unit == "B" else f"{count:.1f} {unit}"


def _clock(seconds: float) -> str:
    whole = int(max(seconds, 0))
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def _columns() -> int:
    try:
        return max(os.get_terminal_size(sys.stderr.fileno()).columns, 20)
    except OSError:
        return 80
