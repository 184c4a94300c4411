"""Bridges: ours are made, kept and removed; everybody else's are left alone."""

from ipaddress import IPv4Interface, IPv4Network
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.network.namespace import Namespace, driver
from xapid.network.errors import (
    BridgeBusy,
    BridgeConflict,
    BridgeNotFound,
    BridgeNotOurs,
    NicNotFound,
    UplinkNotAdopted,
)
from xapid.network.spec import BridgeSpec, internal_network

RED, BLUE = UUID(int=1), UUID(int=2)


async def test_create_is_idempotent_and_destroy_too(host: Namespace, net: Any) -> None:
    spec = BridgeSpec(name="xapi0", network_uuid=RED, mtu=1400, address=IPv4Interface("10.9.0.1/24"))
    first = await net.create_bridge(spec)
    index = host.links()["xapi0"]["ifindex"]
    assert await net.create_bridge(spec) == first
    link = host.links()["xapi0"]
    assert (link["ifindex"], link["mtu"], link["ifalias"]) == (index, 1400, f"xapid:{RED}:host-a")
    assert "UP" in link["flags"] and host.ipv4("xapi0") == ["10.9.0.1/24"]
    assert first.address == IPv4Interface("10.9.0.1/24") and first.mac == link["address"]
    assert await net.list_bridges() == [first]
    await net.destroy_bridge("xapi0")
    await net.destroy_bridge("xapi0")
    assert host.links() == {} and await net.list_bridges() == []


async def test_create_brings_a_bridge_to_the_new_spec(host: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=RED, address=IPv4Interface("10.9.0.1/24")))
    await net.create_bridge(
        BridgeSpec(name="xapi0", network_uuid=RED, mtu=9000, address=IPv4Interface("10.8.0.1/24"))
    )
    assert host.ipv4("xapi0") == ["10.8.0.1/24"] and host.links()["xapi0"]["mtu"] == 9000
    with pytest.raises(BridgeConflict):
        await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=BLUE))


async def test_foreign_bridges_are_not_touched(host: Namespace, net: Any, tmp_path: Path) -> None:
    host.run("ip", "link", "add", "br0", "type", "bridge")
    before = host.links()["br0"]
    spec = BridgeSpec(name="br0", network_uuid=RED, address=IPv4Interface("10.9.0.1/24"))
    with pytest.raises(BridgeNotOurs):
        await net.create_bridge(spec)
    with pytest.raises(BridgeNotOurs):
        await net.destroy_bridge("br0", force=True)
    with pytest.raises(BridgeNotOurs):
        await net.set_mtu("br0", 1400)
    with pytest.raises(BridgeNotOurs):
        await net.attach_port("br0", "lo")
    async with driver(host, tmp_path / "other", owner="host-b") as neighbour:
        await neighbour.create_bridge(BridgeSpec(name="xapi7", network_uuid=BLUE))
        report = await net.reconcile([spec])
        assert list(report.failed) == ["br0"] and report.removed == ()
        assert [bridge.name for bridge in await neighbour.list_bridges()] == ["xapi7"]
    assert host.links()["br0"] == before and await net.list_bridges() == []


async def test_no_ipv6_where_only_guests_are(host: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=RED))
    assert host.links()["xapi0"]["addr_info"] == []


async def test_ports_and_mtu(host: Namespace, guest: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=RED, mtu=1400))
    host.veth("v0", "c0", guest)
    await net.attach_port("xapi0", "v0")
    assert host.links()["v0"]["master"] == "xapi0" and host.links()["v0"]["mtu"] == 1400
    assert (await net.list_bridges())[0].ports == ("v0",)
    await net.set_mtu("xapi0", 1300)
    assert {link["mtu"] for link in host.links().values()} == {1300}
    with pytest.raises(BridgeBusy):
        await net.destroy_bridge("xapi0")
    assert (await net.reconcile([])).busy == ("xapi0",)
    await net.detach_port("xapi0", "v0")
    await net.detach_port("xapi0", "nothing")
    assert "master" not in host.links()["v0"] and not host.links()["v0"].get("ifalias")
    with pytest.raises(NicNotFound):
        await net.attach_port("xapi0", "nothing")
    with pytest.raises(BridgeNotFound):
        await net.attach_port("xapi1", "v0")
    await net.destroy_bridge("xapi0")
    assert list(host.links()) == ["v0"]


async def test_uplink_only_when_asked_and_given_back(host: Namespace, guest: Namespace, net: Any) -> None:
    host.veth("up0", "gw0", guest)
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
    host.run("ip", "addr", "add", "fd01::2/64", "dev", "up0", "nodad")
    host.run("ip", "route", "add", "default", "via", "10.1.0.1")
    guest.run("ip", "addr", "add", "10.1.0.1/24", "dev", "gw0")
    spec = BridgeSpec(name="xapi0", network_uuid=RED, uplink="up0", mtu=1400)
    with pytest.raises(UplinkNotAdopted):
        await net.create_bridge(spec)
    assert list(host.links()) == ["up0"] and host.ipv4("up0") == ["10.1.0.2/24"]
    with pytest.raises(NicNotFound):
        await net.create_bridge(spec.model_copy(update={"uplink": "up9"}), adopt=True)

    info = await net.create_bridge(spec, adopt=True)
    assert info.uplink == "up0" and info.ports == () and info.mac == host.links()["up0"]["address"]
    assert host.ipv4("up0") == [] and host.ipv4("xapi0") == ["10.1.0.2/24"]
    assert "default via 10.1.0.1 dev xapi0" in host.run("ip", "route")
    assert "fd01::2/64" in host.run("ip", "-6", "addr", "show", "dev", "xapi0")
    host.run("busybox", "ping", "-c1", "-W5", "10.1.0.1")
    nics = {nic.device: nic for nic in await net.list_nics()}
    assert nics["xapi0"].is_management and str(nics["xapi0"].gateway) == "10.1.0.1"
    assert nics["up0"].bridge == "xapi0"

    assert (await net.reconcile([spec])).failed == {}  # adopted before: may be joined again
    await net.destroy_bridge("xapi0")
    assert list(host.links()) == ["up0"] and host.links()["up0"]["mtu"] == 1500
    assert host.ipv4("up0") == ["10.1.0.2/24"]
    assert "default via 10.1.0.1 dev up0" in host.run("ip", "route")
    host.run("busybox", "ping", "-c1", "-W5", "10.1.0.1")
    assert "up0" in (await net.reconcile([spec])).failed["xapi0"]


async def test_reconcile(host: Namespace, net: Any, tmp_path: Path) -> None:
    red = BridgeSpec(name="xapi0", network_uuid=RED)
    blue = internal_network("xapi1", BLUE, IPv4Network("169.254.8.0/24"))
    assert (await net.reconcile([red])).created == ("xapi0",)
    report = await net.reconcile([blue])
    assert (report.created, report.removed, report.failed) == (("xapi1",), ("xapi0",), {})
    assert list(host.links()) == ["xapi1"] and host.ipv4("xapi1") == ["169.254.8.1/24"]
    assert len(host.servers(tmp_path / "dhcp")) == 1
    host.run("ip", "link", "del", "xapi1")  # somebody else's hand
    report = await net.reconcile([blue])
    assert report.created == ("xapi1",)
    (pid,) = host.servers(tmp_path / "dhcp")
    assert (await net.list_bridges())[0].dhcp_pid == pid
    assert (await net.reconcile([])).removed == ("xapi1",)
    assert host.links() == {} and host.servers(tmp_path / "dhcp") == []


async def test_reconcile_removes_only_dead_taps_of_ours(host: Namespace, net: Any) -> None:
    for tap in ("ours", "theirs"):
        host.run("ip", "tuntap", "add", tap, "mode", "tap")
    host.run("ip", "link", "set", "ours", "alias", f"xapid:{RED}:host-a")
    assert (await net.reconcile([])).taps_removed == ("ours",)
    assert list(host.links()) == ["theirs"]


async def test_stats_grow_with_traffic(host: Namespace, guest: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=RED, address=IPv4Interface("10.9.0.1/24")))
    host.veth("v0", "c0", guest)
    await net.attach_port("xapi0", "v0")
    guest.run("ip", "addr", "add", "10.9.0.2/24", "dev", "c0")
    before = await net.interface_stats("v0")
    guest.run("busybox", "ping", "-c3", "-s1000", "-W5", "10.9.0.1")
    after = await net.interface_stats("v0")
    assert after.rx_bytes - before.rx_bytes > 3000 and after.tx_packets - before.tx_packets >= 3
    with pytest.raises(NicNotFound):
        await net.interface_stats("nothing")
