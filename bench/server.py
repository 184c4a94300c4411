"""A daemon without a host: the real front, dispatcher and store, on a real SQLite file. Run as a process."""

from __future__ import annotations

import asyncio
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

import xapid.daemon  # noqa: F401 - so that as much is loaded as in a real daemon
from bench.population import populate
from xapid.config import Config
from xapid.objects import catalog, operations, role_records
from xapid.objects.authentication import Account, Authenticator
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.services import Services
from xapid.objects.session.life import open_session
from xapid.objects.vm import VM
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.front import Front
from xapid.store.database import sqlite_url
from xapid.store.opening import open_store
from xe.server import serve


async def run(state: Path, vms: int) -> None:
    """Serve until the standard input ends; say on one line where, and with which session."""
    store, writer = await open_store(sqlite_url(state / "xapid.db"), catalog.load())
    operations.keep_allowed_operations_true(store)
    role_records.install(store)
    if not store.all(VM):
        await populate(store, vms)
    config = Config(state_dir=state, http_host="127.0.0.1", http_port=0, https_port=-1, link_socket=False)
    no_driver: Any = None
    services = Services(config, no_driver, no_driver, no_driver, Authenticator(config))
    services.host = store.one(Host)
    dispatcher = Dispatcher(store, services)
    front = Front(config, dispatcher, command_line=partial(serve, dispatcher=dispatcher))
    session = open_session(Context(store, services), Account("root", "pool-admin"), "bench")
    await store.durable()
    await front.start()
    said = {"port": front.http_port, "session": session.ref, "socket": str(front.socket_path)}
    print(json.dumps(said), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await front.stop()
    await services.stop()
    services.authenticator.close()
    await writer.close()


if __name__ == "__main__":
    asyncio.run(run(Path(sys.argv[1]), int(sys.argv[2])))
