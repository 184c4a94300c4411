"""The user's terminal, joined with a guest's console."""

import os
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from xe.connection import PIECE, Connection, not_now

_MOST_TYPED = 1 << 20  # bytes that wait for a guest that takes none; then the keyboard waits too

#: Tells the server of the terminal's rows and columns: whether it cares.
Tell = Callable[[int, int], bool]


def join(connection: Connection, escape: bytes) -> bool:
    """Copy both ways until the other end or stdin ends, or the byte ``escape`` is typed; True: the other end.

    Raises OSError when the connection breaks.
    """
    keyboard, out = sys.stdin.fileno(), sys.stdout.buffer
    typed, open_ = b"", True
    connection.socket.setblocking(False)
    while True:
        reading = [connection.socket, *([keyboard] if len(typed) < _MOST_TYPED else [])]
        patience = 0 if connection.waiting else None
        ready, writable, _ = select.select(reading, [connection.socket] if typed else [], [], patience)
        if keyboard in ready:
            more, found, _ = os.read(keyboard, PIECE).partition(escape) if escape else _whole(keyboard)
            typed += more
            open_ = bool(more) and not found
        if typed and (writable or keyboard in ready):
            typed = typed[_send(connection, typed) :]
        if not open_:
            return False
        if connection.waiting or connection.socket in ready:
            piece = _receive(connection)
            if piece == b"":
                return True
            out.write(piece or b"")
            out.flush()


def _whole(keyboard: int) -> tuple[bytes, bytes, bytes]:
    return os.read(keyboard, PIECE), b"", b""


def _send(connection: Connection, data: bytes) -> int:
    """How many of the bytes could be sent at once."""
    try:
        return connection.socket.send(data)
    except not_now():
        return 0


def _receive(connection: Connection) -> bytes | None:
    """What came; None if there was nothing yet after all."""
    try:
        return connection.some()
    except not_now():
        return None


@contextmanager
def raw() -> Iterator[None]:
    """Within the block every key is only a byte, if stdin is a terminal; also after a stop and `fg`."""
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)

    def restore() -> None:
        termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)

    def stop(number: int, frame: object) -> None:
        restore()
        os.kill(os.getpid(), signal.SIGSTOP)
        tty.setraw(sys.stdin, termios.TCSADRAIN)

    stopping = signal.signal(signal.SIGTSTP, stop)
    try:
        tty.setraw(sys.stdin, termios.TCSADRAIN)
        yield
    finally:
        signal.signal(signal.SIGTSTP, stopping)
        with suppress(termios.error):  # the terminal itself is gone
            restore()


@contextmanager
def size_told(tell: Tell) -> Iterator[None]:
    """Within the block the server is told how large the terminal is, again whenever that changes.

    It happens beside the conversation, and only the last of several changes counts. A server that does
    not care is not told again.
    """
    if not sys.stdout.isatty():
        yield
        return
    from queue import Empty, SimpleQueue
    from threading import Thread

    changes: SimpleQueue[bool] = SimpleQueue()  # which a signal may come between

    def run() -> None:
        while changes.get():
            with suppress(Empty):
                while changes.get_nowait():
                    continue
                return
            with suppress(OSError):  # there is no terminal any more
                size = os.get_terminal_size(sys.stdout.fileno())
                if size.lines and not tell(size.lines, size.columns):
                    return

    changes.put(True)
    before = signal.signal(signal.SIGWINCH, lambda number, frame: changes.put(True))
    Thread(target=run, daemon=True).start()
    try:
        yield
    finally:
        signal.signal(signal.SIGWINCH, before)
        changes.put(False)
