"""The packet filter, with real frames: from a guest's end of the wire to what arrives at another."""

import ctypes
import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from uuid import UUID

import pytest

from tests.network import frames
from tests.network.namespace import Namespace
from xapid.network.errors import RulesFailed
from xapid.network.filters import link_local
from xapid.network.spec import BridgeSpec, Passing, PortRules

SO_RCVBUFFORCE = 33  # the kernel's; Python has no name for it

MAC, OTHER = "02:00:00:00:00:01", "02:00:00:00:00:02"
MINE, THEIRS, PEER = "10.9.0.2", "10.9.0.3", "10.9.0.1"
OWN = PortRules(mac=MAC, passing=Passing.own, ipv4=(IPv4Address(MINE),), ipv6=(IPv6Address("fd01::2"),))
NOTHING = PortRules(mac=MAC, passing=Passing.nothing)
OPEN = PortRules(mac=MAC)


@pytest.fixture
async def peer(host: Namespace, guest: Namespace, net: Any) -> Any:
    """Another guest on the bridge of the guest under test, whose device is v0 with c0 at its other end."""
    with Namespace() as other:
        await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=UUID(int=1)))
        host.veth("v0", "c0", guest)
        host.veth("v1", "c1", other)
        guest.run("ip", "link", "set", "c0", "address", MAC)
        guest.run("ip", "addr", "add", f"{MINE}/24", "dev", "c0")
        other.run("ip", "addr", "add", f"{PEER}/24", "dev", "c1")
        for space, device, address in ((guest, "c0", "fd01::2/64"), (other, "c1", "fd01::1/64")):
            space.run("ip", "addr", "add", address, "dev", device, "nodad")
        for device in ("v0", "v1"):
            await net.attach_port("xapi0", device)
        yield other


@contextmanager
def listening(space: Namespace, device: str) -> Iterator[Any]:
    """All frames that arrive at the device, until one says that it is the last: the call gives them."""
    with socket_in(space) as wire:
        wire.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 24)
        wire.bind((device, 3))

        def until_last() -> list[bytes]:
            found = []
            while True:
                frame = wire.recv(4096)
                if b"the last" in frame:
                    return found
                found.append(frame)

        wire.settimeout(20)
        yield until_last


@contextmanager
def socket_in(space: Namespace) -> Iterator[socket.socket]:
    """A raw socket of another namespace: opened by a thread that goes there, and comes back."""
    libc = ctypes.CDLL(None, use_errno=True)
    with open("/proc/thread-self/ns/net") as here, open(f"/run/netns/{space.name}") as there:
        assert libc.setns(there.fileno(), 0) == 0, os.strerror(ctypes.get_errno())
        try:
            wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
        finally:
            assert libc.setns(here.fileno(), 0) == 0
    with wire:
        yield wire


def pings(guest: Namespace, target: str, times: int = 5) -> bool:
    """Whether one of so many pings is answered, each within a second."""
    argv = guest.command("busybox", "ping", "-c1", "-W1", target)
    return any(subprocess.run(argv, capture_output=True, check=False).returncode == 0 for _ in range(times))


LAST = frames.udp(OTHER, THEIRS, PEER, (1, 2), b"the last")
MARK = b"from the guest"
GOOD = frames.udp(MAC, MINE, PEER, (1, 2), MARK)
FORGED = {
    "another hardware address": frames.udp(OTHER, MINE, PEER, (1, 2), MARK),
    "another address": frames.udp(MAC, THEIRS, PEER, (1, 2), MARK),
    "a tag around what is allowed": frames.tagged(GOOD, 7),
    "a tag around what is forged": frames.tagged(frames.udp(MAC, THEIRS, PEER, (1, 2), MARK), 7),
    "no address, but no DHCP": frames.udp(MAC, "0.0.0.0", "255.255.255.255", (5, 5), MARK),
    "an answer in DHCP": frames.udp(MAC, "0.0.0.0", "255.255.255.255", (67, 68), MARK),
    "a claim on another address": frames.arp(MAC, MAC, THEIRS, PEER),
    "a claim of another card": frames.arp(MAC, OTHER, MINE, PEER),
    "a protocol of its own": frames._ethernet(MAC, 0x88B5, MARK),
}
HONEST = {
    "a datagram": GOOD,
    "a question": frames.arp(MAC, MAC, MINE, PEER),
    "whether the address is free": frames.arp(MAC, MAC, "0.0.0.0", MINE),
    "asking by DHCP": frames.udp(MAC, "0.0.0.0", "255.255.255.255", (68, 67), MARK),
}


async def arrived(net: Any, peer: Namespace, guest: Namespace, rules: PortRules, frame: bytes) -> bool:
    """Whether a frame of the guest reaches the other one under these rules."""
    await net.set_rules("v0", rules)
    with listening(peer, "c1") as until_last:
        frames.send(guest, "c0", frame)
        await net.set_rules("v0", OPEN)
        frames.send(guest, "c0", LAST)
        return any(found[6:12] == frame[6:12] and (MARK in found or found[12:14] == b"\x08\x06")
                   for found in until_last())  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
async def test_what_is_not_its_own_is_held_back(net: Any, peer: Any, guest: Namespace, name: str) -> None:
    assert await arrived(net, peer, guest, OPEN, FORGED[name]), "without rules all of it arrives"
    assert not await arrived(net, peer, guest, OWN, FORGED[name])


@pytest.mark.parametrize("name", HONEST)
async def test_what_is_its_own_passes(net: Any, peer: Any, guest: Namespace, name: str) -> None:
    assert await arrived(net, peer, guest, OWN, HONEST[name])
    assert not await arrived(net, peer, guest, NOTHING, HONEST[name])
    assert not await arrived(net, peer, guest, OWN.model_copy(update={"ipv4": ()}), HONEST[name])


async def test_a_conversation(net: Any, peer: Any, guest: Namespace) -> None:
    await net.set_rules("v0", OWN)
    assert pings(guest, PEER) and pings(guest, "fd01::1")
    for own, stranger, target in ((MINE, THEIRS, PEER), ("fd01::2", "fd01::3", "fd01::1")):
        bits = "24" if "." in own else "64"
        guest.run("ip", "addr", "del", f"{own}/{bits}", "dev", "c0")
        guest.run("ip", "addr", "add", f"{stranger}/{bits}", "dev", "c0", *(["nodad"] if ":" in own else []))
        assert not pings(guest, target, 1)
        await net.set_rules("v0", OPEN)
        assert pings(guest, target)
        await net.set_rules("v0", OWN)


async def test_a_closed_guest_hears_nothing(net: Any, peer: Any, guest: Namespace) -> None:
    assert pings(peer, MINE)
    await net.set_rules("v0", NOTHING)
    with listening(guest, "c0") as until_last:
        frames.send(peer, "c1", frames.udp(OTHER, PEER, MINE, (1, 2), MARK))
        await net.drop_rules(["v0", "never"])
        frames.send(peer, "c1", LAST)
        assert not any(MARK in frame for frame in until_last())
    assert pings(peer, MINE)


async def test_a_rate(net: Any, peer: Any, guest: Namespace) -> None:
    """Of what comes at once only about the burst passes; the counters say how much."""
    burst = [frames.udp(MAC, MINE, PEER, (1, 2), MARK.ljust(1000))] * 200
    await net.set_rules("v0", OPEN.model_copy(update={"kib_per_second": 1}))
    with listening(peer, "c1") as until_last:
        frames.send(guest, "c0", *burst)
        await net.set_rules("v0", OPEN)
        frames.send(guest, "c0", *burst, LAST)
        passed = sum(MARK in frame for frame in until_last())
    assert 200 + 30 < passed < 200 + 100


async def test_rules_are_replaced_as_a_whole(net: Any, host: Namespace, peer: Any, guest: Namespace) -> None:
    await net.set_rules("gone", NOTHING)
    await net.reconcile_rules({"v0": NOTHING, "v1": OPEN})
    table = host.run("nft", "list", "ruleset")
    assert "gone" not in table and '"v1"' not in table and not pings(guest, PEER, 1)
    await net.reconcile_rules({"v0": OWN})
    assert pings(guest, PEER) and host.run("nft", "list", "ruleset").count("chain v0 {") == 1
    await net.drop_rules(["v0"])
    assert "chain v0" not in host.run("nft", "list", "ruleset")
    await net.reconcile_rules({})
    assert host.run("nft", "list", "ruleset") == ""
    await net.drop_rules(["v0"])
    assert host.run("nft", "list", "ruleset") == ""


async def test_other_rules_are_left_alone(net: Any, host: Namespace) -> None:
    host.run("nft", "add table bridge theirs; add chain bridge theirs c; add rule bridge theirs c drop")
    before = host.run("nft", "list", "ruleset")
    await net.reconcile_rules({"v0": OWN})
    await net.reconcile_rules({})
    assert host.run("nft", "list", "ruleset") == before
    tables = json.loads(host.run("nft", "-j", "list", "tables"))["nftables"]
    assert [t["table"]["name"] for t in tables if "table" in t] == ["theirs"]


async def test_a_name_that_is_no_device(net: Any) -> None:
    for name in ("a b", "x; flush ruleset", "", "a" * 16):
        with pytest.raises(RuntimeError):
            await net.set_rules(name, NOTHING)


def test_link_local_addresses() -> None:
    assert str(link_local("02:16:3e:aa:00:01")) == "fe80::16:3eff:feaa:1"
    assert issubclass(RulesFailed, Exception)
