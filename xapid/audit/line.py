"""One line of the audit log: a time, what became of the call, its name, and ``key=value`` details."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

#: Characters of one value, and bytes of one line.
LONGEST_VALUE, LONGEST_LINE = 256, 16_384

_PLAIN = re.compile(r"[A-Za-z0-9_.:/*+@,()-]+")
_SINCE = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,6})\d*)?)?(Z|[+-]\d\d:?\d\d)?"
)


def stamp(moment: datetime | None = None) -> str:
    """A time as lines begin with: UTC, always 24 characters, so that texts compare like times."""
    text = (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return f"{text[:23]}Z"


def compose(outcome: str, call: str, details: dict[str, str]) -> str:
    """The line for a call that ended just now. Details that are empty are left out."""
    words = [stamp(), outcome, quoted(call)]
    words += [f"{key}={quoted(value)}" for key, value in details.items() if value]
    return shortened(" ".join(words))


def quoted(value: str) -> str:
    """A value as one word without control characters: as it is when it is plain, else a JSON string."""
    value = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    if _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\u2028", "\\u2028")


def shortened(line: str) -> str:
    """A line that is no longer than a line can be."""
    encoded = line.encode("utf-8", "backslashreplace")
    return encoded[:LONGEST_LINE].decode("utf-8", "ignore")


def read_since(text: str) -> str:
    """The stamp from which on lines are wanted; of an empty text, the beginning of all times.

    ISO 8601, with or without dashes and colons, a day alone being its first moment.
    Raises ValueError.
    """
    if not text:
        return ""
    match = _SINCE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text[:64]!r} is no time such as 20260131T12:00:00Z")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    written = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    written += f".{(fraction or '0').ljust(6, '0')}"
    offset = "+00:00" if zone in (None, "Z") else zone
    return stamp(datetime.fromisoformat(written + offset))
