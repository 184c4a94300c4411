"""The network driver for a plain Linux host: bridges and NICs by netlink, DHCP by dnsmasq."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from ipaddress import IPv4Interface
from pathlib import Path
from typing import Self

from xapid.network.bridges import TAP, Bridges, ignore_router_advertisements
from xapid.network.dhcp import DhcpServers
from xapid.network.door import Door
from xapid.network.errors import BridgeBusy, DhcpFailed, NetworkError, UplinkNotAdopted
from xapid.network.filters import Filters
from xapid.network.mark import Mark, check_owner
from xapid.network.netlink import Kernel, Link, Netlink
from xapid.network.nics import list_nics
from xapid.network.offload import set_receive_offload
from xapid.network.resolver import Resolver
from xapid.network.spec import (
    BridgeInfo,
    BridgeSpec,
    DhcpSpec,
    HostAddresses,
    InterfaceStats,
    Lease,
    LinkEvent,
    NicInfo,
    PortRules,
    ReconcileReport,
    check_device_name,
    check_mtu,
)
from xapid.network.uplink import Uplinks
from xapid.network.watch import watch_links

_GUEST_KINDS = (TAP, "veth", "macvtap")


class LinuxNetworkDriver:
    """One owner's view of the host's networks; `state_dir` is its alone, and survives restarts.

    `owner` (a host's uuid, say) stands in the mark of each bridge, so that several daemons on one
    machine leave each other alone. `seconds` is the deadline of one conversation with the kernel.
    """

    def __init__(self, state_dir: Path, owner: str, *, seconds: float = 10,
                 resolv_conf: Path | None = None) -> None:  # fmt: skip
        self._door = Door(seconds=seconds)
        self._bridges = Bridges(check_owner(owner))
        self._dhcp = DhcpServers(state_dir / "dhcp", self._door)
        self._uplinks = Uplinks(state_dir / "uplinks", self._door)
        self._filters = Filters(owner, seconds)
        self._netlink = Netlink(seconds)
        self._resolver = Resolver(resolv_conf)
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> Self:
        """Nothing happens to the host."""
        return self

    async def __aexit__(self, *exc: object) -> None:
        """Supervise no more; bridges and DHCP servers stay."""
        await self._dhcp.close()
        self._netlink.close()
        self._door.close()

    async def list_nics(self) -> list[NicInfo]:
        """All Ethernet devices of the host, ordered by name."""
        async with self._kernel() as kernel:
            found = await list_nics(kernel, self._door, self._resolver)
        configured = await self._uplinks.configured()
        return [
            nic.model_copy(update={"configured": configured[nic.device]}) if nic.device in configured else nic
            for nic in found
        ]

    async def create_bridge(self, spec: BridgeSpec, *, adopt: bool = False) -> BridgeInfo:
        """Make the bridge, or bring the one of the same network to what `spec` says."""
        async with self._lock:
            await self._create(spec, adopt=adopt)
            async with self._kernel() as kernel:
                (info,) = await self._describe(kernel, [await self._bridges.get(kernel, spec.name)])
                return info

    async def destroy_bridge(self, name: str, *, force: bool = False) -> None:
        """Remove a bridge of ours and its DHCP server; a missing one is fine."""
        async with self._lock:
            await self._destroy(check_device_name(name), force=force)

    async def list_bridges(self) -> list[BridgeInfo]:
        """The bridges that this owner's daemon made, ordered by name."""
        async with self._kernel() as kernel:
            return await self._describe(kernel, await self._bridges.all(kernel))

    async def configure(self, bridge: str, addresses: HostAddresses) -> None:
        """Have these addresses of the host on a bridge of ours that has an uplink, from now on."""
        async with self._lock, self._kernel() as kernel:
            await self._uplinks.configure(kernel, await self._bridges.get(kernel, bridge), addresses)

    async def forget_addresses(self, bridge: str) -> None:
        """The next time that a NIC joins the bridge, its own addresses count again."""
        async with self._lock:
            await self._uplinks.forget_addresses(check_device_name(bridge))

    async def set_card(self, device: str, *, up: bool) -> None:
        """Switch a NIC that is no port of anything on or off."""
        async with self._lock, self._kernel() as kernel:
            nic = await kernel.get(device)
            if nic.master or nic.kind == "bridge":
                raise UplinkNotAdopted(f"{device} is a bridge, or a port of one")
            await kernel.change(nic, state="up" if up else "down")

    async def set_receive_offload(self, device: str, enabled: bool) -> None:
        """Have a NIC join received packets to larger ones (GRO), or not."""
        await self._door(set_receive_offload, check_device_name(device), enabled)

    async def set_name_servers(self, servers: Sequence[str]) -> tuple[str, ...]:
        """Have the host ask these name servers; those that it asked before."""
        return await self._door(self._resolver.write, tuple(servers))

    async def set_multicast_snooping(self, bridge: str, enabled: bool) -> None:
        """Forward multicast only where it was asked for, or everywhere."""
        async with self._lock, self._kernel() as kernel:
            await _set_snooping(kernel, await self._bridges.get(kernel, bridge), enabled)

    async def set_mtu(self, name: str, mtu: int) -> None:
        """Set the MTU, in bytes, of a bridge of ours and of all its ports."""
        async with self._lock, self._kernel() as kernel:
            await self._set_mtu(kernel, await self._bridges.get(kernel, name), check_mtu(mtu))

    async def attach_port(self, bridge: str, device: str) -> None:
        """Join a guest's tap or veth to a bridge of ours."""
        async with self._lock, self._kernel() as kernel:
            target = await self._bridges.get(kernel, bridge)
            port = await kernel.get(device)
            if port.kind not in _GUEST_KINDS:
                raise UplinkNotAdopted(f"{device} is not a guest's device")
            if not port.alias:
                await kernel.change(port, ifalias=target.alias)
            await kernel.change(port, mtu=target.mtu)
            await kernel.change(port, master=target.index, state="up")

    async def detach_port(self, bridge: str, device: str) -> None:
        """Take a guest's device off the bridge; one that is gone or not joined is fine."""
        async with self._lock, self._kernel() as kernel:
            target = await self._bridges.get(kernel, bridge)
            port = await kernel.find(device)
            if port is not None and port.kind in _GUEST_KINDS and port.master == target.index:
                await kernel.change(port, master=0)
                if self._bridges.mark_of(port):
                    await kernel.change(port, ifalias="")

    async def ensure_dhcp(self, bridge: str, dhcp: DhcpSpec) -> int:
        """Have exactly one DHCP server with these settings on the bridge; its process id."""
        async with self._lock, self._kernel() as kernel:
            link = await self._bridges.get(kernel, bridge)
            (info,) = await self._describe(kernel, [link])
            if info.address is None:
                raise DhcpFailed(f"{bridge} has no address to serve DHCP from")
            dhcp.check_inside(info.address)
            return await self._dhcp.ensure(bridge, link.index, info.address, dhcp)

    async def stop_dhcp(self, bridge: str) -> None:
        """Stop the bridge's DHCP server; none running is fine."""
        async with self._lock:
            await self._dhcp.stop(check_device_name(bridge))

    async def leases(self, bridge: str) -> list[Lease]:
        """The addresses handed out on the bridge that have not expired."""
        return await self._dhcp.leases(check_device_name(bridge))

    async def interface_stats(self, name: str) -> InterfaceStats:
        """The traffic counters of any device."""
        async with self._kernel() as kernel:
            stats = (await kernel.get(name)).stats
        return InterfaceStats(**{field: stats.get(field, 0) for field in InterfaceStats.model_fields})

    async def reconcile(self, desired: Iterable[BridgeSpec]) -> ReconcileReport:
        """Make what is missing, remove what is ours and unwanted; never fails for one bad bridge."""
        wanted = {spec.name: spec for spec in desired}
        async with self._lock:
            async with self._kernel() as kernel:
                taps = await self._bridges.remove_leftovers(kernel)
                present = {link.name for link in await self._bridges.all(kernel)}
            known = present | await self._dhcp.known() | (await self._uplinks.all()).keys()
            unwanted = sorted(known - wanted.keys())
            failed = {name: await _failure(self._destroy(name)) for name in unwanted}
            failed |= {name: await _failure(self._create(spec)) for name, spec in wanted.items()}
        busy = [name for name in unwanted if isinstance(failed[name], BridgeBusy)]
        return ReconcileReport(
            created=tuple(name for name in wanted if name not in present and not failed[name]),
            removed=tuple(name for name in unwanted if not failed[name]),
            busy=tuple(busy),
            failed={name: str(error) for name, error in failed.items() if error and name not in busy},
            taps_removed=tuple(taps),
        )

    async def set_rules(self, device: str, rules: PortRules) -> None:
        """Hold back what a guest's device must not send; the device need not exist yet."""
        await self._filters.set(check_device_name(device), rules)

    async def drop_rules(self, devices: Sequence[str]) -> None:
        """Hold nothing back from these devices any more; those without rules are fine."""
        await self._filters.drop([check_device_name(device) for device in devices])

    async def reconcile_rules(self, desired: Mapping[str, PortRules]) -> None:
        """Have exactly these rules, in one step: no packet meets a part of them."""
        await self._filters.replace({check_device_name(name): rules for name, rules in desired.items()})

    def watch(self) -> AsyncIterator[LinkEvent]:
        """What happens to the host's devices, beginning with a `resync` once we listen."""
        return watch_links(self._netlink)

    def _kernel(self) -> AbstractAsyncContextManager[Kernel]:
        return self._netlink.open()

    async def _create(self, spec: BridgeSpec, *, adopt: bool = False) -> None:
        async with self._kernel() as kernel:
            known = await self._bridges.check(kernel, spec.name, spec.network_uuid)
            if spec.uplink is not None:
                await self._uplinks.check(kernel, spec.name, spec.uplink, adopt=adopt)
        async with AsyncExitStack() as undo:
            if known is None and (adopt or spec.uplink is None):  # a NIC adopted before stays so
                undo.push_async_callback(self._destroy, spec.name, force=True)
            async with self._kernel() as kernel:
                bridge = await self._bridges.make(kernel, spec.name, spec.network_uuid)
                await self._shape(kernel, bridge, spec)
            if spec.dhcp is None:
                await self._dhcp.stop(spec.name)
            elif spec.address is not None:
                await self._dhcp.ensure(spec.name, bridge.index, spec.address, spec.dhcp)
            undo.pop_all()

    async def _shape(self, kernel: Kernel, bridge: Link, spec: BridgeSpec) -> None:
        if spec.uplink != (await self._uplinks.all()).get(spec.name):
            await self._uplinks.part(kernel, spec.name)
        if spec.uplink is not None:
            await self._uplinks.join(kernel, bridge, spec.uplink)
            if spec.address is not None:
                await kernel.add_address(bridge, spec.address)
        else:
            await self._door(ignore_router_advertisements, spec.name)
            await self._bridges.set_address(kernel, bridge, spec.address)
        if bridge.mtu != spec.mtu or spec.uplink is not None:
            await self._set_mtu(kernel, bridge, spec.mtu)
        await _set_snooping(kernel, bridge, spec.multicast_snooping)
        if not bridge.up:
            await kernel.change(bridge, state="up")

    async def _destroy(self, name: str, *, force: bool = False) -> None:
        async with self._kernel() as kernel:
            bridge = await self._bridges.find(kernel, name)
            if bridge is not None and not force:
                uplink = (await self._uplinks.all()).get(name)
                guests = [p.name for p in await self._bridges.ports(kernel, bridge) if p.name != uplink]
                if guests:
                    raise BridgeBusy(f"{name} still joins {', '.join(guests)}")
        await self._dhcp.stop(name)
        async with self._kernel() as kernel:
            await self._uplinks.part(kernel, name)
            if bridge is not None:
                await kernel.delete(bridge)

    async def _set_mtu(self, kernel: Kernel, bridge: Link, mtu: int) -> None:
        for port in await self._bridges.ports(kernel, bridge):
            if port.mtu != mtu:
                await kernel.change(port, mtu=mtu)
        await kernel.change(bridge, mtu=mtu)

    async def _describe(self, kernel: Kernel, bridges: list[Link]) -> list[BridgeInfo]:
        uplinks = await self._uplinks.all()
        ports: dict[int, list[str]] = {}
        for link in sorted(await kernel.links(), key=lambda link: link.name):
            ports.setdefault(link.master, []).append(link.name)
        addresses = {i: a for i, a in reversed(await kernel.addresses()) if isinstance(a, IPv4Interface)}
        described = []
        for bridge in bridges:
            mark, uplink = Mark.parse(bridge.alias), uplinks.get(bridge.name)
            assert mark is not None, "only marked bridges are ours"
            joined = ports.get(bridge.index, [])
            info = BridgeInfo(
                name=bridge.name,
                network_uuid=mark.network_uuid,
                mac=bridge.mac,
                mtu=bridge.mtu,
                up=bridge.up,
                uplink=uplink if uplink in joined else None,
                address=addresses.get(bridge.index),
                ports=tuple(port for port in joined if port != uplink),
                dhcp_pid=await self._dhcp.pid(bridge.name),
            )
            described.append(info)
        return described


async def _set_snooping(kernel: Kernel, bridge: Link, enabled: bool | None) -> None:
    if enabled is not None and bridge.multicast_snooping not in (None, enabled):
        await kernel.change(bridge, kind="bridge", br_mcast_snooping=int(enabled))


async def _failure(doing: Awaitable[object]) -> Exception | None:
    try:
        await doing
    except (NetworkError, OSError) as error:
        return error
    return None
