"""PIF.reconfigure_ip and its kin: real addresses on a real card, and only on one that is adopted."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.network.namespace import Namespace
from tests.objects import network_house
from tests.objects.network_house import House, daemon, refused
from tests.objects.test_network_pifs import connect, pif_of
from tests.objects.test_network_vifs import refuse_changes
from xapid.objects.network.start import start_networks
from xapid.objects.pif import IpConfigurationMode, Ipv6ConfigurationMode, PrimaryAddressType
from xapid.objects.pif import reconfigure as m
from xapid.objects.pif.scanning import forget, introduce
from xapid.objects.pif.sync import sync_pifs

spaces = network_house.spaces
Spaces = tuple[Namespace, Namespace]
V4, V6 = IpConfigurationMode, Ipv6ConfigurationMode
BRIDGE, ROUTER = "xapi-up0", "10.1.0.1"


@pytest.fixture
async def house(spaces: Spaces, tmp_path: Path) -> AsyncIterator[House]:
    connect(*spaces)
    async with daemon(*spaces, tmp_path, adopt_nics=["up0"]) as made:
        await start_networks(made.ctx)
        yield made


def static(ip: str, gateway: str = "", dns: str = "", mask: str = "255.255.255.0") -> tuple[Any, ...]:
    return V4.Static, ip, mask, gateway, dns


async def test_a_static_address_and_none(house: House) -> None:
    pif = pif_of(house, "up0")
    await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.9", ROUTER))
    assert (pif.ip_configuration_mode, pif.IP, pif.netmask, pif.gateway) == (
        V4.Static, "10.1.0.9", "255.255.255.0", ROUTER)  # fmt: skip
    assert house.host.ipv4(BRIDGE) == ["10.1.0.9/24"] and house.host.ipv4("up0") == []
    house.host.run("busybox", "ping", "-c1", "-W5", ROUTER)
    assert house.ctx.services.reach.address == house.ctx.services.host.address == "10.1.0.9"
    assert "//10.1.0.9" in house.ctx.services.reach.url
    async with refused("PIF_IS_MANAGEMENT_INTERFACE", pif.ref):
        await m.reconfigure_ip(house.ctx, pif, V4.None_, "", "", "", "")
    await m.set_primary_address_type(house.ctx, pif, PrimaryAddressType.IPv6)
    assert house.ctx.services.host.address == "fd01::2" and "//[fd01::2]" in house.ctx.services.reach.url
    await m.reconfigure_ip(house.ctx, pif, V4.None_, "", "", "", "")
    assert (pif.ip_configuration_mode, pif.IP, pif.management) == (V4.None_, "", True)
    assert house.host.ipv4(BRIDGE) == []
    async with refused("PIF_HAS_NO_NETWORK_CONFIGURATION", pif.ref):
        await m.set_primary_address_type(house.ctx, pif, PrimaryAddressType.IPv4)


async def test_ipv6(house: House) -> None:
    pif = pif_of(house, "up0")
    await m.reconfigure_ipv6(house.ctx, pif, V6.Static, "fd01::9/64", "fd01::1", "")
    assert (pif.ipv6_configuration_mode, pif.IPv6, pif.ipv6_gateway) == (
        V6.Static, ("fd01::9/64",), "fd01::1")  # fmt: skip
    assert "default via fd01::1 dev xapi-up0" in house.host.run("ip", "-6", "route")
    assert pif.IP == "10.1.0.2"
    await m.reconfigure_ipv6(house.ctx, pif, V6.Autoconf, "", "", "")
    assert (pif.ipv6_configuration_mode, pif.IPv6) == (V6.Autoconf, ())
    await m.reconfigure_ipv6(house.ctx, pif, V6.None_, "", "", "")
    assert pif.ipv6_configuration_mode == V6.None_ and pif.IP == "10.1.0.2"
    async with refused("PIF_HAS_NO_V6_NETWORK_CONFIGURATION", pif.ref):
        await m.set_primary_address_type(house.ctx, pif, PrimaryAddressType.IPv6)


async def test_a_gateway_beside_that_of_management_comes_second(house: House) -> None:
    house.host.run("ip", "-6", "route", "add", "default", "via", "fd01::1", "dev", BRIDGE)
    house.host.veth("up1", "gw1", house.guest)
    pif = await introduce(house.ctx, house.ctx.services.host, "", "up1", True)
    house.set(pif, other_config={"adopt": "true"})
    await m.reconfigure_ip(house.ctx, pif, *static("10.2.0.9", "10.2.0.1"))
    await m.reconfigure_ipv6(house.ctx, pif, V6.Static, "fd02::9/64", "fd02::1", "")
    assert (pif.gateway, pif.ipv6_gateway) == ("10.2.0.1", "fd02::1")
    for family, first in (("-4", "10.1.0.1"), ("-6", "fd01::1")):
        routes = house.host.run("ip", family, "route", "show", "default").splitlines()
        assert [line for line in routes if "xapi-up1" in line] and f"via {first} dev xapi-up0" in routes[0]
    house.host.run("busybox", "ping", "-c1", "-W5", ROUTER)
    await m.reconfigure_ip(house.ctx, pif, V4.None_, "", "", "", "")
    assert f"default via {ROUTER} dev xapi-up0" in house.host.run("ip", "route")


WRONG = [
    (("", "255.255.255.0", "", ""), "IP"),
    (("10.1.0.256", "255.255.255.0", "", ""), "IP"),
    (("224.0.0.1", "255.255.255.0", "", ""), "IP"),
    (("127.0.0.1", "255.0.0.0", "", ""), "IP"),
    (("10.1.0.0", "255.255.255.0", "", ""), "IP"),
    (("10.1.0.9", "", "", ""), "netmask"),
    (("10.1.0.9", "255.0.255.0", "", ""), "netmask"),
    (("10.1.0.9", "0.0.0.255", "", ""), "netmask"),
    (("10.1.0.9", "255.255.255.0", "10.2.0.1", ""), "gateway"),
    (("10.1.0.9", "255.255.255.0", "router", ""), "gateway"),
    (("10.1.0.9", "255.255.255.0", "", "9.9.9"), "DNS"),
    (("10.1.0.9", "255.255.255.0", "", "1.1.1.1,2.2.2.2,3.3.3.3,4.4.4.4"), "DNS"),
]
WRONG_V6 = [
    (("fd01::9", "", ""), "IPv6"),
    (("fd01::9/129", "", ""), "IPv6"),
    (("fe80::9/64", "", ""), "IPv6"),
    (("10.1.0.9/24", "", ""), "IPv6"),
    (("fd01::9%up0/64", "", ""), "IPv6"),
    (("fd01::9/64", "fd02::1", ""), "gateway"),
    (("fd01::9/64", "", "fe80::1%up0"), "DNS"),
]


async def test_what_cannot_be(house: House) -> None:
    pif = pif_of(house, "up0")
    for values, name in WRONG:
        async with refused("INVALID_IP_ADDRESS_SPECIFIED", name):
            await m.reconfigure_ip(house.ctx, pif, V4.Static, *values)
    for values_v6, name in WRONG_V6:
        async with refused("INVALID_IP_ADDRESS_SPECIFIED", name):
            await m.reconfigure_ipv6(house.ctx, pif, V6.Static, *values_v6)
    async with refused("NOT_IMPLEMENTED", "PIF.reconfigure_ip with mode DHCP"):
        await m.reconfigure_ip(house.ctx, pif, V4.DHCP, "", "", "", "")
    async with refused("NOT_IMPLEMENTED", "PIF.reconfigure_ipv6 with mode DHCP"):
        await m.reconfigure_ipv6(house.ctx, pif, V6.DHCP, "", "", "")
    async with refused(
        "OPERATION_NOT_ALLOWED", "the setting resolv_conf names no file to write name servers to"
    ):
        await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.9", ROUTER, "10.250.0.1"))
    assert pif.IP == "10.1.0.2" and house.host.ipv4(BRIDGE) == ["10.1.0.2/24"]


async def test_a_card_that_is_not_adopted_is_left_alone(spaces: Spaces, tmp_path: Path) -> None:
    connect(*spaces)
    async with daemon(*spaces, tmp_path) as house:
        await start_networks(house.ctx)
        pif, before = pif_of(house, "up0"), house.host.links()["up0"]
        async with refused("OPERATION_NOT_ALLOWED"):
            await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.9"))
        house.set(pif, managed=False)
        async with refused("PIF_UNMANAGED", pif.ref):
            await m.reconfigure_ipv6(house.ctx, pif, V6.Static, "fd01::9/64", "", "")
        assert house.host.links()["up0"] == before


async def test_what_cannot_be_kept_is_put_back(house: House) -> None:
    pif = pif_of(house, "up0")
    await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.9", ROUTER))
    refuse_changes(house)
    async with refused("INTERNAL_ERROR", "disk full"):
        await m.reconfigure_ip(house.ctx, pif, *static("10.6.0.9"))
    assert house.host.ipv4(BRIDGE) == ["10.1.0.9/24"]
    assert f"default via {ROUTER} dev {BRIDGE}" in house.host.run("ip", "route")


async def test_it_outlives_the_daemon_and_goes_with_the_pif(
    house: House, spaces: Spaces, tmp_path: Path
) -> None:
    pif = pif_of(house, "up0")
    await m.reconfigure_ip(house.ctx, pif, *static("10.6.0.9"))
    house.host.run("ip", "link", "del", BRIDGE)
    async with daemon(*spaces, tmp_path, house.ctx, adopt_nics=["up0"]) as second:
        await start_networks(second.ctx)
        assert second.host.ipv4(BRIDGE) == ["10.6.0.9/24"] and second.host.ipv4("up0") == []
    async with daemon(*spaces, tmp_path, house.ctx) as third:
        await start_networks(third.ctx)
        assert third.host.ipv4("up0") == ["10.1.0.2/24"]  # the card as it was
        await sync_pifs(third.ctx)
        third.set(pif, other_config={"adopt": "true"}, management=False)
        await forget(third.ctx, pif)
        await sync_pifs(third.ctx)
        again = pif_of(third, "up0")
        third.set(again, other_config={"adopt": "true"})
        await start_networks(third.ctx)
        assert third.host.ipv4(BRIDGE) == ["10.1.0.2/24"]


async def test_name_servers(spaces: Spaces, tmp_path: Path) -> None:
    resolver = tmp_path / "resolv.conf"
    resolver.write_text("search example.org\nnameserver 10.9.9.9\n")
    connect(*spaces)
    async with daemon(*spaces, tmp_path, adopt_nics=["up0"], resolv_conf=resolver) as house:
        await start_networks(house.ctx)
        pif = pif_of(house, "up0")
        assert pif.DNS == "10.9.9.9"
        await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.9", ROUTER, "10.1.0.1, fd01::1"))
        assert pif.DNS == "10.1.0.1,fd01::1"
        assert resolver.read_text() == "search example.org\nnameserver 10.1.0.1\nnameserver fd01::1\n"
        refuse_changes(house)
        async with refused("INTERNAL_ERROR", "disk full"):
            await m.reconfigure_ip(house.ctx, pif, *static("10.1.0.8", ROUTER, "10.1.0.7"))
        assert resolver.read_text().endswith("nameserver 10.1.0.1\nnameserver fd01::1\n")
