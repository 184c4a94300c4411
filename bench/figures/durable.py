"""Changes that are on disk before they are answered, beside SQLite alone with the same rows."""

from __future__ import annotations

import sqlite3
import time
from itertools import count
from pathlib import Path
from statistics import median

from bench.processes import load, request, running, state_directory
from bench.row import Row

CLIENTS, ROUNDS, SECONDS = 64, 5, 1.5


def durable() -> list[Row]:
    """64 clients, each changing a VM of its own; SQLite commits 64 such rows at a time."""
    ours, alone, base = [], [], []
    with state_directory() as state, running("bench.server", str(state), "1000") as server:
        vms = server.call("VM.get_all")[:CLIENTS]
        bodies = [request("/jsonrpc", server.json_call("VM.set_name_description", vm, "@" * 8)) for vm in vms]
        for number in range(ROUNDS):
            ours.append(load(server, CLIENTS, SECONDS, bodies))
            base.append(_raw(state / f"raw{number}.db", state / "xapid.db", vms))
        server.end()
        for _ in range(ROUNDS):
            with running("bench.store_alone", str(state), str(CLIENTS), str(SECONDS)) as store:
                alone.append(store.said["rate"])
    sqlite = f"sqlite3 {median(base):.0f}/s"
    return [
        Row(f"durable changes a second, {CLIENTS} clients", f"{median(ours):.0f}/s", sqlite,
            median(ours) / median(base), "x", 0.5),
        Row("  the same without HTTP, the store alone", f"{median(alone):.0f}/s", sqlite,
            median(alone) / median(base), "x", None),
    ]  # fmt: skip


def _raw(path: Path, source: Path, vms: list[str]) -> float:
    """Rows a second that SQLite alone commits, in groups of as many as there are clients."""
    with sqlite3.connect(source) as original, sqlite3.connect(path) as connection:
        original.backup(connection)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    change = 'UPDATE "VM" SET name_description=?, _modified=? WHERE _ref=?'
    began, rows, numbers = time.perf_counter(), 0, count(1 << 40)
    while time.perf_counter() - began < SECONDS:
        connection.executemany(change, [(f"{next(numbers):08}", next(numbers), vm) for vm in vms])
        connection.execute("UPDATE xapid_state SET generation=? WHERE id=1", (next(numbers),))
        connection.commit()
        rows += len(vms)
    took = time.perf_counter() - began
    connection.close()
    return rows / took
