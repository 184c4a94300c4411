"""Numbers, sizes, booleans, words and times as users write them."""

from __future__ import annotations

import re
from datetime import datetime

from xapid.model.registry import registry
from xapid.model.types import parse_datetime
from xe.commands.enum_text import ENUM_TEXT
from xe.commands.failures import CommandFailure

_TRUE = frozenset(("true", "t", "yes", "y", "1"))
_FALSE = frozenset(("false", "f", "no", "n", "0"))

_SIZE = re.compile(r"\s*([0-9]+)\s*([a-zA-Z]*)\s*")
_SUFFIXES = ("b bytes", "k kb kib", "m mb mib", "g gb gib", "t tb tib")
_UNITS = {unit: 1024**power for power, names in enumerate(_SUFFIXES) for unit in names.split()}
_UNITS[""] = 1

#: The whole numbers of the API, and more digits than any of them needs.
_RANGE = range(-(2**63), 2**63)
_DIGITS = 64


def read_bool(name: str, text: str) -> bool:
    """A boolean of a command. Raises CommandFailure."""
    folded = text.lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise CommandFailure(
        f"Failed to parse parameter '{name}': Expected a boolean (true or false); got {text}"
    )


def read_size(name: str, text: str) -> int:
    """A number of bytes, with or without a unit; units are powers of 1024. Raises CommandFailure."""
    match = _SIZE.fullmatch(text)
    size = int(match[1]) * _UNITS.get(match[2].lower(), 0) if match and len(match[1]) <= _DIGITS else -1
    if match is None or match[2].lower() not in _UNITS or not 0 <= size < _RANGE.stop:
        raise CommandFailure(
            f"Failed to parse field '{name}': expecting an integer "
            f"(possibly with suffix KiB, MiB, GiB, TiB), got '{text}'"
        )
    return size


def read_int(name: str, text: str) -> int:
    """A whole number. Raises CommandFailure."""
    if not re.fullmatch(r"[+-]?[0-9]+", text) or len(text) > _DIGITS or int(text) not in _RANGE:
        raise CommandFailure(f"Parameter {name} must be an integer")
    return int(text)


def read_float(name: str, text: str) -> float:
    """A number. Raises CommandFailure."""
    try:
        return float(text)
    except ValueError:
        raise CommandFailure(f"Parameter {name} must be a floating-point number") from None


def read_word(name: str, text: str, enum: str, shown_as: str = "") -> str:
    """A value of an enumeration, as the API or as xe spells it, in any case. Raises CommandFailure.

    ``shown_as``: the name that the enumeration has where it is shown, if that is another.
    """
    of, shown = registry.enums[enum], ENUM_TEXT.get(shown_as or enum, {})
    words = {word.lower(): str(member) for member in of for word in (shown.get(member, member), member)}
    if text.lower() not in words:
        raise CommandFailure(
            f"Failed to parse parameter '{name}': Expected one of {', '.join(of)}; got {text}"
        )
    return words[text.lower()]


def read_time(name: str, text: str) -> datetime:
    """A time in the form of the API. Raises CommandFailure."""
    try:
        return parse_datetime(text)
    except ValueError:
        raise CommandFailure(f"Parameter {name} must be a time such as 20240131T12:00:00Z") from None
