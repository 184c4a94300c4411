"""Somebody at a terminal, at which the program `xe` runs."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios
from pathlib import Path

from tests.xe.peer import PATIENCE


class Typist:
    """Types, and reads the screen. The terminal has 30 rows of 100 columns until it is made another size."""

    def __init__(self, environ: dict[str, str], directory: Path, *words: str) -> None:
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.chdir(directory)
            os.read(0, 1)  # until the terminal is as large as it should be
            os.execve(sys.executable, [sys.executable, "-m", "xe.client", *words], environ)
        self.resize(30, 100)
        self.type(b"\n")
        self.seen = b""

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: bytes) -> None:
        while keys:
            keys = keys[os.write(self.fd, keys) :]

    def until(self, text: bytes) -> bytes:
        """Read until this is on the screen: everything seen."""
        while text not in self.seen:
            assert select.select([self.fd], [], [], PATIENCE)[0], self.seen
            self.seen += os.read(self.fd, 4096)
        return self.seen

    @property
    def is_raw(self) -> bool:
        return not termios.tcgetattr(self.fd)[3] & termios.ICANON

    def rest(self) -> bytes:
        """Everything up to the end of the program."""
        try:
            while piece := os.read(self.fd, 4096):
                self.seen += piece
        except OSError:  # nobody has the terminal open any more
            pass
        return self.seen

    def end(self) -> int:
        """Its exit code, once it has ended; negative for a signal."""
        self.rest()
        status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        os.close(self.fd)
        return status
