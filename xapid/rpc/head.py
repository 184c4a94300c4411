"""The head of an HTTP request: what is needed to know whose it is and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import parse_qsl, unquote

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_NUMBER = re.compile(r"[0-9]{1,19}")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")

#: More header lines than any client sends.
_MAX_HEADERS = 100


class BadHead(Exception):
    """The head is not HTTP as we take it; the answer is 400."""


@dataclass(frozen=True)
class Head:
    """A parsed request head. ``headers``: by lower-case name, as latin-1 text."""

    method: str
    target: str
    #: 0 or 1, of HTTP/1.x.
    minor: int
    headers: dict[str, str]
    #: None when the request does not say.
    content_length: int | None
    raw: bytes

    @cached_property
    def path(self) -> str:
        """The path, percent-decoded."""
        return unquote(self.target.partition("?")[0], errors="replace")

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The values of each key of the query, in order."""
        found: dict[str, list[str]] = {}
        for key, value in parse_qsl(self.target.partition("?")[2], keep_blank_values=True, errors="replace"):
            found.setdefault(key, []).append(value)
        return found

    def first(self, key: str, default: str = "") -> str:
        """The first value of a key of the query."""
        return next(iter(self.query.get(key, ())), default)

    @cached_property
    def cookies(self) -> dict[str, str]:
        """Cookies, separated by ``;``, or by ``&`` when there is no ``;``, percent-decoded."""
        text = self.headers.get("cookie", "")
        pairs = text.split(";") if ";" in text else text.split("&")
        parts = (pair.partition("=") for pair in pairs if "=" in pair)
        return {unquote(k.strip()): unquote(v.strip()) for k, _, v in parts}

    @cached_property
    def keep_alive(self) -> bool:
        """Whether the client wants to send more requests on the connection."""
        wishes = {w.strip().lower() for w in self.headers.get("connection", "").split(",")}
        return "close" not in wishes if self.minor else "keep-alive" in wishes

    @cached_property
    def chunked(self) -> bool:
        """Whether the length of the body is told by chunks."""
        return "transfer-encoding" in self.headers

    @cached_property
    def websocket(self) -> bool:
        """Whether the client wants to go on as a WebSocket."""
        return self.headers.get("upgrade", "").lower() == "websocket"


@lru_cache(maxsize=512)
def parse_head(raw: bytes) -> Head:
    """Parse a head, with its empty line. Raises BadHead.

    Clients send the same head again and again, so the last ones are remembered.
    """
    lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    words = lines[0].split(" ")
    if len(words) != 3 or not _TOKEN.fullmatch(words[0]) or words[2] not in ("HTTP/1.0", "HTTP/1.1"):
        raise BadHead("not a request line of HTTP/1.0 or 1.1")
    if len(lines) > _MAX_HEADERS:
        raise BadHead("too many headers")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name) or _CONTROL.search(value):
            raise BadHead("a header that is none")
        name, value = name.lower(), value.strip(" \t")
        if name in headers:
            if name in ("content-length", "transfer-encoding", "host"):
                raise BadHead(f"{name} comes twice")
            value = f"{headers[name]}; {value}" if name == "cookie" else f"{headers[name]}, {value}"
        headers[name] = value
    return Head(words[0], _path_only(words[1]), int(words[2][-1]), headers, _length(headers), raw)


def _path_only(target: str) -> str:
    """The target without scheme and host, which a proxy's client sends."""
    scheme, found, rest = target.partition("://")
    if found and scheme.lower() in ("http", "https"):
        return "/" + rest.partition("/")[2]
    return target


def _length(headers: dict[str, str]) -> int | None:
    text = headers.get("content-length")
    if text is None:
        return None
    if not _NUMBER.fullmatch(text) or "transfer-encoding" in headers:
        raise BadHead("content-length is not one number, or not alone")
    return int(text)
