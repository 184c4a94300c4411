"""Where clients reach this host."""

from __future__ import annotations

import socket

#: An address for documentation: nothing is sent to it, Linux only says which way that would go.
_ELSEWHERE = "192.0.2.1"
_ALL = frozenset({"", "0.0.0.0", "::"})


def listens_everywhere(listening: str) -> bool:
    """Whether that is every address of the host."""
    return listening in _ALL


def own_address(listening: str) -> str:
    """The address that the daemon listens on; when that is all of them, the one of the default route."""
    if not listens_everywhere(listening):
        return listening
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE, 9))
            return str(probe.getsockname()[0])
        except OSError:  # no way out
            return "127.0.0.1"


def own_url(address: str, http_port: int | None, https_port: int | None) -> str:
    """The beginning of this host's URLs: by TLS, when that is served at all."""
    tls = https_port is not None and https_port >= 0
    scheme, port, usual = ("https", https_port, 443) if tls else ("http", http_port, 80)
    host = f"[{address}]" if ":" in address else address
    return f"{scheme}://{host}" if port == usual else f"{scheme}://{host}:{port}"
