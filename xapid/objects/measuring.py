"""Measurements as data sources: two looks, a moment apart, and what changed between them."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from xapid.model.errors import XenError

#: Between the two looks; what is counted in seconds or bytes becomes a rate over this time.
SECONDS = 0.5
KIB = 1024.0


@dataclass(frozen=True)
class Reading:
    """One measurement: a value as it is, or a counter that tells by how fast it grows."""

    value: float
    units: str
    text: str
    counter: bool = False
    most: float = math.inf


Look = Callable[[], Awaitable[dict[str, Reading]]]


async def sources(look: Look) -> list[dict[str, Any]]:
    """All measurements as data_source records. None is recorded: there are no archives."""
    return [
        {"name_label": name, "name_description": reading.text, "enabled": False, "standard": True,
         "units": reading.units, "min": 0.0, "max": reading.most, "value": value}
        for name, (reading, value) in (await _measure(look)).items()
    ]  # fmt: skip


async def query(look: Look, name: str) -> float:
    """The present value of one. INVALID_VALUE when there is none of that name."""
    first = await look()
    if name not in first:
        raise XenError("INVALID_VALUE", "data_source", name)
    if not first[name].counter:
        return first[name].value
    measured = await _measure(look)
    if name not in measured:
        raise XenError("INVALID_VALUE", "data_source", name)
    return measured[name][1]


async def _measure(look: Look) -> dict[str, tuple[Reading, float]]:
    began, before = time.monotonic(), await look()
    await asyncio.sleep(SECONDS)
    now, passed = await look(), time.monotonic() - began
    found = {}
    for name, reading in now.items():
        if not reading.counter:
            found[name] = reading, reading.value
        elif name in before:
            rate = max(0.0, reading.value - before[name].value) / passed
            found[name] = reading, min(rate, reading.most)
    return found


def cpu(seconds: float, number: int) -> Reading:
    """A processor's counter of seconds at work, whose growth is the share of its time."""
    return Reading(seconds, "(fraction)", f"share of the time that processor {number} works", True, 1.0)


def traffic(count: float, text: str) -> Reading:
    """A counter of bytes."""
    return Reading(float(count), "B/s", text, True)
