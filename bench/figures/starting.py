"""From the start of the program to its first answer."""

from __future__ import annotations

import time

from bench.population import PER_VM
from bench.processes import running, state_directory
from bench.row import Row

OBJECTS = 30_000


def starting() -> list[Row]:
    """Without a host: an empty database, where the schema is made, and one with 30,000 objects."""
    with state_directory() as state:
        began = time.perf_counter()
        with running("bench.server", str(state), "0") as server:
            server.call("VM.get_all")
            empty = time.perf_counter() - began
    with state_directory() as state:
        with running("bench.server", str(state), str(OBJECTS // PER_VM)):
            pass
        began = time.perf_counter()
        with running("bench.server", str(state), "0") as server:
            vm = server.call("VM.get_all")[-1]
            server.call("VM.get_record", vm)
            full = time.perf_counter() - began
    return [
        Row("start with an empty database, to the first answer", f"{empty:.2f} s", "", empty, "s", None),
        Row(f"start with {OBJECTS:,} objects, to the first answer", f"{full:.2f} s", f"empty {empty:.2f} s",
            full, "s", 10, at_least=False),
    ]  # fmt: skip
