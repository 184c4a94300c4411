"""Second connections, on which files and the console go: HttpGet, HttpPut, HttpConnect."""

import io
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TextIO, TypeVar

from xe.connection import LOCAL, PIECE, ConnectError, Connection, Dialler, bare
from xe.endings import StdoutGone
from xe.meter import Meter

STANDARD = "-"  # instead of a file name: stdin or stdout
_HOPS = 10  # redirects that are followed
_HEADERS = 100  # lines of an answer's head
_STALL = 600.0  # seconds in which a server takes nothing of a file
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
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def alone(self, doing: Callable[[], T]) -> T:
        """Do something while it does not beat."""
        with self._turn:
            return doing()

    def _run(self) -> None:
        while not self._over.wait(self._seconds):
            try:
                with self._turn:
                    self._beat()
            except OSError:  # the conversation is over; who reads it will notice
                return


class Transfers:
    """Transfers to and from `server`, or to whom it sends us.

    `beside` is called with every piece, and when the file descriptor of the `conversation` has something.
    """

    def __init__(self, dialler: Dialler, server: str, debug: Callable[[str], None],
                 beside: Callable[[], None], conversation: int, *, meter: bool) -> None:  # fmt: skip
        self._dialler = dialler
        self._server = server
        self._debug = debug
        self._beside = beside
        self._conversation = conversation
        self._meter = meter

    def get(self, file: str, url: str) -> bool:
        """Fetch into a new file, or to stdout: whether its length had been announced, and so is right.

        A file that was begun is taken away when it stays incomplete. Raises TransferFailed, LocalFailure,
        StdoutGone.
        """
        with self._request("GET", url) as (connection, headers):
            total = _number(headers.get("content-length", ""))
            target = _create(file) if file else _stdout()
            meter = Meter(file, total, shown=self._meter and not target.isatty())
            try:
                self._copy(connection, file, target, meter)
                if total is not None and meter.done != total:
                    raise TransferFailed(f"the file ended after {meter.done} bytes")
            except BaseException:
                if file:
                    with suppress(FileNotFoundError):  # somebody was quicker
                        os.unlink(file)
                raise
            finally:
                target.close()
        return total is not None

    def _copy(self, connection: Connection, file: str, target: io.FileIO, meter: Meter) -> None:
        try:
            while piece := connection.some():
                self._beside()
                _write(file, target, piece)
                meter.add(len(piece))
        finally:
            meter.finish()

    def put(self, file: str, url: str) -> None:
        """Send a file, or stdin for "-". Raises TransferFailed, LocalFailure."""
        with opened(file) as source:
            length = rest_of(source)
            sized = [] if length is None else [f"Content-length: {length}"]
            with self._request("PUT", url, *sized) as (connection, _):
                connection.socket.settimeout(_STALL)
                name = "" if file == STANDARD else file
                pieces = self._pieces(file, source) if sized else self._slow_pieces(file, source, connection)
                self._send(connection, pieces, Meter(name, length, shown=self._meter))
                _say_goodbye(connection)

    def _send(self, connection: Connection, pieces: Iterator[bytes], meter: Meter) -> None:
        try:
            for piece in pieces:
                connection.send(piece)
                meter.add(len(piece))
        finally:
            meter.finish()

    def _pieces(self, file: str, source: io.BufferedReader) -> Iterator[bytes]:
        while piece := _local(file, lambda: source.read1(PIECE)):
            self._beside()
            yield piece

    def _slow_pieces(self, file: str, source: io.BufferedReader, connection: Connection) -> Iterator[bytes]:
        """Those of a pipe: while it is silent it is seen when the server leaves."""
        while True:
            watched = [source.fileno(), connection.socket.fileno(), self._conversation]
            ready, _, _ = select.select(watched, [], [])
            self._beside()
            if watched[1] in ready and connection.hung_up():
                raise TransferFailed("the server did not want all of the file")
            if watched[0] in ready:
                piece = _local(file, lambda: source.read1(PIECE))
                if not piece:
                    return
                yield piece

    def connect(self, url: str, escape: bytes) -> bool:
        """Join the terminal to the URL until ``escape`` is typed or either ends it: whether the other did.

        Raises TransferFailed, NoConsole, LocalFailure.
        """
        from xe.terminal import join, raw, size_told

        _number_of(sys.stdin, "input")
        _number_of(sys.stdout, "output")
        with (
            self._request("CONNECT", url, "content-length: 0") as (connection, _),
            raw(),
            size_told(lambda rows, columns: self._tell_size(url, rows, columns)),
        ):
            return join(connection, escape)

    def _tell_size(self, url: str, rows: int, columns: int) -> bool:
        """Tell the server how large the terminal is: whether it cares. Only xapid does."""
        path, _, query = url.partition("?")
        try:
            with self._request("PUT", f"{path}_size?{query}&rows={rows}&columns={columns}",
                               "content-length: 0"):  # fmt: skip
                return True
        except TransferFailed:
            return False

    @contextmanager
    def _request(self, method: str, url: str, *headers: str) -> Iterator[tuple[Connection, dict[str, str]]]:
        """The connection after an answer of 200, and the answer's headers."""
        for _ in range(_HOPS):
            server, port, path = self._parse(url)
            if bare(server) == LOCAL != bare(self._server):
                raise TransferFailed("a server elsewhere may not send us to our own, where we are root")
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
    for _ in range(_HEADERS):
        line = connection.line().decode("latin-1")
        if not line.endswith("\n"):
            break
        if not line.strip():
            return int(status[1]), headers
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    raise TransferFailed("the head of the server's answer has no end")


def _stdout() -> io.FileIO:
    return io.FileIO(_number_of(sys.stdout, "output"), "wb", closefd=False)


def _number_of(stream: TextIO | None, name: str) -> int:
    if stream is None:
        raise LocalFailure(f"the standard {name} is closed")
    return stream.fileno()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() else None


def _create(file: str) -> io.FileIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    return io.FileIO(_local(file, lambda: os.open(file, flags, 0o600)), "wb")


def _write(file: str, target: io.FileIO, data: bytes) -> None:
    """Write all of it, at once."""
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[target.write(rest) :]
    except BrokenPipeError as error:
        if file:
            raise LocalFailure(f"{file}: {error.strerror}") from error
        raise StdoutGone from error
    except OSError as error:
        raise LocalFailure(f"{file or 'the standard output'}: {error.strerror}") from error


@contextmanager
def opened(file: str) -> Iterator[io.BufferedReader]:
    """A file that the user named to be read, or stdin for "-". Raises LocalFailure."""
    if file == STANDARD:
        yield io.BufferedReader(io.FileIO(_number_of(sys.stdin, "input"), closefd=False))
        return
    with _local(file, lambda: open(file, "rb")) as source:
        yield source


def rest_of(source: io.BufferedReader) -> int | None:
    """How many bytes are still to be read; None for what is no regular file."""
    status = os.fstat(source.fileno())
    if not stat.S_ISREG(status.st_mode):
        return None
    return max(status.st_size - source.tell(), 0)


def _local(file: str, doing: Callable[[], T]) -> T:
    try:
        return doing()
    except OSError as error:
        name = "the standard input" if file == STANDARD else file
        raise LocalFailure(f"{name}: {error.strerror}") from error


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
