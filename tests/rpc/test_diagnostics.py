"""What the daemon tells about its own work."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rpc.world import World, post
from xapid.model.errors import XenError
from xapid.objects.host import Host


@pytest.fixture
def host(open_world: World) -> Host:
    with open_world.store.change():
        return open_world.store.create(Host)


async def ask(world: World, method: str, *params: Any) -> Any:
    return await world.call(method, world.session().ref, *params)


async def test_memory(open_world: World, host: Host) -> None:
    before = await ask(open_world, "Diagnostics.gc_stats", host.ref)
    await ask(open_world, "Diagnostics.gc_compact", host.ref)
    after = await ask(open_world, "Diagnostics.gc_stats", host.ref)
    assert 0 < int(after["resident"]) <= int(after["resident_most"]) < int(after["virtual"])
    assert int(after["generation_2_collections"]) > int(before["generation_2_collections"])


async def test_the_database(open_world: World, host: Host) -> None:
    before = await ask(open_world, "Diagnostics.db_stats")
    open_world.secret()
    after = await ask(open_world, "Diagnostics.db_stats")
    assert (before.get("secret", "0"), after["secret"], after["host"]) == ("0", "1", "1")
    assert int(after["generation"]) > int(before["generation"])


async def test_requests(open_world: World, host: Host) -> None:
    for _ in range(2):
        await open_world.raw(post("/jsonrpc", b"{}"))
    await open_world.raw(b"GET /blob?ref=x HTTP/1.0\r\n\r\n")
    for path in (b"/made/up", b"/made/up/too"):
        await open_world.raw(b"BREW " + path + b" HTTP/1.0\r\n\r\n")
    told = await ask(open_world, "Diagnostics.network_stats", host.ref, {})
    assert told == [["GET", "/blob", "1"], ["POST", "/jsonrpc", "2"], ["other", "other", "2"]]
    some = await ask(open_world, "Diagnostics.network_stats", host.ref, {"method": "post", "uri": "/json"})
    assert some == [["POST", "/jsonrpc", "2"]]


async def test_how_long_messages_take(open_world: World, host: Host) -> None:
    for _ in range(3):
        await ask(open_world, "Diagnostics.db_stats")
    with pytest.raises(XenError):
        await ask(open_world, "host.power_on", host.ref)
    plain = await ask(open_world, "host.get_diagnostic_timing_stats", host.ref)
    assert float(plain["Diagnostics.db_stats"]) > 0 and "host.power_on" in plain
    counted = await ask(open_world, "host.get_diagnostic_timing_stats", host.ref, True)
    assert "(count 3, longest " in counted["Diagnostics.db_stats"]


async def test_what_threads_do(open_world: World, host: Host) -> None:
    told = await ask(open_world, "host.get_thread_diagnostics", host.ref)
    assert "thread MainThread\n" in told and "task " in told and "get_thread_diagnostics" in told
