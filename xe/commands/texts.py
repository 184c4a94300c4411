"""Single values: as the text that people read, and as data for programs."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any


class Cell(str):
    """A text together with the value that it stands for; shown like any other text."""

    __slots__ = ("value",)
    value: Any

    def __new__(cls, text: str, value: Any = None) -> Cell:
        """``value``: None when the text only says that there is none."""
        made = super().__new__(cls, text)
        made.value = value
        return made


def shown(value: Any) -> str:
    """A value as it is shown, by its type: floats with three decimals, sets and maps joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, dict):
        return "; ".join(f"{shown(key)}: {shown(member)}" for key, member in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(shown, value))
    return str(value)


def datetime_text(value: datetime) -> str:
    """A time as it is shown, in UTC."""
    return _in_utc(value).strftime("%Y%m%dT%H:%M:%SZ").rjust(18, "0")


def data(value: Any) -> Any:
    """A value for programs, of the types that JSON has; times as in ISO 8601."""
    if isinstance(value, Cell):
        return data(value.value)
    if isinstance(value, datetime):
        return f"{_in_utc(value).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {shown(key): data(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [data(member) for member in value]
    return value


def _in_utc(value: datetime) -> datetime:
    return value if value.tzinfo is None else value.astimezone(UTC)
