"""A client of the `xe` protocol written from the specification alone: it shares no code with ours."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from tests.xe.peer import PATIENCE

MAGIC = b"XenSource thin CLI protocol"
COMMAND, RESPONSE, BLOB = 9, 10, 11
PRINT, LOAD, PROMPT, EXIT, HTTP_GET, HTTP_PUT, ERROR, DEBUG, STDERR, CONNECT = (
    0,
    1,
    3,
    4,
    12,
    13,
    14,
    15,
    16,
    17,
)
OK, FAILED, WAIT = 5, 6, 18
CHUNK, END = 7, 8

Open = Callable[[], socket.socket]


def number(value: int) -> bytes:
    return struct.pack("<i", value)


def frame(*numbers: int) -> bytes:
    payload = b"".join(map(number, numbers))
    return number(len(payload)) + payload


def request(arguments: list[bytes], *, newline: bytes = b"\n", more: bytes = b"") -> bytes:
    body = newline.join(arguments)
    head = b"POST /cli HTTP/1.0\r\nUser-agent: xe-cli/Unix/0.2\r\noriginator: cli\r\n" + more
    return head + b"content-length: %d\r\n\r\n" % len(body) + body


@dataclass
class Heard:
    """What the server said: stdout, stderr, the files that were fetched, and the exit code."""

    out: list[str] = field(default_factory=list)
    err: str = ""
    fetched: dict[str, bytes] = field(default_factory=dict)
    errors: list[tuple[str, list[str]]] = field(default_factory=list)
    code: int | None = None


class Original:
    """One conversation, over what ``dial`` opens. ``files`` are the user's; ``typed`` is what stdin holds."""

    def __init__(self, dial: Open, files: Mapping[str, bytes] | None = None, typed: list[bytes] | None = None,
                 minor: int = 2) -> None:  # fmt: skip
        self._dial, self._files, self._typed = dial, dict(files or {}), list(typed or [])
        self._greeting = MAGIC + number(0) + number(minor)
        self.heard = Heard()

    def run(self, arguments: list[bytes], **how: bytes) -> Heard:
        """Say the arguments, and obey until Exit."""
        self.begin(request(arguments, **how))
        while self.heard.code is None:
            self.obey()
        self.socket.close()
        return self.heard

    def begin(self, said: bytes, greeting: bytes | None = None) -> None:
        """The request and the greetings; the server's is exactly 35 bytes, with no HTTP before it."""
        self.socket = self._dial()
        self.socket.sendall(said)
        theirs = self.take(len(MAGIC) + 8)
        assert theirs == MAGIC + number(0) + number(2), theirs
        self.socket.sendall(self._greeting if greeting is None else greeting)

    def take(self, length: int) -> bytes:
        data = b""
        while len(data) < length:
            piece = self.socket.recv(length - len(data))
            if not piece:
                raise EOFError(data)
            data += piece
        return data

    def obey(self) -> None:
        """Read one message, and do what it says."""
        (length,) = struct.unpack("<i", self.take(4))
        payload = self.take(length)
        group, tag = struct.unpack("<ii", payload[:8])
        assert group == COMMAND, payload
        texts = self._texts(payload[8:], tag)
        if tag == PRINT:
            self.heard.out.append(texts[0])
        elif tag == STDERR:
            self.heard.err += texts[0]
        elif tag == ERROR:
            self.heard.errors.append((texts[0], texts[1:]))
        elif tag == EXIT:
            (self.heard.code,) = struct.unpack("<i", payload[8:])
        elif tag == PROMPT:
            self._blob(self._typed.pop(0))
        elif tag == LOAD:
            self._load(texts[0])
        elif tag in (HTTP_GET, HTTP_PUT):
            self.socket.sendall(frame(RESPONSE, WAIT) * 3)
            fine = self._get(*texts) if tag == HTTP_GET else self._put(*texts)
            self.socket.sendall(frame(RESPONSE, OK if fine else FAILED))
        else:
            assert tag == DEBUG, payload

    def _texts(self, rest: bytes, tag: int) -> list[str]:
        texts: list[str] = []
        if tag == EXIT:
            return texts
        while rest:
            if tag == ERROR and len(texts) == 1:
                (count,) = struct.unpack("<i", rest[:4])
                rest = rest[4:]
                tag = -count
                continue
            (length,) = struct.unpack("<i", rest[:4])
            assert 0 <= length <= len(rest) - 4
            texts.append(rest[4 : 4 + length].decode())
            rest = rest[4 + length :]
        return texts

    def _blob(self, data: bytes) -> None:
        self.socket.sendall(frame(BLOB, CHUNK, len(data)) + data + frame(BLOB, END))

    def _load(self, name: str) -> None:
        if name in self._files:
            self.socket.sendall(frame(RESPONSE, OK))
            self._blob(self._files[name])
        else:
            self.socket.sendall(frame(RESPONSE, FAILED))

    def _second(self, head: str) -> tuple[socket.socket, int, bytes]:
        """A second connection: its status, and what came after the head of the answer."""
        link = self._dial()
        link.sendall(head.encode())
        answer = b""
        while b"\r\n\r\n" not in answer and (piece := link.recv(4096)):
            answer += piece
        start, _, rest = answer.partition(b"\r\n\r\n")
        return link, int(start.split()[1]), rest

    def _get(self, name: str, url: str) -> bool:
        link, status, data = self._second(f"GET {unquote(url)} HTTP/1.0\r\n\r\n")
        if status == 200:
            try:
                while piece := link.recv(65536):
                    data += piece
            except ConnectionError:
                return False
            self.heard.fetched[name] = data
        link.close()
        return status == 200

    def _put(self, name: str, url: str) -> bool:
        data = self._files[name]
        link, status, _ = self._second(f"PUT {unquote(url)} HTTP/1.0\r\nContent-length: {len(data)}\r\n\r\n")
        try:
            if status == 200:
                link.sendall(data)
        except ConnectionError:
            return False
        finally:
            link.close()
        return status == 200


def by_unix_socket(path: str) -> Open:
    def dial() -> socket.socket:
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(PATIENCE)
        link.connect(path)
        return link

    return dial


def by_tcp(port: int, *, tls: bool) -> Open:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

    def dial() -> socket.socket:
        link = socket.create_connection(("127.0.0.1", port), PATIENCE)
        return context.wrap_socket(link) if tls else link

    return dial
