"""The daemon's own log: files that are closed when they are full, and a server that hears it as well."""

from __future__ import annotations

import logging
import logging.handlers
import os
import queue
import sys
import threading
from typing import Any

from xapid.config import Config
from xapid.machine.syslog import Forwarder

NAME = "xapid.log"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
#: Lines that wait for a slow disk or server; when there are more, the newest are lost rather than memory.
_MOST_WAITING = 10_000


class LineFormatter(logging.Formatter):
    """Keeps a message on its line: words of guests and clients must not pass for lines of the daemon."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record without the traceback, which has lines of its own."""
        return super().formatMessage(record).replace("\n", "\\n").replace("\r", "\\r")


class LogFiles:
    """Where the daemon's log goes, besides its standard error. Its methods block for moments."""

    def __init__(self, config: Config) -> None:
        self.folder = config.state_dir / "log"
        self.path = self.folder / NAME
        self._size, self._count = config.log_file_size, config.log_files
        self._file: Channel | None = None
        self._server: Channel | None = None

    def open(self) -> None:
        """Write to the files from now on. OSError when that is refused."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = logging.handlers.RotatingFileHandler(
            self.path, maxBytes=self._size, backupCount=self._count, encoding="utf-8"
        )
        os.chmod(self.path, 0o600)
        file.setFormatter(logging.Formatter(FORMAT))
        self._file = Channel(file)

    def forward(self, destination: str) -> None:
        """Tell a server as well; empty: no longer. ValueError for a destination that means nothing."""
        channel = Channel(Forwarder(destination)) if destination else None
        self._server, old = channel, self._server
        if old is not None:
            old.close()

    def close(self) -> None:
        """Write what waits, and write no more."""
        for channel in (self._file, self._server):
            if channel is not None:
                channel.close()
        self._file = self._server = None

    def tail(self, most: int = 1 << 20) -> str:
        """The end of the log, whatever waited included. OSError when it cannot be read."""
        if self._file is not None:
            self._file.flush()
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - most))
            return file.read().decode(errors="replace")


class Channel:
    """Hands what is logged to a handler in a thread of its own: a slow one stops nobody."""

    def __init__(self, handler: logging.Handler) -> None:
        self._handler = handler
        self._waiting: queue.Queue[Any] = queue.Queue(_MOST_WAITING)
        self._entrance = _Entrance(self._waiting)
        self._entrance.setFormatter(LineFormatter())
        self._listener = _Listener(self._waiting, handler)
        self._listener.start()
        #: One stop at a time: of two marks for the end, the second would end the thread that comes next.
        self._stopping = threading.Lock()
        logging.getLogger().addHandler(self._entrance)

    def flush(self) -> None:
        """Return when all that was logged so far has been handed over."""
        with self._stopping:
            self._listener.stop()
            self._listener.start()

    def close(self) -> None:
        """Hand over what waits, and nothing more."""
        logging.getLogger().removeHandler(self._entrance)
        with self._stopping:
            self._listener.stop()
        self._handler.close()


class _Listener(logging.handlers.QueueListener):
    """Can be stopped while more lines wait than there is room for."""

    def enqueue_sentinel(self) -> None:
        self.queue.put(None)  # type: ignore[attr-defined]


class _Entrance(logging.handlers.QueueHandler):
    """Drops lines when too many wait, without a word of its own."""

    def handleError(self, record: logging.LogRecord) -> None:
        if not isinstance(sys.exc_info()[1], queue.Full):
            super().handleError(record)
