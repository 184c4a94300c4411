"""Finding out that a client has vanished without a word, as when its network or its power is cut."""

from __future__ import annotations

import socket
from typing import Any

#: Seconds of silence until the system asks whether it is still there, and between questions; how many fail.
_IDLE, _INTERVAL, _COUNT = 60, 15, 4


def watch(sock: Any) -> None:
    """Break a TCP connection whose other end has not been heard of for two minutes."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _IDLE)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _INTERVAL)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _COUNT)
