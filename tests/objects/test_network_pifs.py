"""PIFs: each card has one, it is kept true, and no card is touched unless somebody says so."""

from ipaddress import IPv4Interface
from pathlib import Path
from typing import Any

from tests.network.namespace import Namespace
from tests.objects import network_house
from tests.objects.network_house import House, daemon, refused
from xapid.network.spec import Duplex, NicInfo
from xapid.objects.network import Network
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.network.lifecycle import destroy as destroy_network
from xapid.objects.network.start import start_networks
from xapid.objects.pif import PIF
from xapid.objects.pif.cards import cards, managing_card, metrics_fields, pif_fields
from xapid.objects.pif.scanning import forget, introduce, scan
from xapid.objects.pif.sync import sync_pifs
from xapid.objects.vif.plugging import plug

spaces, house = network_house.spaces, network_house.house
Spaces = tuple[Namespace, Namespace]


def connect(host: Namespace, guest: Namespace) -> None:
    """A card up0 that leads to a router, with the host's default route over it."""
    host.veth("up0", "gw0", guest)
    host.run("ip", "addr", "add", "10.1.0.2/24", "dev", "up0")
    host.run("ip", "addr", "add", "fd01::2/64", "dev", "up0", "nodad")
    host.run("ip", "route", "add", "default", "via", "10.1.0.1")
    guest.run("ip", "addr", "add", "10.1.0.1/24", "dev", "gw0")


def pif_of(house: House, device: str) -> Any:
    return next((pif for pif in house.ctx.store.all(PIF) if pif.device == device), None)


async def test_the_managing_card_is_described_and_left_alone(house: House) -> None:
    connect(house.host, house.guest)
    before = house.host.links()
    await sync_pifs(house.ctx)
    generation = house.ctx.store.generation
    await sync_pifs(house.ctx)
    assert house.ctx.store.generation == generation  # nothing new, nothing told
    (pif,) = house.ctx.store.all(PIF)
    assert (pif.device, pif.MAC, pif.MTU, pif.VLAN) == ("up0", before["up0"]["address"], 1500, -1)
    assert pif.management and pif.currently_attached and pif.physical and pif.managed
    assert (pif.IP, pif.netmask, pif.gateway) == ("10.1.0.2", "255.255.255.0", "10.1.0.1")
    assert pif.IPv6 == ("fd01::2/64",) and pif.ip_configuration_mode == "Static"
    assert pif.metrics.carrier and pif.metrics.speed == 10000 and pif.metrics.duplex
    assert pif.host is house.ctx.services.host and pif.host.PIFs == [pif]
    assert (pif.network.name_label, pif.network.bridge) == ("Network of up0", "xapi-up0")
    async with refused("NETWORK_CONTAINS_PIF", pif.ref):
        await destroy_network(house.ctx, pif.network)
    await plug(house.ctx, await house.vif(house.vm(), pif.network))
    assert house.host.links()["up0"] == before["up0"]  # the guest is on a bridge that leads nowhere
    assert (await house.ctx.services.network.list_bridges())[0].uplink is None


async def test_events_keep_them_fresh(house: House) -> None:
    connect(house.host, house.guest)
    await start_networks(house.ctx)
    pif = pif_of(house, "up0")
    house.guest.run("ip", "link", "set", "gw0", "down")
    await house.until(lambda: not pif.metrics.carrier)
    house.guest.run("ip", "link", "set", "gw0", "up")
    await house.until(lambda: pif.metrics.carrier)
    house.host.run("ip", "addr", "add", "10.2.0.2/16", "dev", "up0")
    house.host.run("ip", "addr", "del", "10.1.0.2/24", "dev", "up0")
    await house.until(lambda: (pif.IP, pif.netmask) == ("10.2.0.2", "255.255.0.0"))
    house.host.run("ip", "link", "set", "up0", "down")
    await house.until(lambda: not pif.currently_attached)
    network, metrics = pif.network, pif.metrics
    house.host.run("ip", "link", "del", "up0")
    await house.until(lambda: not pif.alive)
    assert not metrics.alive and network.alive and network.PIFs == []
    connect(house.host, house.guest)
    await scan(house.ctx, house.ctx.services.host)
    assert pif_of(house, "up0").network is network  # its own network again


async def test_forget_scan_and_introduce(house: House) -> None:
    ctx, here = house.ctx, house.ctx.services.host
    connect(house.host, house.guest)
    house.host.veth("up1", "gw1", house.guest)
    await start_networks(ctx)
    async with refused("PIF_IS_MANAGEMENT_INTERFACE"):
        await forget(ctx, pif_of(house, "up0"))
    mac = house.host.links()["up1"]["address"]
    pif = await introduce(ctx, here, mac.upper(), "", False)
    assert (pif.device, pif.MAC, pif.managed, pif.currently_attached) == ("up1", mac, False, True)
    async with refused("DUPLICATE_PIF_DEVICE_NAME", "up1"):
        await introduce(ctx, here, "", "up1", True)
    nowhere = "COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS"
    for address, name in (("", "up9"), (mac, "up0"), ("02:00:00:00:00:09", ""), ("", "")):
        async with refused(nowhere, name, address):
            await introduce(ctx, here, address, name, True)
    async with refused("MAC_INVALID", "xyz"):
        await introduce(ctx, here, "xyz", "up1", True)
    await forget(ctx, pif)
    await sync_pifs(ctx, ())
    assert pif_of(house, "up1") is None
    assert "up1" in house.host.links() and house.ctx.store.all(PIF) == [pif_of(house, "up0")]
    with ctx.change():
        ctx.store.destroy(pif_of(house, "up0"))
    await sync_pifs(ctx, ())
    assert ctx.store.all(PIF) == []
    await scan(ctx, here)
    assert [p.device for p in ctx.store.all(PIF)] == ["up0"]


async def test_a_card_is_taken_when_the_settings_say_so(spaces: Spaces, tmp_path: Path) -> None:
    host, guest = spaces
    connect(host, guest)
    async with daemon(*spaces, tmp_path, adopt_nics=["up0"]) as first:
        await start_networks(first.ctx)
        assert host.ipv4("up0") == [] and host.ipv4("xapi-up0") == ["10.1.0.2/24"]
        host.run("busybox", "ping", "-c1", "-W5", "10.1.0.1")
        await sync_pifs(first.ctx)
        pif = pif_of(first, "up0")
        assert pif.management and pif.IP == "10.1.0.2" and pif.gateway == "10.1.0.1"
        assert len(first.ctx.store.all(PIF)) == 1
        async with refused("PIF_IS_MANAGEMENT_INTERFACE"):
            await forget(first.ctx, pif)
    async with daemon(*spaces, tmp_path, first.ctx, adopt_nics=["up0"]) as second:
        await start_networks(second.ctx)
        assert host.ipv4("xapi-up0") == ["10.1.0.2/24"] and pif_of(second, "up0") is pif
    async with daemon(*spaces, tmp_path, first.ctx) as third:
        await start_networks(third.ctx)
        assert host.ipv4("up0") == ["10.1.0.2/24"] and third.bridges() == ["xenapi"]
        assert "default via 10.1.0.1 dev up0" in host.run("ip", "route")
        await third.until(lambda: pif.IP == "10.1.0.2" and pif.management)


async def test_a_card_is_taken_when_its_pif_says_so(house: House) -> None:
    house.host.veth("up1", "gw1", house.guest)
    house.host.run("ip", "addr", "add", "10.3.0.2/24", "dev", "up1")
    pif = await introduce(house.ctx, house.ctx.services.host, "", "up1", True)
    house.set(pif, other_config={"adopt": "true"})
    vif = await house.vif(house.vm(), pif.network)
    await plug(house.ctx, vif)
    assert house.host.links()["up1"]["master"] == "xapi-up1" == house.bridge_of(vif)
    async with refused("VIF_IN_USE", pif.network.ref, vif.ref):
        await forget(house.ctx, pif)
    house.set(pif, other_config={})
    await ensure_bridge(house.ctx, pif.network)
    assert "master" not in house.host.links()["up1"] and house.host.ipv4("up1") == ["10.3.0.2/24"]
    assert house.bridge_of(vif) == "xapi-up1"


async def test_forgetting_an_adopted_card_gives_its_addresses_back(house: House) -> None:
    house.host.veth("up1", "gw1", house.guest)
    house.host.run("ip", "addr", "add", "10.3.0.2/24", "dev", "up1")
    pif = await introduce(house.ctx, house.ctx.services.host, "", "up1", True)
    house.set(pif, other_config={"adopt": "true"})
    network: Network = pif.network
    await ensure_bridge(house.ctx, network)
    assert house.host.ipv4("up1") == []
    await forget(house.ctx, pif)
    assert house.host.ipv4("up1") == ["10.3.0.2/24"] and house.bridges() == [] and network.PIFs == []


def nic(device: str, **values: Any) -> NicInfo:
    return NicInfo(**{"device": device, "mac": "02:00:00:00:00:01", "mtu": 1500, "up": True, "carrier": True,
                      **values})  # fmt: skip


def devices(nics: list[NicInfo], *named: str) -> tuple[list[str], str]:
    chosen = cards(nics, named)
    return [n.device for n in chosen], managing_card(chosen, nics)


def test_which_devices_are_cards() -> None:
    eth0, eth1 = nic("eth0", is_physical=True), nic("eth1", is_physical=True)
    tap, docker = nic("vnet0", kind="tun", bridge="br0"), nic("docker0", kind="bridge")
    assert devices([eth0, eth1, tap, docker]) == (["eth0", "eth1"], "")
    assert devices([eth0, eth1.model_copy(update={"is_management": True})]) == (["eth0", "eth1"], "eth1")
    bridge = nic("br0", kind="bridge", is_management=True)
    joined = eth0.model_copy(update={"bridge": "br0"})
    assert devices([bridge, joined, eth1, tap]) == (["eth0", "eth1"], "eth0")
    bond = nic("bond0", kind="bond", bridge="br0")
    part = eth0.model_copy(update={"bridge": "bond0"})
    assert devices([bond, bridge, part, tap]) == (["eth0", "bond0"], "bond0")
    assert devices([nic("bond0", kind="bond", is_management=True), part]) == (["eth0", "bond0"], "bond0")
    assert devices([bridge, tap]) == (["br0"], "br0")
    assert devices([tap, docker], "docker0") == (["docker0"], "")


def test_a_port_of_a_bridge_shows_the_bridges_addresses() -> None:
    card = nic("eth0", is_physical=True, bridge="br0", speed=1000, duplex=Duplex.full, vendor_id="8086",
               pci_bus_path="0000:02:00.0")  # fmt: skip
    bridge = nic("br0", kind="bridge", ipv4=(IPv4Interface("10.0.0.5/8"),), gateway="10.0.0.1",
                 dns=("9.9.9.9", "1.1.1.1"), ipv6=("fe80::1/64", "2001:db8::5/64"),
                 ipv6_gateway="fe80::ff")  # fmt: skip
    fields = pif_fields(card, {"eth0": card, "br0": bridge}, True)
    assert (fields["IP"], fields["netmask"], fields["DNS"]) == ("10.0.0.5", "255.0.0.0", "9.9.9.9,1.1.1.1")
    assert fields["IPv6"] == ("2001:db8::5/64",) and fields["ipv6_configuration_mode"] == "Autoconf"
    assert pif_fields(card, {"eth0": card}, False)["IP"] == ""
    known = metrics_fields(card)
    assert (known["speed"], known["duplex"], known["vendor_id"], known["carrier"]) == (
        1000,
        True,
        "8086",
        True,
    )
    assert metrics_fields(card.model_copy(update={"carrier": False}))["speed"] == 0
