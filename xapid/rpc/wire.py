"""What both codecs agree on: a decoded call, what makes a body bad, and the records' ready bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xapid.model.errors import XenError

#: Arrays and structs within each other, more than any type of the API needs.
MAX_DEPTH = 64


class BadBody(Exception):
    """The body of a request is no call at all; the answer is HTTP 500."""


@dataclass(frozen=True, slots=True)
class Call:
    """One decoded call. ``reply`` is what the codec needs to answer it in the caller's manner."""

    method: str
    params: list[Any]
    reply: Any = None


def texts(value: Any) -> Iterator[str]:
    """Every string within a decoded value, keys included."""
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            pending.extend(value.values())
            pending.extend(value.keys())
        elif isinstance(value, list):
            pending.extend(reversed(value))


def bad_utf8(params: list[Any]) -> XenError | None:
    """The error that names the first parameter holding a replacement character."""
    for text in texts(params):
        if "\ufffd" in text:
            return XenError("INVALID_VALUE", "Invalid UTF-8 string in parameter", text)
    return None


class NotUtf8(Exception):
    """The body is a call, but a string in it is not UTF-8: answered before any dispatch."""

    def __init__(self, error: XenError) -> None:
        super().__init__(str(error))
        self.error = error
