"""Taking away everything of a daemon that has stopped, but for its files."""

from __future__ import annotations

from pathlib import Path

from xapid.daemon import host_uuid
from xapid.hypervisor.local import LocalLibvirt
from xapid.network.driver import LinuxNetworkDriver


async def clean_up(state_dir: Path) -> None:
    """End guests and the private libvirtd, then DHCP servers, bridges and packet filters.

    What is gone already is fine.
    """
    libvirt = LocalLibvirt(state_dir / "libvirt")
    if libvirt.pid is not None:
        await libvirt.stop(guests=True)
    async with LinuxNetworkDriver(state_dir / "network", host_uuid(state_dir)) as network:
        for bridge in await network.list_bridges():
            await network.destroy_bridge(bridge.name, force=True)
        await network.reconcile_rules({})
