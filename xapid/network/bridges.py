"""Making, finding and removing the bridges of one owner."""

import hashlib
from contextlib import suppress
from ipaddress import IPv4Interface
from pathlib import Path
from socket import AF_INET
from uuid import UUID

from xapid.network.errors import BridgeConflict, BridgeNotFound, BridgeNotOurs
from xapid.network.mark import Mark, unborn_name, unborn_prefix
from xapid.network.netlink import Kernel, Link

TAP = "tun"


class Bridges:
    """The bridges that bear this owner's mark. It never changes a device that does not."""

    def __init__(self, owner: str) -> None:
        self.owner = owner

    def mark_of(self, link: Link) -> Mark | None:
        """The mark on a device, if it is this owner's."""
        mark = Mark.parse(link.alias)
        return mark if mark and mark.owner == self.owner else None

    async def all(self, kernel: Kernel) -> list[Link]:
        """The bridges of this owner, ordered by name."""
        ours = [link for link in await kernel.links() if self._is_ours(link)]
        return sorted(ours, key=lambda link: link.name)

    async def find(self, kernel: Kernel, name: str) -> Link | None:
        """The bridge of that name. Raises BridgeNotOurs if the name belongs to anything else."""
        link = await kernel.find(name)
        if link is not None and not self._is_ours(link):
            raise BridgeNotOurs(f"{name} was not made by this daemon")
        return link

    async def get(self, kernel: Kernel, name: str) -> Link:
        """The bridge of that name. Raises BridgeNotFound, BridgeNotOurs."""
        link = await self.find(kernel, name)
        if link is None:
            raise BridgeNotFound(f"there is no bridge {name}")
        return link

    async def check(self, kernel: Kernel, name: str, network_uuid: UUID) -> Link | None:
        """The bridge of that network, if it exists. Raises BridgeNotOurs, BridgeConflict."""
        link = await self.find(kernel, name)
        mark = self.mark_of(link) if link else None
        if mark is not None and mark.network_uuid != network_uuid:
            raise BridgeConflict(f"{name} is the bridge of network {mark.network_uuid}")
        return link

    async def make(self, kernel: Kernel, name: str, network_uuid: UUID) -> Link:
        """The bridge of that network, new or as it was. Raises BridgeNotOurs, BridgeConflict."""
        if known := await self.check(kernel, name, network_uuid):
            return known
        bridge = await kernel.add_bridge(unborn_name(self.owner))
        try:
            mark = str(Mark(network_uuid, self.owner))
            await kernel.change(bridge, ifalias=mark)
            await kernel.change(bridge, address=_stable_mac(mark))
            await kernel.change(bridge, ifname=name)
        except BaseException:
            await kernel.delete(bridge)
            raise
        return await kernel.get(name)

    async def set_address(self, kernel: Kernel, bridge: Link, wanted: IPv4Interface | None) -> None:
        """Have the bridge bear this IPv4 address and no other."""
        has = [address for index, address in await kernel.addresses(AF_INET) if index == bridge.index]
        for address in has:
            if address != wanted:
                await kernel.remove_address(bridge, address)
        if wanted is not None and wanted not in has:
            await kernel.add_address(bridge, wanted)

    async def ports(self, kernel: Kernel, bridge: Link) -> list[Link]:
        """The devices joined to the bridge, an uplink too, ordered by name."""
        joined = [link for link in await kernel.links() if link.master == bridge.index]
        return sorted(joined, key=lambda link: link.name)

    async def remove_leftovers(self, kernel: Kernel) -> list[str]:
        """Remove bridges that never got a name, and taps of ours that no process holds; the taps' names."""
        removed = []
        for link in await kernel.links():
            if link.kind == "bridge" and link.name.startswith(unborn_prefix(self.owner)):
                await kernel.delete(link)
            if link.kind == TAP and self.mark_of(link) and not link.carrier:
                await kernel.delete(link)
                removed.append(link.name)
        return removed

    def _is_ours(self, link: Link) -> bool:
        unborn = link.name.startswith(unborn_prefix(self.owner))
        return link.kind == "bridge" and not unborn and self.mark_of(link) is not None


def ignore_router_advertisements(bridge: str) -> None:
    """Keep guests from configuring the host: no IPv6 on a bridge that leads to guests only. Blocks."""
    with suppress(FileNotFoundError):  # a kernel without IPv6
        Path(f"/proc/sys/net/ipv6/conf/{bridge}/disable_ipv6").write_text("1")


def _stable_mac(mark: str) -> str:
    digest = hashlib.sha256(mark.encode()).digest()
    return ":".join(f"{byte:02x}" for byte in (0x02, *digest[:5]))
