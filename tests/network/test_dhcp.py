"""DHCP: a real client gets an address; the server outlives us, and is raised when it dies."""

import os
import signal
import time
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.network.namespace import Namespace, driver, until
from xapid.network.errors import BridgeNotFound, DhcpFailed
from xapid.network.spec import BridgeSpec, DhcpSpec, internal_network

SPEC = internal_network("xapi0", UUID(int=1), IPv4Network("169.254.8.0/24"))
SCRIPT = '#!/bin/sh\n[ "$1" = bound ] && echo "$ip $subnet $router $dns $lease" >"$OUT"\nexit 0\n'


def ask(guest: Namespace, directory: Path, hostname: str = "web1") -> list[str]:
    """What a DHCP client in the guest was given: address, netmask and so on."""
    script, out = directory / "script", directory / "answer"
    script.write_text(SCRIPT)
    script.chmod(0o755)
    client = ["busybox", "udhcpc", "-i", "c0", "-n", "-q", "-f", "-t", "10", "-T", "1", "-s", str(script)]
    guest.run("env", f"OUT={out}", *client, "-x", f"hostname:{hostname}")
    return out.read_text().split()


async def test_a_client_gets_an_address(host: Namespace, guest: Namespace, net: Any, tmp_path: Path) -> None:
    await net.create_bridge(SPEC)
    host.veth("v0", "c0", guest)
    await net.attach_port("xapi0", "v0")
    address, netmask, *rest = ask(guest, tmp_path)
    assert IPv4Address(address) in IPv4Network("169.254.8.0/24") and netmask == "255.255.255.0"
    assert rest == ["3600"]  # neither router nor name server: nothing leads out of this network
    (lease,) = await net.leases("xapi0")
    assert (str(lease.ip), lease.mac, lease.hostname) == (address, guest.links()["c0"]["address"], "web1")
    assert 0 < lease.expires - time.time() <= 3600

    changed = DhcpSpec(
        first=IPv4Address("169.254.8.200"),
        last=IPv4Address("169.254.8.200"),
        router=IPv4Address("169.254.8.1"),
        dns=(IPv4Address("9.9.9.9"),),
    )
    await net.ensure_dhcp("xapi0", changed)
    assert ask(guest, tmp_path) == ["169.254.8.200", "255.255.255.0", "169.254.8.1", "9.9.9.9", "3600"]
    await net.stop_dhcp("xapi0")
    await net.stop_dhcp("xapi0")
    assert await net.leases("xapi0") == [] and host.servers(tmp_path / "dhcp") == []


async def test_a_dead_server_is_raised(host: Namespace, guest: Namespace, net: Any, tmp_path: Path) -> None:
    await net.create_bridge(SPEC)
    (first,) = host.servers(tmp_path / "dhcp")
    os.kill(first, signal.SIGKILL)
    second = await until(lambda: set(host.servers(tmp_path / "dhcp")) - {first})
    os.kill(second.pop(), signal.SIGKILL)
    await until(lambda: host.servers(tmp_path / "dhcp"))
    host.veth("v0", "c0", guest)
    await net.attach_port("xapi0", "v0")
    assert ask(guest, tmp_path)


async def test_found_again_after_kill_and_then_supervised(host: Namespace, net: Any, tmp_path: Path) -> None:
    await net.create_bridge(SPEC)
    servers = host.servers(tmp_path / "dhcp")
    await net.kill()
    assert host.servers(tmp_path / "dhcp") == servers and len(servers) == 1
    async with driver(host, tmp_path) as reborn:
        report = await reborn.reconcile([SPEC])
        assert report.created == () and report.failed == {}
        assert host.servers(tmp_path / "dhcp") == servers
        assert (await reborn.list_bridges())[0].dhcp_pid == servers[0]
        os.kill(servers[0], signal.SIGKILL)
        await until(lambda: host.servers(tmp_path / "dhcp"))
        await reborn.destroy_bridge("xapi0")
        assert host.servers(tmp_path / "dhcp") == [] and host.links() == {}


async def test_refusals(net: Any) -> None:
    await net.create_bridge(BridgeSpec(name="xapi0", network_uuid=UUID(int=1)))
    with pytest.raises(DhcpFailed, match="no address"):
        await net.ensure_dhcp("xapi0", SPEC.dhcp)
    with pytest.raises(BridgeNotFound):
        await net.ensure_dhcp("xapi1", SPEC.dhcp)
    assert await net.leases("xapi1") == []
