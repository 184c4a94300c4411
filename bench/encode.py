"""The bodies of VM.get_all_records made in process, as the front makes them. A process."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

from xapid.config import Config
from xapid.objects import catalog
from xapid.objects.authentication import Account, Authenticator
from xapid.objects.context import Context
from xapid.objects.services import Services
from xapid.objects.session.life import open_session
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.endpoint import JSON, XML, Codec, Endpoint
from xapid.store.database import sqlite_url
from xapid.store.opening import open_store

METHOD, TIMES = "VM.get_all_records", 15


async def run(state: Path) -> None:
    """Say the median seconds of each protocol, and the first time, when no record was ready."""
    store, writer = await open_store(sqlite_url(state / "xapid.db"), catalog.load())
    config = Config(state_dir=state)
    no_driver: Any = None
    services = Services(config, no_driver, no_driver, no_driver, Authenticator(config))
    session = open_session(Context(store, services), Account("root", "pool-admin"), "bench")
    await store.durable()
    endpoint = Endpoint(Dispatcher(store, services))
    said: dict[str, Any] = {"port": 0}
    calls = {
        "xml": (XML, f"<methodCall><methodName>{METHOD}</methodName><params><param><value>{session.ref}"
                     "</value></param></params></methodCall>"),
        "json": (JSON, f'{{"jsonrpc":"2.0","method":"{METHOD}","params":["{session.ref}"],"id":1}}'),
    }  # fmt: skip
    for name, (codec, call) in calls.items():
        times = [await _seconds(endpoint, codec, call.encode()) for _ in range(TIMES)]
        said[name], said[f"{name}_first"] = median(times), times[0]
    print(json.dumps(said), flush=True)
    services.authenticator.close()
    await writer.close()


async def _seconds(endpoint: Endpoint, codec: Codec, call: bytes) -> float:
    began = time.perf_counter()
    caller = Caller("127.0.0.1")
    decoded, body = endpoint.begin(codec, caller, call)
    if body is None and decoded is not None:
        body = await endpoint.finish(codec, caller, decoded)
    took = time.perf_counter() - began
    if body is None or len(body) < 1_000_000:
        raise RuntimeError(str(body)[:500])
    return took


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1])))
