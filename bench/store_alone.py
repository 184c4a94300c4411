"""Changes a second of the store alone, without HTTP: one coroutine for each client. Run as a process."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from xapid.objects import catalog, operations
from xapid.objects.vm import VM
from xapid.store.database import sqlite_url
from xapid.store.opening import open_store


async def run(state: Path, clients: int, seconds: float) -> None:
    """Change a VM each for so long; say how many changes a second became durable."""
    store, writer = await open_store(sqlite_url(state / "xapid.db"), catalog.load())
    operations.keep_allowed_operations_true(store)
    end, done = time.perf_counter() + seconds, 0

    async def work(vm: VM) -> None:
        nonlocal done
        while time.perf_counter() < end:
            with store.change():
                vm.name_description = f"{done:08}"
            await store.durable()
            done += 1

    await asyncio.gather(*map(work, store.all(VM)[:clients]))
    print(json.dumps({"port": 0, "rate": done / seconds}), flush=True)
    await writer.close()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
