"""Sending a file to a web server."""

from __future__ import annotations

import http.client
import ssl
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from xapid.machine.errors import CommandFailed, Unsupported

SECONDS = 60.0
_PORTS = {"http": 80, "https": 443}


def check(url: str, proxy: str = "") -> None:
    """Raise Unsupported unless these are addresses with which `put` could do something."""
    there, via = _parse(url), _parse(proxy) if proxy else None
    if there.scheme not in _PORTS or (via is not None and via.scheme != "http"):
        raise Unsupported(f"no address of a web server: {url[:200]}")


def put(path: Path, url: str, trust: ssl.SSLContext, proxy: str = "") -> None:
    """PUT the file to the URL, through an HTTP proxy if one is named; ``trust`` checks certificates.

    Blocks. Raises Unsupported for an address that means nothing, CommandFailed for what the server answers.
    """
    check(url, proxy)
    there, via = _parse(url), _parse(proxy) if proxy else None
    target = f"{there.path or '/'}{'?' + there.query if there.query else ''}"
    if via is not None and there.scheme == "http":
        target = url  # a proxy of plain HTTP reads the whole address
    try:
        first = (str(via.hostname), via.port or 80) if via is not None else None
        port = there.port or _PORTS[there.scheme]
        connection = _connection(there.scheme, str(there.hostname), port, first, trust)
        try:
            with path.open("rb") as file:
                size = str(path.stat().st_size)
                connection.request("PUT", target, file, {"Content-Length": size})
                answer = connection.getresponse()
                answer.read(1 << 16)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise CommandFailed(f"{there.hostname}: {error}") from None
    if not 200 <= answer.status < 300:
        raise CommandFailed(f"{there.hostname}: it answered {answer.status} {answer.reason}")


def _parse(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise Unsupported(f"no address of a web server: {url[:200]}")


def _connection(scheme: str, host: str, port: int, via: tuple[str, int] | None,
                trust: ssl.SSLContext) -> http.client.HTTPConnection:  # fmt: skip
    first = via or (host, port)
    if scheme == "https":
        made: http.client.HTTPConnection = http.client.HTTPSConnection(*first, timeout=SECONDS, context=trust)
    else:
        made = http.client.HTTPConnection(*first, timeout=SECONDS)
    if via is not None and scheme == "https":
        made.set_tunnel(host, port)
    return made
