"""The protocol between the program `xe` and the daemon, as bytes: shared by both, and free of any I/O.

A frame is four bytes of length and a payload. Numbers are 32 bits, signed, little endian. Text that is
not UTF-8 survives (as lone surrogates). Nothing heavy is imported here, since `xe` starts often.
"""

import struct
from collections.abc import Iterator

MAJOR, MINOR = 0, 2
MAGIC = b"XenSource thin CLI protocol"
GREETING = MAGIC + struct.pack("<ii", MAJOR, MINOR)
MAX_REQUEST = 200 * 1024  # bytes of arguments in one request
MAX_FRAME = 256 * 1024 * 1024  # longer ones come from something that does not speak this protocol
HEADER = 4  # bytes in front of each payload


class ProtocolError(ValueError):
    """The bytes are not what this protocol allows; the text is for people."""


class Message:
    """Base of all messages. The annotations of a kind are its arguments, in their order on the wire."""

    group = 0
    tag = 0
    fields: dict[str, object] = {}

    def __init_subclass__(cls, tag: int | None = None) -> None:
        if tag is not None:
            cls.tag, cls.fields = tag, dict(cls.__annotations__)
            KINDS[cls.group, tag] = cls

    def __init__(self, *values: object) -> None:
        for name, value in zip(self.fields, values, strict=True):
            setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, vars(self).values()))})"


KINDS: dict[tuple[int, int], type[Message]] = {}


class Command(Message):
    """What the server tells the client to do."""

    group = 9


class Response(Message):
    """What the client says after Load, HttpGet, HttpPut and HttpConnect."""

    group = 10


class Blob(Message):
    """What frames the client's bytes after Load and Prompt."""

    group = 11


class Print(Command, tag=0):
    """Write the text and a newline to stdout."""

    text: str


class Load(Command, tag=1):
    """Send the content of a file: OK, Chunk, the bytes, End; or Failed."""

    file: str


class Prompt(Command, tag=3):
    """Send a line of stdin without its newline: Chunk, the bytes, End."""


class Exit(Command, tag=4):
    """End with this exit code."""

    code: int


class HttpGet(Command, tag=12):
    """Fetch the URL into a new file (stdout if it has no name), then OK or Failed."""

    file: str
    url: str


class HttpPut(Command, tag=13):
    """Send the file to the URL, then OK or Failed."""

    file: str
    url: str


class Error(Command, tag=14):
    """Tell of an API error."""

    code: str
    params: tuple[str, ...]


class Debug(Command, tag=15):
    """Write the text to the debug output."""

    text: str


class PrintStderr(Command, tag=16):
    """Write the text to stderr, as it is."""

    text: str


class HttpConnect(Command, tag=17):
    """Join the terminal to the URL, then OK or Failed."""

    url: str


class OK(Response, tag=5):
    """It went well."""


class Failed(Response, tag=6):
    """It did not."""


class Wait(Response, tag=18):
    """A transfer goes on; any number of these may come before OK or Failed."""


class Chunk(Blob, tag=7):
    """So many raw bytes follow, outside of any frame."""

    length: int


class End(Blob, tag=8):
    """There are no more chunks."""


def encode(message: Message) -> bytes:
    """The whole frame. Raises ProtocolError for a number that 32 bits cannot hold."""
    parts = [_int(message.group), _int(message.tag)]
    for value in vars(message).values():
        if isinstance(value, int):
            parts.append(_int(value))
        elif isinstance(value, str):
            parts.append(_string(value))
        else:
            parts += [_int(len(value)), *map(_string, value)]
    payload = b"".join(parts)
    return _int(len(payload)) + payload


def frame_length(header: bytes) -> int:
    """How many bytes of payload follow these four. Raises ProtocolError for an absurd number."""
    (length,) = struct.unpack("<i", header)
    if not 0 <= length <= MAX_FRAME:
        raise ProtocolError(f"a frame of {length} bytes")
    return int(length)


def decode(payload: bytes) -> Message:
    """The message in the payload of a frame. Raises ProtocolError if there is none, or more than that."""
    reader = _Reader(payload)
    group, tag = reader.number(), reader.number()
    kind = KINDS.get((group, tag))
    if kind is None:
        raise ProtocolError(f"no message has the tags {group} and {tag}")
    values = [reader.read(wanted) for wanted in kind.fields.values()]
    if reader.rest:
        raise ProtocolError(f"{reader.rest} bytes after a {kind.__name__}")
    return kind(*values)


def check_greeting(greeting: bytes) -> tuple[int, int]:
    """The peer's major and minor version. Raises ProtocolError if it is not a greeting at all."""
    if len(greeting) != len(GREETING) or not greeting.startswith(MAGIC):
        raise ProtocolError(f"not a greeting: {greeting[:40]!r}")
    major, minor = struct.unpack("<ii", greeting[len(MAGIC) :])
    return major, minor


def encode_request(arguments: list[str], headers: dict[str, str]) -> bytes:
    """The request that opens a conversation. Raises ProtocolError if it would be too long for any server."""
    body = b"\n".join(_bytes(argument) for argument in arguments)
    if len(body) > MAX_REQUEST:
        raise ProtocolError(f"the arguments take {len(body)} bytes, and {MAX_REQUEST} are allowed")
    lines = ["POST /cli HTTP/1.0", f"User-agent: xe-cli/Unix/{MAJOR}.{MINOR}", "originator: cli"]
    lines += [f"{name}: {' '.join(value.split())}" for name, value in headers.items() if value]
    lines += [f"content-length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace") + body


def decode_arguments(body: bytes) -> list[str]:
    """The arguments in a request's body: one a line, ended by LF or CR LF."""
    text = body.decode("utf-8", "surrogateescape")
    return [line.removesuffix("\r") for line in text.split("\n")] if text else []


class _Reader:
    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._at = 0

    @property
    def rest(self) -> int:
        return len(self._payload) - self._at

    def read(self, wanted: object) -> object:
        if wanted is int:
            return self.number()
        return self.string() if wanted is str else tuple(self.strings())

    def number(self) -> int:
        (value,) = struct.unpack("<i", self._take(4))
        return int(value)

    def string(self) -> str:
        return self._take(self.number()).decode("utf-8", "surrogateescape")

    def strings(self) -> Iterator[str]:
        count = self.number()
        if not 0 <= count <= self.rest:
            raise ProtocolError(f"{count} strings in {self.rest} bytes")
        for _ in range(count):
            yield self.string()

    def _take(self, length: int) -> bytes:
        if not 0 <= length <= self.rest:
            raise ProtocolError(f"{length} bytes where {self.rest} are left")
        self._at += length
        return self._payload[self._at - length : self._at]


def _int(value: int) -> bytes:
    try:
        return struct.pack("<i", value)
    except struct.error as error:
        raise ProtocolError(f"{value} does not fit into 32 bits") from error


def _string(text: str) -> bytes:
    data = _bytes(text)
    return _int(len(data)) + data


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
