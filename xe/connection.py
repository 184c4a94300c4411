"""Connections to a server: the local Unix socket, plain TCP, or TLS."""

import os
import socket
import sys
from collections.abc import Callable

LOCAL = "127.0.0.1"
PIECE = 65536  # bytes at a time
_SOCKET = "/var/lib/xcp/xapi"


class ConnectError(Exception):
    """There is no connection; the text is for people."""


class Connection:
    """A stream of bytes, read through a buffer. Raises OSError as sockets do."""

    def __init__(self, sock: socket.socket) -> None:
        self.socket = sock
        self._buffer = b""

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *exc: object) -> None:
        self.socket.close()

    def send(self, data: bytes) -> None:
        """Send all of it."""
        self.socket.sendall(data)

    def some(self, most: int = PIECE) -> bytes:
        """What there is, once there is something; nothing at the end."""
        data = self._buffer or self.socket.recv(PIECE)
        self._buffer = data[most:]
        return data[:most]

    def read(self, length: int) -> bytes:
        """So many bytes, or fewer if the stream ends."""
        pieces = []
        while length and (piece := self.some(length)):
            pieces.append(piece)
            length -= len(piece)
        return b"".join(pieces)

    def line(self, limit: int = PIECE) -> bytes:
        """A line with its end; without it if the stream ends or the line is longer than `limit`."""
        line = b""
        while not line.endswith(b"\n") and len(line) < limit:
            data = self._buffer or self.socket.recv(PIECE)
            room = limit - len(line)
            end = data.find(b"\n", 0, room) + 1 or min(len(data), room)
            self._buffer = data[end:]
            if not data:
                break
            line += data[:end]
        return line

    def hung_up(self) -> bool:
        """Whether the other end has closed; what it has said until now is dropped."""
        patience = self.socket.gettimeout()
        self.socket.setblocking(False)
        try:
            while self.some():
                continue
        except not_now():
            return False
        finally:
            self.socket.settimeout(patience)
        return True

    @property
    def waiting(self) -> bool:
        """Whether `some` has bytes that the socket does not show any more."""
        pending = getattr(self.socket, "pending", None)
        return bool(self._buffer or (pending and pending()))


def not_now() -> tuple[type[OSError], ...]:
    """What a connection raises that must not wait but would have to, also within TLS if that is in use."""
    tls = sys.modules.get("ssl")
    return (BlockingIOError, *((tls.SSLWantReadError, tls.SSLWantWriteError) if tls else ()))


def bare(server: str) -> str:
    """The address of a server without the brackets that a URL has around IPv6."""
    return server.removeprefix("[").removesuffix("]")


class Dialler:
    """Opens connections by the user's options: the same for the conversation and for each transfer."""

    def __init__(self, port: int | None, *, tls: bool, debug: Callable[[str], None]) -> None:
        self._port = port
        self._tls = tls
        self._debug = debug

    def open(self, server: str, port: int | None = None) -> Connection:
        """A connection to the server; to 127.0.0.1 never by TLS. Raises ConnectError."""
        host = bare(server)
        port = self._port if port is None else port
        if host == LOCAL:
            return self._local() or Connection(self._tcp(host, 80 if port is None else port))
        if not self._tls:
            return Connection(self._tcp(host, 80 if port is None else port))
        return self._by_tls(host, 443 if port is None else port)

    def _local(self) -> Connection | None:
        path = os.environ.get("XAPID_SOCKET") or _SOCKET
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            sock.connect(path)
        except OSError as error:
            self._debug(f"No connection to {path}: {error}")
            sock.close()
            return None
        self._debug(f"Connected to {path}")
        return Connection(sock)

    def _tcp(self, host: str, port: int) -> socket.socket:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise ConnectError(f"Host '{host}' not found.") from error
        failure: OSError | None = None
        for family, kind, protocol, _, address in found:
            sock = socket.socket(family, kind, protocol)
            try:
                sock.connect(address)
            except OSError as error:
                failure = error
                sock.close()
                continue
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _watch(sock)
            self._debug(f"Connected to {address[0]} port {port}")
            return sock
        reason = failure.strerror if failure and failure.strerror else failure
        raise ConnectError(f"Error: {reason} (calling connect {host}:{port})")

    def _by_tls(self, host: str, port: int) -> Connection:
        import ssl

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        sock = self._tcp(host, port)
        try:
            return Connection(context.wrap_socket(sock, server_hostname=host))
        except OSError as error:
            sock.close()
            reason = getattr(error, "reason", None) or error.strerror or error
            raise ConnectError(f"Error: {reason} (calling TLS handshake {host}:{port})") from error


#: What finds out within two minutes that the other machine has vanished, where the system can.
_SIGNS_OF_LIFE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))


def _watch(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _SIGNS_OF_LIFE:
        if hasattr(socket, name):
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
