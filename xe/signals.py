"""Signals that end the program while it holds something that it has to put right first."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from xe.endings import Ended

_ENDING = (signal.SIGTERM, signal.SIGHUP)


def _end(number: int, frame: object) -> None:
    raise Ended(number)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Within the block a signal that ends the program is the exception ``Ended``, as Ctrl-C is one anyway."""
    before = {number: signal.getsignal(number) for number in _ENDING}
    try:
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:  # as nohup has it
                signal.signal(number, _end)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
