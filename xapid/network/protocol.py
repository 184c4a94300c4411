"""The door to the host's networks: what any network driver can do."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Protocol, Self, runtime_checkable

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
)


@runtime_checkable
class NetworkDriver(Protocol):
    """Bridges, NICs and DHCP of one host. Every method may raise NetworkError; all have a deadline."""

    async def __aenter__(self) -> Self:
        """Open the connection to the kernel; nothing on the host changes."""

    async def __aexit__(self, *exc: object) -> None:
        """Let go of the host: bridges and DHCP servers stay, nobody supervises them any more."""

    async def list_nics(self) -> list[NicInfo]:
        """All Ethernet devices of the host, ordered by name."""

    async def create_bridge(self, spec: BridgeSpec, *, adopt: bool = False) -> BridgeInfo:
        """Make the bridge, or bring the one of the same network to what `spec` says.

        With an uplink, `adopt` says that the NIC's addresses and routes may move to the bridge. Raises
        UplinkNotAdopted without it, BridgeNotOurs, BridgeConflict, NicNotFound, DhcpFailed.
        """

    async def destroy_bridge(self, name: str, *, force: bool = False) -> None:
        """Stop its DHCP, give an uplink its configuration back, remove it; a missing one is fine.

        Raises BridgeNotOurs, and BridgeBusy while guests are joined unless `force`.
        """

    async def list_bridges(self) -> list[BridgeInfo]:
        """The bridges that this daemon made, ordered by name."""

    async def configure(self, bridge: str, addresses: HostAddresses) -> None:
        """Have these addresses of the host on a bridge of ours that has an uplink; all of it, or nothing.

        They come back with the bridge, also after a restart. Raises BridgeNotFound, BridgeNotOurs,
        UplinkNotAdopted when it has no uplink.
        """

    async def forget_addresses(self, bridge: str) -> None:
        """The next time that a NIC joins the bridge, its own addresses count again."""

    async def set_card(self, device: str, *, up: bool) -> None:
        """Switch a NIC that is no port of anything on or off. Raises NicNotFound."""

    async def set_receive_offload(self, device: str, enabled: bool) -> None:
        """Have a NIC join received packets to larger ones (GRO), or not. Raises NicNotFound."""

    async def set_name_servers(self, servers: Sequence[str]) -> tuple[str, ...]:
        """Have the host ask these name servers; those that it asked before.

        Raises ResolverNotOurs unless the settings name the file.
        """

    async def set_multicast_snooping(self, bridge: str, enabled: bool) -> None:
        """Forward multicast only where it was asked for, or everywhere."""

    async def set_mtu(self, name: str, mtu: int) -> None:
        """Set the MTU, in bytes, of a bridge of ours and of all its ports. Raises BridgeNotOurs."""

    async def attach_port(self, bridge: str, device: str) -> None:
        """Join a guest's device (tap, veth) to a bridge of ours, set its MTU and bring it up.

        Raises UplinkNotAdopted for a NIC, NicNotFound, BridgeNotFound, BridgeNotOurs.
        """

    async def detach_port(self, bridge: str, device: str) -> None:
        """Take a guest's device off the bridge; one that is gone or not joined is fine."""

    async def ensure_dhcp(self, bridge: str, dhcp: DhcpSpec) -> int:
        """Have exactly one DHCP server with these settings on the bridge; its process id.

        It is started again whenever it dies. Raises DhcpFailed, BridgeNotFound, BridgeNotOurs.
        """

    async def stop_dhcp(self, bridge: str) -> None:
        """Stop the bridge's DHCP server; none running is fine. The leases are forgotten."""

    async def leases(self, bridge: str) -> list[Lease]:
        """The addresses handed out on the bridge that have not expired."""

    async def interface_stats(self, name: str) -> InterfaceStats:
        """The traffic counters of any device. Raises NicNotFound."""

    async def reconcile(self, desired: Iterable[BridgeSpec]) -> ReconcileReport:
        """Make what is missing, remove what is ours and unwanted; never fails for one bad bridge.

        An uplink is joined again only if it had been adopted before. Guests are never cut off.
        """

    async def set_rules(self, device: str, rules: PortRules) -> None:
        """Hold back what a guest's device must not send; it need not exist yet. Raises RulesFailed."""

    async def drop_rules(self, devices: Sequence[str]) -> None:
        """Hold nothing back from these devices any more; those without rules are fine."""

    async def reconcile_rules(self, desired: Mapping[str, PortRules]) -> None:
        """Have exactly these rules, in one step: no packet meets a part of them. Raises RulesFailed."""

    def watch(self) -> AsyncIterator[LinkEvent]:
        """What happens to the host's devices from now on, until the caller stops listening."""
