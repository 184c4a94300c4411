"""Locking modes, allowed addresses and rates, with real packets of a guest that runs meanwhile."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.network.namespace import Namespace
from tests.objects import network_house
from tests.objects.network_house import House, daemon, refused
from tests.objects.test_network_vifs import refuse_changes
from xapid.hypervisor.errors import OperationFailed
from xapid.hypervisor.spec import tap_name
from xapid.network.errors import RulesFailed
from xapid.objects.network import Network, NetworkDefaultLockingMode
from xapid.objects.network.settings import set_default_locking_mode
from xapid.objects.network.start import start_networks
from xapid.objects.vif import VIF, VifLockingMode
from xapid.objects.vif import locking as m
from xapid.objects.vif.plugging import move, plug, unplug

spaces, house = network_house.spaces, network_house.house
Spaces = tuple[Namespace, Namespace]
Mode = VifLockingMode
HOST, GUEST = "10.9.0.1", "10.9.0.2"


async def wired(house: House, **values: Any) -> VIF:
    """A VIF of a running guest that has the address GUEST, on a bridge where the host is HOST."""
    network = await house.network()
    vif = await house.vif(house.vm(), network, **values)
    await plug(house.ctx, vif)
    house.host.run("ip", "addr", "add", f"{HOST}/24", "dev", network.bridge)
    house.guest.run("ip", "addr", "add", f"{GUEST}/24", "dev", "c0")
    return vif


def reaches(house: House) -> bool:
    """Whether the host answers the guest: asked up to three times when it does not."""
    argv = house.guest.command("busybox", "ping", "-c1", "-W1", HOST)
    return any(subprocess.run(argv, capture_output=True, check=False).returncode == 0 for _ in range(3))


def is_cut_off(house: House) -> bool:
    """Whether a ping of the guest stays without answer."""
    argv = house.guest.command("busybox", "ping", "-c1", "-W1", HOST)
    return subprocess.run(argv, capture_output=True, check=False).returncode != 0


def rules(house: House) -> str:
    return house.host.run("nft", "list", "ruleset")


async def test_modes_and_addresses_count_at_once(house: House) -> None:
    vif = await wired(house)
    assert reaches(house) and tap_name(vif.VM.uuid, 0) not in rules(house)
    await m.set_locking_mode(house.ctx, vif, Mode.locked)
    assert vif.locking_mode == Mode.locked and is_cut_off(house)
    await m.add_ipv4_allowed(house.ctx, vif, GUEST)
    assert vif.ipv4_allowed == (GUEST,) and reaches(house)
    await m.remove_ipv4_allowed(house.ctx, vif, GUEST)
    assert vif.ipv4_allowed == () and is_cut_off(house)
    await m.set_ipv4_allowed(house.ctx, vif, ["10.9.0.7", GUEST, GUEST])
    assert vif.ipv4_allowed == ("10.9.0.7", GUEST) and reaches(house)
    await m.set_locking_mode(house.ctx, vif, Mode.disabled)
    assert is_cut_off(house)
    await m.set_locking_mode(house.ctx, vif, Mode.unlocked)
    assert reaches(house)
    await m.set_ipv6_allowed(house.ctx, vif, ["FD00:0::1"])
    await m.add_ipv6_allowed(house.ctx, vif, "fd00::2")
    assert vif.ipv6_allowed == ("fd00::1", "fd00::2")
    await m.remove_ipv6_allowed(house.ctx, vif, "fd00:0:0::1")
    assert vif.ipv6_allowed == ("fd00::2",)
    await m.set_locking_mode(house.ctx, vif, Mode.disabled)
    await unplug(house.ctx, vif)
    assert tap_name(vif.VM.uuid, 0) not in rules(house)


async def test_the_default_of_the_network(house: House) -> None:
    vif = await wired(house)
    network = vif.network
    await set_default_locking_mode(house.ctx, network, NetworkDefaultLockingMode.disabled)
    assert network.default_locking_mode == NetworkDefaultLockingMode.disabled and is_cut_off(house)
    await m.set_locking_mode(house.ctx, vif, Mode.unlocked)
    assert reaches(house)
    await m.set_locking_mode(house.ctx, vif, Mode.network_default)
    assert is_cut_off(house)
    await set_default_locking_mode(house.ctx, network, NetworkDefaultLockingMode.unlocked)
    assert reaches(house)
    closed = await house.network()
    await set_default_locking_mode(house.ctx, closed, NetworkDefaultLockingMode.disabled)
    await move(house.ctx, vif, closed)
    assert tap_name(vif.VM.uuid, 0) in rules(house)
    await move(house.ctx, vif, network)
    house.host.run("ip", "addr", "add", f"{HOST}/24", "dev", network.bridge)
    assert reaches(house)


async def test_a_guest_is_locked_from_its_first_packet(house: House) -> None:
    vif = await wired(house, locking_mode="locked", ipv4_allowed=["10.9.0.9"])
    assert is_cut_off(house)
    await m.add_ipv4_allowed(house.ctx, vif, GUEST)
    assert reaches(house)


@pytest.mark.parametrize("text", ["", "10.9.0", "10.9.0.1/24", "fd00::1", "224.0.0.1", "0.0.0.0", "a; drop"])
async def test_what_is_no_address(house: House, text: str) -> None:
    vif = await house.vif(house.vm("Halted"), await house.network())
    for change in (m.add_ipv4_allowed, m.remove_ipv4_allowed):
        async with refused("INVALID_IP_ADDRESS_SPECIFIED", "ipv4_allowed"):
            await change(house.ctx, vif, text)
    async with refused("INVALID_IP_ADDRESS_SPECIFIED", "ipv4_allowed"):
        await m.set_ipv4_allowed(house.ctx, vif, ["10.0.0.1", text])
    async with refused("INVALID_IP_ADDRESS_SPECIFIED", "ipv6_allowed"):
        await m.add_ipv6_allowed(house.ctx, vif, text.replace("fd00::1", "fe80::1%eth0"))
    assert vif.ipv4_allowed == () == vif.ipv6_allowed


async def test_of_a_halted_vm_it_is_a_note(house: House) -> None:
    vif = await house.vif(house.vm("Halted"), await house.network())
    await m.set_locking_mode(house.ctx, vif, Mode.disabled)
    assert vif.locking_mode == Mode.disabled and rules(house) == ""


async def test_rates(house: House) -> None:
    vif = await wired(house, qos_algorithm_type="ratelimit")
    assert vif.qos_supported_algorithms == ("ratelimit",) and "limit" not in rules(house)
    await m.add_to_qos_algorithm_params(house.ctx, vif, "kbps", "100")
    assert "limit rate over 100 kbytes/second" in rules(house) and reaches(house)
    async with refused("MAP_DUPLICATE_KEY", "VIF", "qos_algorithm_params", vif.ref, "kbps"):
        await m.add_to_qos_algorithm_params(house.ctx, vif, "kbps", "200")
    for text in ("0", "-1", "1e3", "99999999999", "\u0661"):
        async with refused("INVALID_VALUE", "qos_algorithm_params:kbps", text):
            await m.set_qos_algorithm_params(house.ctx, vif, {"kbps": text})
    assert vif.qos_algorithm_params == {"kbps": "100"}
    await m.set_qos_algorithm_type(house.ctx, vif, "")
    assert "limit" not in rules(house)
    await m.set_qos_algorithm_type(house.ctx, vif, "ratelimit")
    assert "limit rate over 100 kbytes/second" in rules(house)
    await m.remove_from_qos_algorithm_params(house.ctx, vif, "kbps")
    assert vif.qos_algorithm_params == {} and "limit" not in rules(house)


async def test_what_cannot_be_kept_is_taken_back(house: House) -> None:
    vif = await wired(house)
    refuse_changes(house)
    async with refused("INTERNAL_ERROR", "disk full"):
        await m.set_locking_mode(house.ctx, vif, Mode.disabled)
    assert vif.locking_mode == Mode.network_default and reaches(house)


async def test_what_the_filter_refuses_changes_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    vif = await wired(house)

    async def refuse(*args: Any) -> None:
        raise RulesFailed("no")

    monkeypatch.setattr(house.ctx.services.network, "set_rules", refuse, raising=False)
    async with refused("HOST_CANNOT_ATTACH_NETWORK"):
        await m.set_locking_mode(house.ctx, vif, Mode.disabled)
    assert vif.locking_mode == Mode.network_default
    await unplug(house.ctx, vif)
    async with refused("HOST_CANNOT_ATTACH_NETWORK"):
        await plug(house.ctx, vif)
    assert not vif.currently_attached and house.guest.links() == {}


async def test_a_failed_plug_leaves_no_rules(house: House) -> None:
    vif = await house.vif(house.vm(), await house.network(), locking_mode="disabled")
    house.wires.failure = OperationFailed("OTHER", "no")
    async with refused("INTERNAL_ERROR"):
        await plug(house.ctx, vif)
    assert tap_name(vif.VM.uuid, 0) not in rules(house)


async def test_the_next_daemon_finds_the_rules_again(spaces: Spaces, tmp_path: Path) -> None:
    async with daemon(*spaces, tmp_path) as first:
        await start_networks(first.ctx)
        vif = await wired(first, locking_mode="locked", ipv4_allowed=["10.9.0.9"])
        assert is_cut_off(first)
        first.host.run("nft", "flush", "ruleset")  # somebody else's hand
        gone = await first.vif(first.vm(), vif.network, locking_mode="disabled")
        first.set(gone, currently_attached=True)
        first.set(gone.VM, power_state="Halted")
        async with daemon(*spaces, tmp_path, first.ctx) as second:
            await start_networks(second.ctx)
            assert is_cut_off(second) and tap_name(gone.VM.uuid, 0) not in rules(second)
            found = second.ctx.store.get(vif.ref)
            assert isinstance(found.network, Network)
            second.set(found, currently_attached=False)  # as after a kill in the middle of a start
            await start_networks(second.ctx)
            assert tap_name(vif.VM.uuid, 0) in rules(second)
