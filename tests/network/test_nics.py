"""NICs: what is listed, and what is told when it changes."""

import asyncio
from ipaddress import IPv4Address, IPv4Interface, IPv6Interface
from typing import Any
from uuid import UUID

from tests.network.namespace import PATIENCE, Namespace
from xapid.network.driver import LinuxNetworkDriver
from xapid.network.protocol import NetworkDriver
from xapid.network.spec import BridgeSpec


async def test_listing_of_virtual_nics(host: Namespace, guest: Namespace, net: Any) -> None:
    host.veth("up0", "gw0", guest)
    host.veth("up1", "gw1", guest)
    host.run("ip", "link", "set", "up1", "mtu", "1300", "down")
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
    host.run("ip", "addr", "add", "fd01::2/64", "dev", "up0", "nodad")
    host.run("ip", "route", "add", "default", "via", "10.1.0.1", "metric", "5")
    before = host.links()
    up0, up1 = await net.list_nics()
    assert (up0.device, up0.kind, up0.mac) == ("up0", "veth", before["up0"]["address"])
    assert up0.ipv4 == (IPv4Interface("10.1.0.2/24"),) and IPv6Interface("fd01::2/64") in up0.ipv6
    assert up0.gateway == IPv4Address("10.1.0.1") and up0.is_management and up0.carrier
    assert up0.speed == 10000 and up0.duplex == "full" and not up0.is_physical
    assert (up1.mtu, up1.up, up1.carrier, up1.is_management, up1.dns) == (1300, False, False, False, ())
    assert host.links() == before


async def test_hardware_of_this_machine(tmp_path: Any) -> None:
    async with LinuxNetworkDriver(tmp_path, "reader") as net:
        assert isinstance(net, NetworkDriver)
        physical = [nic for nic in await net.list_nics() if nic.is_physical]
    for nic in physical:
        assert nic.driver and nic.mac and not nic.kind
        assert bool(nic.pci_bus_path) == bool(nic.vendor_id)


async def test_link_events(host: Namespace, guest: Namespace, net: Any) -> None:
    await net.send("watch")

    async def seen(**wanted: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                event = (await net.events.get())["event"]
                if wanted.items() <= event.items():
                    return

    await seen(kind="resync")
    host.veth("v0", "c0", guest)
    await seen(kind="added", device="v0")
    await seen(kind="changed", device="v0", up=True, carrier=True)
    guest.run("ip", "link", "set", "c0", "down")
    await seen(kind="changed", device="v0", carrier=False)
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "v0")
    await seen(kind="address", device="v0")
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=UUID(int=1)))
    await seen(kind="added", device="xapi0")
    await net.attach_port("xapi0", "v0")
    await seen(kind="changed", device="v0", bridge="xapi0")
    await net.detach_port("xapi0", "v0")
    await seen(kind="changed", device="v0", bridge=None)
    host.run("ip", "link", "del", "v0")
    await seen(kind="removed", device="v0")
