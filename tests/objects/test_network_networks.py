"""Networks: their records, and the bridges behind them."""

import asyncio

import pytest

from tests.objects import network_house
from tests.objects.memory import Slow
from tests.objects.network_house import House, refused
from xapid.hypervisor.spec import tap_name
from xapid.network.spec import check_device_name
from xapid.objects.network import Network, NetworkPurpose
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.network.lifecycle import attach, destroy
from xapid.objects.network.names import bridge_of_card
from xapid.objects.network.settings import add_purpose, remove_purpose, set_MTU
from xapid.objects.network.start import ensure_internal_network
from xapid.objects.vif import VIF
from xapid.objects.vif.plugging import plug

spaces, house = network_house.spaces, network_house.house


async def test_every_network_has_a_bridge_of_its_own(house: House) -> None:
    house.host.run("ip", "link", "add", "xapi1", "type", "bridge")  # somebody else's
    first, second = await house.network(), await house.network()
    assert (first.bridge, second.bridge) == ("xapi0", "xapi2")
    assert (await house.network(bridge="br-lan")).bridge == "br-lan"
    for taken in ("br-lan", "xapi0", "xenapi"):
        async with refused("BRIDGE_NAME_EXISTS", taken):
            await house.network(bridge=taken)
    for bad in ("../x", "a-name-that-is-too-long", "lo", "-f"):
        async with refused("INVALID_VALUE", "bridge", bad):
            await house.network(bridge=bad)
    async with refused("INVALID_VALUE", "bridge"):
        await house.network(managed=False)
    async with refused("INVALID_VALUE", "MTU"):
        await house.network(MTU=10)
    assert house.bridges() == ["xapi1"]  # made when it is needed, not before
    assert first.allowed_operations == ("attaching",) and first.MTU == 1500


async def test_networks_made_at_once_have_different_bridges(house: House) -> None:
    made = await asyncio.gather(*(house.network() for _ in range(8)))
    assert {network.bridge for network in made} == {f"xapi{number}" for number in range(8)}


async def test_a_bridge_comes_with_need_and_goes_with_the_network(house: House) -> None:
    network = await house.network(MTU=1400)
    await attach(house.ctx, network, house.ctx.services.host)
    assert await ensure_bridge(house.ctx, network) == "xapi0"
    assert house.host.links()["xapi0"]["mtu"] == 1400 and network.current_operations == {}
    await destroy(house.ctx, network)
    assert house.bridges() == [] and not network.alive
    async with refused("HANDLE_INVALID"):
        await ensure_bridge(house.ctx, network)


async def test_a_network_in_use_stays(house: House) -> None:
    network, vm = await house.network(), house.vm()
    vif = await house.vif(vm, network)
    await plug(house.ctx, vif)
    async with refused("NETWORK_CONTAINS_VIF", vif.ref):
        await destroy(house.ctx, network)
    house.set(vif, currently_attached=False)  # whatever the record says, a wire is on the bridge
    async with refused("NETWORK_CONTAINS_VIF"):
        await destroy(house.ctx, network)
    house.host.run("ip", "link", "del", tap_name(vm.uuid, 0))
    house.set(vm, current_operations={"OpaqueRef:x": "start"})
    async with refused("OTHER_OPERATION_IN_PROGRESS", "VM", vm.ref):
        await destroy(house.ctx, network)
    assert house.bridges() == ["xapi0"]
    house.set(vm, current_operations={}, power_state="Halted")
    await destroy(house.ctx, network)
    assert house.bridges() == [] and not vif.alive and vm.VIFs == []


async def test_the_internal_network_stays(house: House) -> None:
    network = ensure_internal_network(house.ctx)
    async with refused("CANNOT_DESTROY_SYSTEM_NETWORK", network.ref):
        await destroy(house.ctx, network)


async def test_a_foreign_bridge_is_used_and_never_changed(house: House) -> None:
    network = await house.network(bridge="br0", managed=False)
    async with refused("BRIDGE_NOT_AVAILABLE", "br0"):
        await ensure_bridge(house.ctx, network)
    house.host.run("ip", "link", "add", "br0", "type", "bridge")
    before = house.host.links()["br0"]
    assert await ensure_bridge(house.ctx, network) == "br0"
    await set_MTU(house.ctx, network, 1300)
    await destroy(house.ctx, network)
    assert house.host.links()["br0"] == before


async def test_a_name_that_somebody_else_took_meanwhile(house: House) -> None:
    network = await house.network()
    house.host.run("ip", "link", "add", "xapi0", "type", "bridge")
    async with refused("HOST_CANNOT_ATTACH_NETWORK", house.ctx.services.host.ref, network.ref):
        await ensure_bridge(house.ctx, network)
    assert network.current_operations == {}
    await destroy(house.ctx, network)
    assert house.bridges() == ["xapi0"]


async def test_a_network_from_elsewhere_gets_a_bridge(house: House) -> None:
    with house.ctx.change():
        network = house.ctx.store.create(Network, name_label="imported")
    assert await ensure_bridge(house.ctx, network) == network.bridge == "xapi0"


async def test_mtu_reaches_the_bridge_and_what_is_joined(house: House) -> None:
    network = await house.network()
    await set_MTU(house.ctx, network, 1450)
    assert network.MTU == 1450 and house.bridges() == []
    vif: VIF = await house.vif(house.vm(), network)
    await plug(house.ctx, vif)
    await set_MTU(house.ctx, network, 1400)
    assert {link["mtu"] for link in house.host.links().values()} == {1400}
    for bad in (0, 67, 1 << 20, -1):
        async with refused("INVALID_VALUE", "MTU", bad):
            await set_MTU(house.ctx, network, bad)
    assert network.MTU == 1400


async def test_mtu_is_as_before_when_it_cannot_be_kept(house: House) -> None:
    network = await house.network()
    await ensure_bridge(house.ctx, network)
    slow = Slow()
    slow.store, house.ctx.store.journal = house.ctx.store, slow
    house.ctx.store.before_change_ends.append(lambda _: house.ctx.services.spawn(refuse(slow), "refusal"))
    async with refused("INTERNAL_ERROR", "disk full"):
        await set_MTU(house.ctx, network, 1400)
    assert network.MTU == 1500 and house.host.links()["xapi0"]["mtu"] == 1500


async def refuse(journal: Slow) -> None:
    journal.refuse()


async def test_purposes(house: House) -> None:
    network = await house.network()
    for _ in range(2):
        await add_purpose(house.ctx, network, NetworkPurpose.nbd)
    assert network.purpose == ("nbd",)
    async with refused("NETWORK_INCOMPATIBLE_PURPOSES", "insecure_nbd", "nbd"):
        await add_purpose(house.ctx, network, NetworkPurpose.insecure_nbd)
    await remove_purpose(house.ctx, network, NetworkPurpose.nbd)
    assert network.purpose == ()


@pytest.mark.parametrize("device", ["enx001122334455", "w\u00f6lan0", "a@b"])
async def test_the_bridge_of_any_card_has_a_possible_name(house: House, device: str) -> None:
    assert bridge_of_card(house.ctx, "eth0") == "xapi-eth0"
    name = bridge_of_card(house.ctx, device)
    assert check_device_name(name) == name == bridge_of_card(house.ctx, device)
    assert name != bridge_of_card(house.ctx, device + "1")
