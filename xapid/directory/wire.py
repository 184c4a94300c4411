"""The way to an LDAP server: TCP and TLS, each step within a time limit.

The LDAP library would wait for ever in a TLS handshake, so it gets a connection that is there already.
"""

from __future__ import annotations

import select
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from xapid.directory.errors import BadAuthorities, TlsFailed, Unreachable

#: Seconds after which a connection that nobody uses is let go of.
_IDLE = 60.0
_PIECE = 1 << 16

#: LDAP's request to begin TLS, message 1; the answer to it is short.
_START_TLS = b"\x30\x1d\x02\x01\x01\x77\x18\x80\x16" + b"1.3.6.1.4.1.1466.20037"
_LONGEST_ANSWER = 4096


#: Makes what checks a server's certificate. It may block for a file.
Trust = Callable[[], ssl.SSLContext]


def trusting(authorities: str) -> Trust:
    """The one that believes these authorities alone. Raises BadAuthorities."""
    try:
        context = ssl.create_default_context(cadata=authorities)
    except (ssl.SSLError, ValueError) as error:
        raise BadAuthorities(f"ca: no usable certificate: {error}") from None
    return lambda: context


def connect(uri: str, context: ssl.SSLContext | None, timeout: float) -> int:
    """A file descriptor that speaks plain LDAP with the server; it belongs to the caller.

    ``context``: encrypt, from the start for an ldaps address, else by StartTLS.
    Raises Unreachable and TlsFailed.
    """
    parts = urlsplit(uri)
    host = parts.hostname or ""
    try:
        raw = socket.create_connection(
            (host, parts.port or (636 if parts.scheme == "ldaps" else 389)), timeout
        )
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{uri}: {error}") from None
    try:
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context is None:
            raw.setblocking(True)
            return raw.detach()
        if parts.scheme != "ldaps":
            _ask_for_tls(raw, uri)
        return _tunnel(context.wrap_socket(raw, server_hostname=host), timeout)
    except ssl.SSLCertVerificationError as error:
        raise TlsFailed(f"{uri}: its certificate is not trusted: {error}") from None
    except ssl.SSLError as error:
        raise TlsFailed(f"{uri}: no encryption: {error.reason or error}") from None
    except OSError as error:
        raise Unreachable(f"{uri}: {error}") from None
    finally:
        raw.close()


def _ask_for_tls(raw: socket.socket, uri: str) -> None:
    """Send StartTLS and read the answer: whatever it says but success is a refusal."""
    raw.sendall(_START_TLS)
    answer = b""
    while len(answer) < 2 or len(answer) < 2 + _length(answer):
        piece = raw.recv(_PIECE)
        answer += piece
        if not piece or len(answer) > _LONGEST_ANSWER or answer[0] != 0x30:
            raise TlsFailed(f"{uri}: no answer to StartTLS")
    # An ExtendedResponse, and in it first the code of the result: an enumerated 0.
    place = answer.find(b"\x0a\x01\x00")
    if not 0 < place <= 16:
        raise TlsFailed(f"{uri}: the server refuses StartTLS")


def _length(answer: bytes) -> int:
    """The announced length of what follows the first two bytes."""
    short = answer[1]
    if short < 0x80:
        return short
    size = short & 0x7F
    return size + int.from_bytes(answer[2 : 2 + size]) if len(answer) >= 2 + size else _LONGEST_ANSWER


def _tunnel(encrypted: ssl.SSLSocket, timeout: float) -> int:
    """The plain end of an encrypted connection; a thread carries the bytes until either side closes."""
    near, far = socket.socketpair()
    carry = threading.Thread(target=_carry, args=(far, encrypted, timeout), name="directory TLS", daemon=True)
    carry.start()
    return near.detach()


def _carry(plain: socket.socket, encrypted: ssl.SSLSocket, timeout: float) -> None:
    encrypted.setblocking(False)
    plain.settimeout(timeout)
    with plain, encrypted, suppress(OSError):
        while True:
            ready = select.select([plain, encrypted], [], [], 0 if encrypted.pending() else _IDLE)[0]
            if not ready and not encrypted.pending():
                return
            if plain in ready:
                piece = plain.recv(_PIECE)
                if not piece:
                    return
                encrypted.settimeout(timeout)
                encrypted.sendall(piece)
                encrypted.setblocking(False)
            if encrypted in ready or encrypted.pending():
                with suppress(ssl.SSLWantReadError):
                    piece = encrypted.recv(_PIECE)
                    if not piece:
                        return
                    plain.sendall(piece)
