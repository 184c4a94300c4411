"""A host that does not answer costs its callers a deadline, never the event loop."""

import asyncio
import threading

import pytest

from xapid.network.aside import Aside
from xapid.network.door import Door
from xapid.network.errors import NetworkTimeout
from xapid.network.netlink import Netlink


async def test_a_stuck_kernel_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go = threading.Event()
    netlink = Netlink(seconds=0.1)
    aside = Aside()
    monkeypatch.setattr(netlink, "_aside", aside)
    aside.post(let_go.wait)
    with pytest.raises(NetworkTimeout):
        async with netlink.open():
            raise AssertionError("nobody answered")
    async with asyncio.timeout(30), Netlink(seconds=30).open() as kernel:
        assert "lo" in {link.name for link in await kernel.links()}
    monkeypatch.setattr(netlink, "_seconds", 30)
    async with netlink.open() as kernel:  # by a thread of its own again
        assert await kernel.find("no-such-device") is None
    let_go.set()
    netlink.close()


async def test_a_stuck_file_is_left_behind() -> None:
    let_go = threading.Event()
    door = Door(threads=2, seconds=0.1)
    with pytest.raises(NetworkTimeout):
        await door(let_go.wait)
    assert await door(int, "7") == 7
    let_go.set()
    door.close()
