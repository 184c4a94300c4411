"""Second connections, on which files and the console go: HttpGet, HttpPut, HttpConnect."""

import os
import select
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from types import TracebackType
from typing import BinaryIO, TypeVar

from xe.connection import PIECE, ConnectError, Connection, Dialler

ESCAPE = b"\x1d"  # Ctrl-]
_HOPS = 10  # redirects that are followed
_FAREWELL = 5.0  # seconds that the server has to close after it has a whole file


T = TypeVar("T")


class TransferFailed(Exception):
    """It did not work, and the server is told so; the text is for the debug output."""


class NoConsole(TransferFailed):
    """The server has nothing at that address."""


class LocalFailure(Exception):
    """A file of ours is at fault; the text is for people."""


class Heartbeat:
    """Calls `beat` every so many seconds for as long as it is entered."""

    def __init__(self, beat: Callable[[], None], seconds: float) -> None:
        import threading

        self._beat, self._seconds = beat, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._seconds):
            try:
                self._beat()
            except OSError:  # the conversation is over; who reads it will notice
                return


class Transfers:
    """Transfers to and from `server`, or to whom it sends us."""

    def __init__(self, dialler: Dialler, server: str, debug: Callable[[str], None]) -> None:
        self._dialler = dialler
        self._server = server
        self._debug = debug

    def get(self, file: str, url: str) -> None:
        """Fetch into a new file, or to stdout if it has no name. Raises TransferFailed, LocalFailure."""
        with self._request("GET", url) as (connection, headers):
            target = _create(file) if file else sys.stdout.buffer
            try:
                length = _copy(connection, target)
            finally:
                if file:
                    target.close()
            if headers.get("content-length", str(length)) != str(length):
                raise TransferFailed(f"the file ended after {length} bytes")

    def put(self, file: str, url: str) -> None:
        """Send a file. Raises TransferFailed, LocalFailure."""
        try:
            source = open(file, "rb", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise LocalFailure(f"{file}: {error.strerror}") from error
        with source:
            status = os.fstat(source.fileno())
            sized = [f"Content-length: {status.st_size}"] if stat.S_ISREG(status.st_mode) else []
            with self._request("PUT", url, *sized) as (connection, _):
                while piece := _local(file, lambda: source.read(PIECE)):
                    connection.send(piece)
                _say_goodbye(connection)

    def connect(self, url: str) -> None:
        """Join the terminal to the URL until either ends it. Raises TransferFailed, NoConsole."""
        with self._request("CONNECT", url, "content-length: 0") as (connection, _), _raw_terminal():
            _join(connection)

    @contextmanager
    def _request(self, method: str, url: str, *headers: str) -> Iterator[tuple[Connection, dict[str, str]]]:
        """The connection after an answer of 200, and the answer's headers."""
        for _ in range(_HOPS):
            server, port, path = self._parse(url)
            try:
                with self._dialler.open(server, port) as connection:
                    lines = "\r\n".join([*headers, "", ""]).encode()
                    connection.send(method.encode() + b" " + path + b" HTTP/1.0\r\n" + lines)
                    code, answer = _answer(connection)
                    self._debug(f"{method} {url}: {code}")
                    if code == 200:
                        yield connection, answer
                        return
            except (ConnectError, OSError) as error:
                raise TransferFailed(str(error)) from error
            if code == 404:
                raise NoConsole("there is nothing at that address")
            if code != 302 or "location" not in answer:
                raise TransferFailed(f"the server answered {code}")
            url = answer["location"]
        raise TransferFailed("too many redirects")

    def _parse(self, url: str) -> tuple[str, int | None, bytes]:
        from urllib.parse import unquote_to_bytes, urlsplit

        server, port, path = self._server, None, url
        if url.startswith("https://"):
            try:
                parts = urlsplit(url)
                server, port = parts.hostname or "", parts.port
            except ValueError as error:
                raise TransferFailed(f"not a URL: {url}") from error
            _, slash, path = url.removeprefix("https://").partition("/")
            path = slash + path
        target = unquote_to_bytes(path or "/")
        if any(byte < 0x20 for byte in target):
            raise TransferFailed("a control character in the URL")
        return server, port, target


def _answer(connection: Connection) -> tuple[int, dict[str, str]]:
    status = connection.line().decode("latin-1").split(None, 2)
    if len(status) < 2 or not status[0].startswith("HTTP/") or not status[1].isdecimal():
        raise TransferFailed("the server did not answer by HTTP")
    headers: dict[str, str] = {}
    while line := connection.line().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return int(status[1]), headers


def _create(file: str) -> BinaryIO:
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")
    except OSError as error:
        raise LocalFailure(f"{file}: {error.strerror}") from error


def _copy(connection: Connection, target: BinaryIO) -> int:
    length = 0
    while piece := connection.some():
        length += len(piece)
        _local("the output", partial(target.write, piece))
    _local("the output", target.flush)
    return length


def _local(file: str, doing: Callable[[], T]) -> T:
    try:
        return doing()
    except OSError as error:
        raise LocalFailure(f"{file}: {error.strerror}") from error


def _say_goodbye(connection: Connection) -> None:
    """Let the server read to the end: closing with its words unread would cut off ours."""
    import socket

    connection.socket.settimeout(_FAREWELL)
    try:
        connection.socket.shutdown(socket.SHUT_WR)
        while connection.some():
            continue
    except OSError:
        return


@contextmanager
def _raw_terminal() -> Iterator[None]:
    if not sys.stdin.isatty():
        yield
        return
    import termios
    import tty

    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setraw(sys.stdin)
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)


def _join(connection: Connection) -> None:
    """Copy both ways until the connection or stdin ends, or Ctrl-] is typed."""
    keyboard, out = sys.stdin.fileno(), sys.stdout.buffer
    while True:
        patience = 0 if connection.waiting else None
        ready, _, _ = select.select([connection.socket, keyboard], [], [], patience)
        if connection.waiting or connection.socket in ready:
            piece = connection.some()
            if not piece:
                return
            out.write(piece)
            out.flush()
        if keyboard in ready:
            typed, escape, _ = os.read(keyboard, PIECE).partition(ESCAPE)
            connection.send(typed)
            if escape or not typed:
                return
