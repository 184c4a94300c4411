"""The class Diagnostics: figures about the daemon itself, for those who look after it."""

from __future__ import annotations

import asyncio
import ctypes
import gc
from pathlib import Path

from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host import Host


class Diagnostics(XenObject, name="Diagnostics", events=False, persist=False, in_database=False):
    """Questions about the daemon's own memory, database and connections."""


@message(Diagnostics, role=POOL_OPERATOR, hidden=True)
async def gc_compact(ctx: Context, host: Host) -> None:
    """Free what the daemon no longer uses, and give the memory back to Linux."""
    gc.collect()
    await asyncio.to_thread(_trim)


def _trim() -> None:
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # only the GNU C library has it
    if trim is not None:
        trim(0)


@message(Diagnostics, role=POOL_OPERATOR, hidden=True)
async def gc_stats(ctx: Context, host: Host) -> dict[str, str]:
    """The daemon's memory in bytes, and what its garbage collection has done, by generation."""
    found = {name: str(size) for name, size in _memory().items()}
    for number, generation in enumerate(gc.get_stats()):
        found |= {f"generation_{number}_{name}": str(count) for name, count in generation.items()}
    return found | {"objects": str(len(gc.get_objects()))}


def _memory() -> dict[str, int]:
    wanted = {"VmRSS": "resident", "VmHWM": "resident_most", "VmSize": "virtual"}
    pairs = (line.partition(":") for line in Path("/proc/self/status").read_text().splitlines())
    return {wanted[key]: int(value.split()[0]) * 1024 for key, _, value in pairs if key in wanted}


@message(Diagnostics, role=POOL_OPERATOR, hidden=True)
async def db_stats(ctx: Context) -> dict[str, str]:
    """How many objects of each class there are, the generation, and the changes not on disk yet."""
    store = ctx.store
    counts = {name: str(len(table)) for name, table in sorted(store.tables.items()) if len(table)}
    return counts | {"generation": str(store.generation), "not_durable": str(store.pending)}


@message(Diagnostics, role=POOL_OPERATOR, hidden=True)
async def network_stats(ctx: Context, host: Host, params: dict[str, str]) -> list[list[str]]:
    """Requests since the daemon started: method, path and number of each.

    ``params`` may name a ``method`` and a ``uri``, the beginning of a path.
    """
    method, path = params.get("method", "").upper(), params.get("uri", "")
    return [[of, where, str(count)] for (of, where), count in sorted(ctx.services.figures.requests.items())
            if (not method or of == method) and where.startswith(path)]  # fmt: skip
