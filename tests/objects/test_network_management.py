"""Plugging cards, their settings, and which of them the host is managed over."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.network.namespace import Namespace
from tests.objects import network_house
from tests.objects.network_house import House, daemon, refused
from tests.objects.test_network_pifs import connect, pif_of
from tests.objects.test_network_vifs import refuse_changes
from xapid.objects.bond import Bond
from xapid.objects.host import Host
from xapid.objects.host import management as m
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.network.multicast import set_igmp_snooping_enabled
from xapid.objects.network.start import start_networks
from xapid.objects.pif import PIF, IpConfigurationMode, PrimaryAddressType
from xapid.objects.pif.database import db_forget, db_introduce
from xapid.objects.pif.plugging import plug, set_disallow_unplug, unplug
from xapid.objects.pif.properties import set_property
from xapid.objects.pif.scanning import scan
from xapid.objects.pool import Pool
from xapid.objects.vif.plugging import plug as plug_vif

spaces = network_house.spaces
Spaces = tuple[Namespace, Namespace]


@pytest.fixture
async def house(spaces: Spaces, tmp_path: Path) -> AsyncIterator[House]:
    """A host with the card up0, over which it is managed, and the card up1, which is adopted."""
    host, guest = spaces
    connect(host, guest)
    host.veth("up1", "gw1", guest)
    host.run("ip", "addr", "add", "10.2.0.2/24", "dev", "up1")
    async with daemon(*spaces, tmp_path, adopt_nics=["up1"]) as made:
        await start_networks(made.ctx)
        yield made


async def test_unplug_and_plug(house: House) -> None:
    pif = pif_of(house, "up1")
    assert pif.currently_attached and house.host.ipv4("xapi-up1") == ["10.2.0.2/24"]
    await plug(house.ctx, pif)  # is plugged
    await unplug(house.ctx, pif)
    assert not pif.currently_attached and "xapi-up1" not in house.host.links()
    assert "UP" not in house.host.links()["up1"]["flags"]
    await unplug(house.ctx, pif)
    await plug(house.ctx, pif)
    assert pif.currently_attached and house.host.ipv4("xapi-up1") == ["10.2.0.2/24"]
    assert house.host.links()["up1"]["master"] == "xapi-up1" and pif.IP == "10.2.0.2"


async def test_what_must_not_be_unplugged(house: House) -> None:
    pif, manager = pif_of(house, "up1"), pif_of(house, "up0")
    async with refused("PIF_IS_MANAGEMENT_INTERFACE", manager.ref):
        await unplug(house.ctx, manager)
    await set_disallow_unplug(house.ctx, pif, True)
    async with refused("PIF_DOES_NOT_ALLOW_UNPLUG", pif.ref):
        await unplug(house.ctx, pif)
    await set_disallow_unplug(house.ctx, pif, False)
    vif = await house.vif(house.vm(), pif.network)
    await plug_vif(house.ctx, vif)
    async with refused("VIF_IN_USE", pif.network.ref, vif.ref):
        await unplug(house.ctx, pif)
    house.set(manager, management=False)
    async with refused("OPERATION_NOT_ALLOWED"):
        await unplug(house.ctx, manager)
    house.set(manager, currently_attached=False)
    async with refused("OPERATION_NOT_ALLOWED"):
        await plug(house.ctx, manager)
    assert house.host.ipv4("up0") == ["10.1.0.2/24"] and "UP" in house.host.links()["up0"]["flags"]


async def test_an_unplug_that_cannot_be_kept_is_taken_back(house: House) -> None:
    pif = pif_of(house, "up1")
    refuse_changes(house)
    async with refused("INTERNAL_ERROR", "disk full"):
        await unplug(house.ctx, pif)
    assert house.host.ipv4("xapi-up1") == ["10.2.0.2/24"] and "UP" in house.host.links()["up1"]["flags"]


async def test_properties(house: House) -> None:
    pif = pif_of(house, "up1")

    def gro() -> str:
        ask = "from pyroute2 import Ethtool; print(Ethtool().get_offload_flags('up1'))"
        told = house.host.run(sys.executable, "-c", ask)
        return "on" if "'generic-receive-offload': True" in told else "off"

    for wanted in ("on", "off", "on"):
        await set_property(house.ctx, pif, "gro", wanted)
        assert (gro(), pif.properties) == (wanted, {"gro": wanted})
    refuse_changes(house)
    async with refused("INTERNAL_ERROR", "disk full"):
        await set_property(house.ctx, pif, "gro", "off")
    assert (gro(), pif.properties) == ("on", {"gro": "on"})
    for name, value in (("gro", "maybe"), ("speed", "on"), ("", "")):
        async with refused("INVALID_VALUE", "properties"):
            await set_property(house.ctx, pif, name, value)
    async with refused("OPERATION_NOT_ALLOWED"):
        await set_property(house.ctx, pif_of(house, "up0"), "gro", "on")
    house.set(pif, physical=False)
    async with refused("CANNOT_CHANGE_PIF_PROPERTIES", pif.ref):
        await set_property(house.ctx, pif, "gro", "on")


def introduced(house: House, **values: Any) -> Any:
    record = {
        "device": "eth7", "network": pif_of(house, "up1").network, "host": house.ctx.services.host,
        "MAC": "00:16:3e:00:00:07", "MTU": 1500, "VLAN": 7, "physical": False,
        "mode": IpConfigurationMode.Static, "IP": "10.7.0.2", "netmask": "255.255.255.0", "gateway": "",
        "DNS": "", "bond": None, "master": None, "management": False, "other_config": {"a": "b"}, **values,
    }  # fmt: skip
    return db_introduce(house.ctx, *record.values())


async def test_the_database_alone(house: House) -> None:
    pif = await introduced(house)
    assert (pif.device, pif.VLAN, pif.IP, pif.other_config) == ("eth7", 7, "10.7.0.2", {"a": "b"})
    assert not pif.currently_attached and pif.managed and pif.metrics is not None
    async with refused("DUPLICATE_PIF_DEVICE_NAME", "eth7"):
        await introduced(house)
    for values, code in (
        ({"device": "../eth7"}, "INVALID_VALUE"), ({"MAC": "x"}, "MAC_INVALID"),
        ({"MTU": 1}, "INVALID_VALUE"), ({"VLAN": 4095}, "VLAN_TAG_INVALID"),
        ({"VLAN": 8, "IP": "x"}, "INVALID_IP_ADDRESS_SPECIFIED"),
    ):  # fmt: skip
        async with refused(code):
            await introduced(house, **{"device": "eth8", **values})
    await db_forget(house.ctx, pif)
    assert not pif.alive and house.host.ipv4("xapi-up1") == ["10.2.0.2/24"]


async def test_management_moves(house: House) -> None:
    here, first, second = house.ctx.services.host, pif_of(house, "up0"), pif_of(house, "up1")
    assert first.management and here.address == "10.1.0.2"
    await m.management_reconfigure(house.ctx, second)
    assert second.management and not first.management
    assert here.address == house.ctx.services.reach.address == "10.2.0.2"
    await scan(house.ctx, here)
    assert second.management and not first.management
    assert await m.get_management_interface(house.ctx, here) is second
    await m.local_management_reconfigure(house.ctx, "up0")
    assert first.management and here.address == "10.1.0.2"
    await m.local_management_reconfigure(house.ctx, "xapi-up1")
    assert second.management
    for name in ("up9", "xapi-up9", ""):
        async with refused("INTERFACE_HAS_NO_IP", name):
            await m.local_management_reconfigure(house.ctx, name)
    house.host.run("ip", "addr", "del", "10.2.0.2/24", "dev", "xapi-up1")
    await m.signal_networking_change(house.ctx)
    assert first.management and here.address == "10.1.0.2"  # it has to be managed over something
    async with refused("PIF_HAS_NO_NETWORK_CONFIGURATION", second.ref):
        await m.management_reconfigure(house.ctx, second)


async def test_management_of_the_whole_pool(house: House) -> None:
    first, second = pif_of(house, "up0"), pif_of(house, "up1")
    await m.pool_management_reconfigure(house.ctx, second.network)
    assert second.management and not first.management
    lonely = await house.network()
    async with refused("PIF_NOT_PRESENT", house.ctx.services.host.ref, lonely.ref):
        await m.pool_management_reconfigure(house.ctx, lonely)
    house.set(second, primary_address_type=PrimaryAddressType.IPv6)
    async with refused("PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE", first.ref):
        await m.pool_management_reconfigure(house.ctx, first.network)
    with house.ctx.change():
        second.bond_slave_of = house.ctx.store.create(Bond, master=first)
    async with refused("CANNOT_PLUG_BOND_SLAVE", second.ref):
        await m.pool_management_reconfigure(house.ctx, second.network)


async def test_management_elsewhere(house: House, spaces: Spaces, tmp_path: Path) -> None:
    with house.ctx.change():
        other = house.ctx.store.create(Host)
        pif = house.ctx.store.create(PIF, device="eth0", host=other, VLAN=-1)
    async with refused("PIF_NOT_ATTACHED_TO_HOST", pif.ref, house.ctx.services.host.ref):
        await m.management_reconfigure(house.ctx, pif)
    house.ctx.services.config.http_host = "10.1.0.2"
    async with refused("OPERATION_NOT_ALLOWED", "The setting http_host has the API on 10.1.0.2 only"):
        await m.management_reconfigure(house.ctx, pif_of(house, "up1"))
    await m.management_reconfigure(house.ctx, pif_of(house, "up0"))


async def test_networking_is_reset_in_the_database(house: House) -> None:
    here = house.ctx.services.host
    with house.ctx.change():
        bond = house.ctx.store.create(Bond, master=pif_of(house, "up0"))
    await m.reset_networking(house.ctx, here)
    assert house.ctx.store.all(PIF) == [] and not bond.alive
    assert house.host.ipv4("xapi-up1") == ["10.2.0.2/24"]
    await scan(house.ctx, here)
    assert {pif.device for pif in house.ctx.store.all(PIF)} == {"up0", "up1"}


async def test_multicast(house: House) -> None:
    with house.ctx.change():
        pool = house.ctx.store.create(Pool)
    assert not pool.igmp_snooping_enabled

    def snooping(bridge: str) -> Any:
        return house.host.links()[bridge]["linkinfo"]["info_data"]["mcast_snooping"]

    await set_igmp_snooping_enabled(house.ctx, pool, True)
    assert pool.igmp_snooping_enabled and snooping("xapi-up1") == 1
    assert pif_of(house, "up1").igmp_snooping_status == "enabled"
    assert pif_of(house, "up0").igmp_snooping_status == "unknown"
    await set_igmp_snooping_enabled(house.ctx, pool, False)
    assert snooping("xapi-up1") == snooping("xenapi") == 0
    assert pif_of(house, "up1").igmp_snooping_status == "disabled"
    new = await house.network()
    await ensure_bridge(house.ctx, new)
    assert snooping(new.bridge) == 0
    refuse_changes(house)
    async with refused("INTERNAL_ERROR", "disk full"):
        await set_igmp_snooping_enabled(house.ctx, pool, True)
    assert not pool.igmp_snooping_enabled and snooping("xapi-up1") == 0
