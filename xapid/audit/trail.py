"""The files of the audit log: written by an own thread, synced every second, turned over when full."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO

from xapid.audit.line import shortened, stamp

log = logging.getLogger(__name__)

#: Seconds: how much of the log a power cut may cost, and how often a full disk is tried again.
SYNC_SECONDS, RETRY_SECONDS = 1.0, 1.0

#: Lines that may wait while the disk takes none; what comes then is counted and lost.
MOST_WAITING = 50_000

_PIECE = 1 << 18


class AuditTrail:
    """An append-only log in numbered files, the newest ``audit.log``, then ``audit.log.1`` and so on.

    A line outlives the daemon as soon as its thread has run, a few milliseconds, and
    a power cut within a second.
    """

    def __init__(self, directory: Path, file_size: int, files: int) -> None:
        self.path = directory / "audit.log"
        self._file_size = file_size
        self._files = files
        self._queue: SimpleQueue[str | threading.Event | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lost = 0
        self._failing = False

    def append(self, line: str) -> None:
        """Write a line soon. It never waits and never fails; when the disk takes nothing, lines are lost."""
        if self._queue.qsize() >= MOST_WAITING:
            self._lost += 1
            return
        self._queue.put(line)
        self._start()

    def flush(self, seconds: float) -> bool:
        """Wait, in a thread, until all lines so far are in the file; False when that takes too long."""
        written = threading.Event()
        self._queue.put(written)
        self._start()
        return written.wait(seconds)

    def close(self, seconds: float = 5.0) -> None:
        """Write what is left and end."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join(seconds)

    def read(self, since: str) -> Iterator[bytes]:
        """The lines from that stamp on, oldest first, in pieces; to be called in a thread."""
        wanted = since.encode()
        with ExitStack() as opened:
            files = []
            for number in range(self._files - 1, -1, -1):  # all at once: they may be turned over meanwhile
                with suppress(FileNotFoundError):
                    files.append(opened.enter_context(self._named(number).open("rb")))
            for file in files:
                yield from _lines_since(file, wanted)

    def _named(self, number: int) -> Path:
        return self.path if number == 0 else self.path.with_name(f"{self.path.name}.{number}")

    # In the thread

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="audit log", daemon=True)
            self._thread.start()

    def _run(self) -> None:
        synced, dirty = time.monotonic(), False
        self._guarded(lambda: self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True))
        while True:
            batch, told, ending = self._collect(SYNC_SECONDS if dirty else None)
            if batch:
                dirty = self._persist(batch, ending) or dirty
            for event in told:
                event.set()
            if dirty and (ending or time.monotonic() - synced >= SYNC_SECONDS):
                self._guarded(self._sync)
                synced, dirty = time.monotonic(), False
            if ending:
                return

    def _collect(self, timeout: float | None) -> tuple[list[str], list[threading.Event], bool]:
        """Everything that waits; the first is waited for. Lines, who wants to be told, and whether to end."""
        lines: list[str] = []
        told: list[threading.Event] = []
        try:
            item = self._queue.get(timeout=timeout)
            while item is not None:
                lines.append(item) if isinstance(item, str) else told.append(item)
                item = self._queue.get_nowait()
        except Empty:
            return lines, told, False
        return lines, told, True

    def _persist(self, batch: list[str], ending: bool) -> bool:
        """Write the lines, again and again while the disk is full. False when they could not be."""
        if self._lost:
            batch = [*batch, f"{stamp()} LOST {self._lost} lines that the disk did not take"]
            self._lost = 0
        data = "".join(f"{line}\n" for line in batch).encode("utf-8", "backslashreplace")
        while not self._guarded(lambda: self._write(data)):
            if ending:
                return False
            time.sleep(RETRY_SECONDS)
        return True

    def _guarded(self, step: Callable[[], None]) -> bool:
        try:
            step()
        except OSError as error:
            if not self._failing:
                log.error("the audit log cannot be written: %s", error)
            self._failing = True
            return False
        if self._failing:
            log.info("the audit log is written again")
        self._failing = False
        return True

    def _write(self, data: bytes) -> None:
        """Append, all or nothing: a line that was cut short is taken back."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            if size and size + len(data) > self._file_size:
                os.close(descriptor)
                descriptor = -1
                self._turn_over()
                return self._write(data)
            try:
                left = memoryview(data)
                while left:
                    left = left[os.write(descriptor, left) :]
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _turn_over(self) -> None:
        self._sync()
        self._named(self._files - 1).unlink(missing_ok=True)
        for number in range(self._files - 2, -1, -1):
            if self._named(number).exists():
                self._named(number).rename(self._named(number + 1))

    def _sync(self) -> None:
        for path, flags in ((self.path, os.O_RDONLY), (self.path.parent, os.O_DIRECTORY)):
            descriptor = os.open(path, flags)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def foreign_line(text: str) -> str:
    """A line that somebody else composed, made harmless: one line, of bounded length."""
    return shortened(" ".join(text.split()))


def _lines_since(file: BinaryIO, wanted: bytes) -> Iterator[bytes]:
    gathered: list[bytes] = []
    size = 0
    for line in file:
        if line[: len(wanted)] >= wanted:
            gathered.append(line)
            size += len(line)
            if size >= _PIECE:
                yield b"".join(gathered)
                gathered, size = [], 0
    if gathered:
        yield b"".join(gathered)
