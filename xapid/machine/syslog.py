"""Telling a remote syslog server what the daemon logs."""

from __future__ import annotations

import logging
import logging.handlers
import re
import socket
import time

PORT = 514
SECONDS = 5.0
#: After a failure lines are dropped for so long, rather than each waiting for a server that is not there.
PAUSE = 5.0
_DESTINATION = re.compile(
    r"(?:(?P<way>udp|tcp)://)?(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[^\[\]:/\s]+))(?::(?P<port>\d{1,5}))?"
)
_FORMAT = "xapid[%(process)d]: %(levelname)s %(name)s: %(message)s"


def parse(destination: str) -> tuple[str, int, bool]:
    """Host, port and whether by TCP, of ``[udp://|tcp://]HOST[:PORT]``; UDP if not said. ValueError."""
    match = _DESTINATION.fullmatch(destination.strip())
    port = int(match["port"] or PORT) if match else 0
    if match is None or not 0 < port < 65536:
        raise ValueError(f"{destination!r} is not [udp://|tcp://]HOST[:PORT]")
    return match["six"] or match["host"], port, match["way"] == "tcp"


class Forwarder(logging.handlers.SysLogHandler):
    """Sends each line; what a server does not take is lost, and a later line tries anew."""

    append_nul = False

    def __init__(self, destination: str) -> None:
        host, port, stream = parse(destination)
        self._stream = stream
        self._where = (host, port)
        logging.Handler.__init__(self)
        self.address = self._where
        self.facility = self.LOG_DAEMON
        self.socktype = socket.SOCK_STREAM if stream else socket.SOCK_DGRAM
        self.unixsocket = False
        self.socket: socket.socket | None = None
        self._silent_until = 0.0
        self.setFormatter(logging.Formatter(_FORMAT))

    def createSocket(self) -> None:
        """Connect; OSError when the server is not there."""
        kind = socket.SOCK_STREAM if self._stream else socket.SOCK_DGRAM
        family, _, _, _, address = socket.getaddrinfo(*self._where, type=kind)[0]
        made = socket.socket(family, kind)
        made.settimeout(SECONDS)
        try:
            made.connect(address)
        except OSError:
            made.close()
            raise
        self.socket = made

    def emit(self, record: logging.LogRecord) -> None:
        if time.monotonic() < self._silent_until:
            return
        level = self.encodePriority(self.facility, self.mapPriority(record.levelname))
        line = f"<{level}>{self.format(record)}".replace("\n", " | ")
        try:
            if self.socket is None:
                self.createSocket()
            assert self.socket is not None
            self.socket.sendall((line + "\n" if self._stream else line).encode())
        except OSError:
            self._silent_until = time.monotonic() + PAUSE
            self._drop()

    def _drop(self) -> None:
        if self.socket is not None:
            self.socket.close()
            self.socket = None

    def close(self) -> None:
        self._drop()
        logging.Handler.close(self)
