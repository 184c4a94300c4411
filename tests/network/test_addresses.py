"""The host's own addresses on a bridge with an uplink: configured, kept, and put back when that fails."""

from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from tests.network.namespace import Namespace, driver, until
from xapid.network.errors import NetworkError, NicNotFound, ResolverNotOurs, UplinkNotAdopted
from xapid.network.resolver import Resolver
from xapid.network.spec import BridgeSpec, HostAddresses, Ipv4Setting, Ipv6Setting

SPEC = BridgeSpec(name="xapi0", network_uuid=UUID(int=1), uplink="up0")
ROUTER = IPv4Address("10.1.0.1")


def ipv4(address: str | None, gateway: IPv4Address | None = None) -> HostAddresses:
    wanted = IPv4Interface(address) if address else None
    return HostAddresses(ipv4=Ipv4Setting(address=wanted, gateway=gateway))


def ipv6(**setting: Any) -> HostAddresses:
    return HostAddresses(ipv6=Ipv6Setting(**setting))


@pytest.fixture
async def joined(host: Namespace, guest: Namespace, net: Any) -> None:
    host.veth("up0", "gw0", guest)
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
    host.run("ip", "addr", "add", "fd01::2/64", "dev", "up0", "nodad")
    host.run("ip", "route", "add", "default", "via", str(ROUTER))
    host.run("ip", "route", "add", "10.77.0.0/16", "via", str(ROUTER))
    guest.run("ip", "addr", "add", f"{ROUTER}/24", "dev", "gw0")
    guest.run("ip", "addr", "add", "fd01::1/64", "dev", "gw0", "nodad")
    await net.create_bridge(SPEC, adopt=True)


def global_ipv6(host: Namespace, device: str) -> list[str]:
    found = host.links()[device]["addr_info"]
    return [a["local"] for a in found if a["family"] == "inet6" and a["scope"] == "global"]


@pytest.mark.usefixtures("joined")
async def test_another_address_of_the_same_subnet(host: Namespace, net: Any) -> None:
    await net.configure("xapi0", ipv4("10.1.0.9/24", ROUTER))
    assert host.ipv4("xapi0") == ["10.1.0.9/24"] and host.ipv4("up0") == []
    routes = host.run("ip", "route")
    assert f"default via {ROUTER} dev xapi0" in routes and "10.77" not in routes
    assert global_ipv6(host, "xapi0") == ["fd01::2"]
    host.run("busybox", "ping", "-c1", "-W5", str(ROUTER))
    await net.create_bridge(SPEC, adopt=True)  # as when the next guest starts
    assert host.ipv4("xapi0") == ["10.1.0.9/24"]
    assert {n.device: n for n in await net.list_nics()}["xapi0"].configured == ipv4("10.1.0.9/24", ROUTER)


@pytest.mark.usefixtures("joined")
async def test_no_address_and_back(host: Namespace, net: Any) -> None:
    await net.configure("xapi0", ipv4(None))
    assert host.ipv4("xapi0") == [] and "default" not in host.run("ip", "route")
    await net.configure("xapi0", HostAddresses())
    assert host.ipv4("xapi0") == ["10.1.0.2/24"] and global_ipv6(host, "xapi0") == ["fd01::2"]
    assert "10.77.0.0/16 via 10.1.0.1 dev xapi0" in host.run("ip", "route")


@pytest.mark.usefixtures("joined")
async def test_ipv6(host: Namespace, guest: Namespace, net: Any) -> None:
    await net.configure("xapi0", ipv6(address=IPv6Interface("fd01::9/64"), gateway=IPv6Address("fd01::1")))
    assert global_ipv6(host, "xapi0") == ["fd01::9"] and host.ipv4("xapi0") == ["10.1.0.2/24"]
    assert "default via fd01::1 dev xapi0" in host.run("ip", "-6", "route")
    await net.configure("xapi0", ipv6(autoconf=True))
    assert global_ipv6(host, "xapi0") == []
    settings = host.run("cat", *(f"/proc/sys/net/ipv6/conf/xapi0/{n}" for n in ("accept_ra", "disable_ipv6")))
    assert settings.split() == ["1", "0"]
    await net.configure("xapi0", ipv6())
    assert host.run("cat", "/proc/sys/net/ipv6/conf/xapi0/accept_ra").strip() == "0"
    await net.configure("xapi0", HostAddresses())
    assert global_ipv6(host, "xapi0") == ["fd01::2"]


@pytest.mark.usefixtures("joined")
async def test_it_comes_back_after_a_restart_and_the_card_gets_its_own(
    host: Namespace, net: Any, tmp_path: Path
) -> None:
    await net.configure("xapi0", ipv4("10.5.0.9/24"))
    host.run("ip", "link", "del", "xapi0")
    async with driver(host, tmp_path) as again:
        assert not (await again.reconcile([SPEC])).failed
        assert host.ipv4("xapi0") == ["10.5.0.9/24"] and host.ipv4("up0") == []
        await again.destroy_bridge("xapi0")
        assert host.ipv4("up0") == ["10.1.0.2/24"]
        assert f"default via {ROUTER} dev up0" in host.run("ip", "route")
        await again.create_bridge(SPEC, adopt=True)
        assert host.ipv4("xapi0") == ["10.5.0.9/24"]
        await again.forget_addresses("xapi0")
        await again.destroy_bridge("xapi0")
        await again.create_bridge(SPEC, adopt=True)
        assert host.ipv4("xapi0") == ["10.1.0.2/24"]


@pytest.mark.usefixtures("joined")
async def test_what_the_kernel_refuses_is_put_back(host: Namespace, net: Any) -> None:
    await net.configure("xapi0", ipv4("10.1.0.9/24", ROUTER))
    host.run("ip", "route", "add", "unreachable", "fd55::/16")
    off_link = HostAddresses(
        ipv4=Ipv4Setting(address=IPv4Interface("10.6.0.9/24")),
        ipv6=Ipv6Setting(address=IPv6Interface("ff02::1/64")),  # of a group: no card can have it
    )
    with pytest.raises(NetworkError):
        await net.configure("xapi0", off_link)
    assert host.ipv4("xapi0") == ["10.1.0.9/24"] and global_ipv6(host, "xapi0") == ["fd01::2"]
    assert f"default via {ROUTER} dev xapi0" in host.run("ip", "route")
    assert {n.device: n for n in await net.list_nics()}["xapi0"].configured == ipv4("10.1.0.9/24", ROUTER)


async def test_only_bridges_with_an_uplink(host: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi1", network_uuid=UUID(int=2)))
    with pytest.raises(UplinkNotAdopted):
        await net.configure("xapi1", ipv4("10.1.0.9/24"))
    assert host.ipv4("xapi1") == []


IMPOSSIBLE = [
    ("10.1.0.9/24", "10.2.0.1"),
    (None, "10.1.0.1"),
    ("10.1.0.1/24", "10.1.0.1"),
    ("10.1.0.0/24", None),
]


@pytest.mark.parametrize(("address", "gateway"), IMPOSSIBLE)
def test_addresses_that_cannot_be(address: str | None, gateway: str | None) -> None:
    with pytest.raises(ValidationError):
        ipv4(address, IPv4Address(gateway) if gateway else None)


async def test_cards_are_switched(host: Namespace, guest: Namespace, net: Any) -> None:
    host.veth("up0", "gw0", guest)
    await net.set_card("up0", up=False)
    assert "UP" not in host.links()["up0"]["flags"]
    await net.set_card("up0", up=True)
    assert "UP" in host.links()["up0"]["flags"]
    await net.create_bridge(SPEC, adopt=True)
    with pytest.raises(UplinkNotAdopted):
        await net.set_card("up0", up=False)
    with pytest.raises(NicNotFound):
        await net.set_card("up9", up=False)


async def test_multicast_snooping(host: Namespace, net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi1", network_uuid=UUID(int=2), multicast_snooping=False))
    for wanted in (0, 1, 0):
        await net.set_multicast_snooping("xapi1", bool(wanted))
        link = await until(lambda: host.links()["xapi1"]["linkinfo"]["info_data"])
        assert link["mcast_snooping"] == wanted
        assert {n.device: n for n in await net.list_nics()}["xapi1"].multicast_snooping == bool(wanted)


def test_name_servers(tmp_path: Path) -> None:
    file = tmp_path / "resolv.conf"
    file.write_text("search example.org\nnameserver 10.0.0.1\noptions edns0\nnameserver 10.0.0.2\n")
    resolver = Resolver(file)
    assert resolver.read() == ("10.0.0.1", "10.0.0.2")
    resolver.write(("fd00::1",))
    assert file.read_text() == "search example.org\noptions edns0\nnameserver fd00::1\n"
    with pytest.raises(ResolverNotOurs):
        Resolver(None).write(("10.0.0.1",))
