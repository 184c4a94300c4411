"""The bridge behind a network: made when somebody needs it, removed with the network."""

from __future__ import annotations

from ipaddress import IPv4Network
from uuid import UUID

from xapid.network.spec import BridgeSpec, internal_network
from xapid.objects.context import Context
from xapid.objects.network.declaration import Network

#: The key that marks the network on which the host itself answers and hands out addresses.
INTERNAL = "is_host_internal_management_network"


def is_internal(network: Network) -> bool:
    """Whether the network is the host internal one."""
    return bool(network.other_config.get(INTERNAL) == "true")


def bridge_spec(ctx: Context, network: Network) -> BridgeSpec:
    """The bridge that the network ought to have on this host."""
    if is_internal(network):
        subnet = IPv4Network(ctx.services.config.internal_subnet)
        return internal_network(network.bridge, UUID(network.uuid), subnet)
    uplinks = [pif.device for pif in network.PIFs if pif.host == ctx.services.host and pif.currently_attached]
    return BridgeSpec(name=network.bridge, network_uuid=UUID(network.uuid), mtu=network.MTU,
                      uplink=uplinks[0] if uplinks else None)  # fmt: skip


async def ensure_bridge(ctx: Context, network: Network) -> str:
    """The name of the network's bridge, which exists when this returns."""
    if network.managed:
        await ctx.services.network.create_bridge(bridge_spec(ctx, network))
    bridge: str = network.bridge
    return bridge
