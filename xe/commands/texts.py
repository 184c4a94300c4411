"""Single values as text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def shown(value: Any) -> str:
    """A value as it is shown, by its type; floats with three decimals."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return datetime_text(value)
    if isinstance(value, float):
        return f"{value:.3f}"
    return str(value)


def map_text(found: Mapping[str, str]) -> str:
    """A map as it is shown."""
    return "; ".join(f"{key}: {value}" for key, value in found.items())


def datetime_text(value: datetime) -> str:
    """A time as it is shown, in UTC."""
    if value.tzinfo is not None:
        value = value.astimezone(UTC)
    return value.strftime("%Y%m%dT%H:%M:%SZ").rjust(18, "0")
