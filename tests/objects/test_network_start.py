"""What the daemon does with the host's networks when it starts, and while it runs."""

from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from tests.network.namespace import Namespace, until
from tests.network.test_dhcp import ask
from tests.objects import network_house
from tests.objects.network_house import House, daemon
from xapid.hypervisor.spec import tap_name
from xapid.objects.network import Network
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.network.start import NAME, ensure_internal_network, start_networks
from xapid.objects.vif.plugging import plug, unplug

spaces, house = network_house.spaces, network_house.house
Spaces = tuple[Namespace, Namespace]


def internal(house: House) -> Network:
    (network,) = (n for n in house.ctx.store.all(Network) if n.name_label == NAME)
    return network


async def test_the_internal_network_is_there_from_the_first_start(house: House, tmp_path: Path) -> None:
    await start_networks(house.ctx)
    network = internal(house)
    assert network.bridge == "xenapi" and house.host.ipv4("xenapi") == ["169.254.0.1/16"]
    assert network.other_config == {
        "is_guest_installer_network": "true", "is_host_internal_management_network": "true",
        "ip_begin": "169.254.0.2", "ip_end": "169.254.255.254", "netmask": "255.255.0.0",
    }  # fmt: skip
    assert len(house.host.servers(tmp_path / "network" / "dhcp")) == 1
    assert ensure_internal_network(house.ctx) is network


async def test_addresses_of_guests_are_shown_while_they_are_there(house: House, tmp_path: Path) -> None:
    await start_networks(house.ctx)
    network, vm = internal(house), house.vm()
    vif = await house.vif(vm, network, MAC="02:16:3E:AA:00:01")
    other = await house.vif(house.vm(), await house.network())
    await plug(house.ctx, other)
    house.host.run("ip", "link", "del", tap_name(other.VM.uuid, 0))  # its end would be c0 as well
    await plug(house.ctx, vif)
    address = ask(house.guest, tmp_path)[0]
    house.set(vif, other_config={"noticed": "true"})  # sooner than the next look by itself
    await house.until(lambda: network.assigned_ips)
    assert network.assigned_ips == {vif.ref: address}
    assert IPv4Address(address) in IPv4Network("169.254.0.0/16")
    await unplug(house.ctx, vif)
    await house.until(lambda: network.assigned_ips == {})


async def test_an_api_that_was_closed_to_others_starts_closed(house: House) -> None:
    await start_networks(house.ctx)
    assert not house.ctx.services.reach.closed
    house.set(house.ctx.services.host, management_disabled=True)
    await start_networks(house.ctx)
    assert house.ctx.services.reach.closed
    assert not any(pif.management for pif in house.ctx.services.host.PIFs)


async def test_bridges_in_use_come_back_and_others_go(spaces: Spaces, tmp_path: Path) -> None:
    async with daemon(*spaces, tmp_path) as first:
        await start_networks(first.ctx)
        used, busy, idle = [await first.network() for _ in range(3)]
        vif = await first.vif(first.vm(), used)
        await plug(first.ctx, vif)
        left = await first.vif(first.vm(), busy, device="1")
        await plug(first.ctx, left)
        first.set(left, currently_attached=False)  # the record is wrong, the wire is there
        await ensure_bridge(first.ctx, idle)
        before = first.bridges()
    assert before == ["xapi0", "xapi1", "xapi2", "xenapi"]
    spaces[0].run("ip", "link", "del", "xapi0")
    async with daemon(*spaces, tmp_path, first.ctx) as second:
        await start_networks(second.ctx)
        assert second.bridges() == ["xapi0", "xapi1", "xenapi"]
        assert len(second.ctx.store.all(Network)) == 4
        assert second.bridge_of(left) == "xapi1"


async def test_the_internal_bridge_and_its_addresses_follow_the_settings(
    spaces: Spaces, tmp_path: Path
) -> None:
    async with daemon(*spaces, tmp_path) as first:
        await start_networks(first.ctx)
        network = internal(first)
    settings = {"internal_bridge": "inside", "internal_subnet": "10.77.0.0/24"}
    async with daemon(*spaces, tmp_path, first.ctx, **settings) as second:
        await start_networks(second.ctx)
        assert internal(second) is network and network.bridge == "inside"
        assert network.other_config["ip_begin"] == "10.77.0.2" and second.bridges() == ["inside"]
        assert second.host.ipv4("inside") == ["10.77.0.1/24"]


async def test_a_start_survives_a_host_that_refuses(house: House) -> None:
    house.host.run("ip", "link", "add", "xenapi", "type", "bridge")  # somebody else's
    await start_networks(house.ctx)
    assert internal(house).bridge == "xenapi"
    await until(lambda: house.bridges() == ["xenapi"])
