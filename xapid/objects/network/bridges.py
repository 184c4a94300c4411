"""The bridge behind a network: made when somebody needs it, removed with the network."""

from __future__ import annotations

import logging
from ipaddress import IPv4Network
from uuid import UUID

from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.network.spec import BridgeSpec, internal_network
from xapid.objects.context import Context
from xapid.objects.network.adoption import adopted_card
from xapid.objects.network.declaration import Network, NetworkOperations
from xapid.objects.network.names import device_exists, free_bridge_name
from xapid.objects.pool import Pool

log = logging.getLogger(__name__)


def is_internal(ctx: Context, network: Network) -> bool:
    """Whether it is the network on which the host itself answers and hands out addresses."""
    return bool(network.bridge == ctx.services.config.internal_bridge)


def bridge_spec(ctx: Context, network: Network) -> BridgeSpec:
    """The bridge that the network ought to have on this host."""
    uuid = UUID(network.uuid)
    if is_internal(ctx, network):
        subnet = IPv4Network(ctx.services.config.internal_subnet)
        return internal_network(network.bridge, uuid, subnet).model_copy(update={"mtu": network.MTU})
    card = adopted_card(ctx, network)
    return BridgeSpec(
        name=network.bridge,
        network_uuid=uuid,
        mtu=network.MTU,
        uplink=card.device if card is not None else None,
        multicast_snooping=next((pool.igmp_snooping_enabled for pool in ctx.store.all(Pool)), None),
    )


async def ensure_bridge(ctx: Context, network: Network) -> str:
    """The name of the network's bridge, which exists when this returns.

    HOST_CANNOT_ATTACH_NETWORK when it cannot be made, BRIDGE_NOT_AVAILABLE when it
    is somebody else's to make and does not exist. It is never taken back when what
    comes after fails: another VM may be counting on it already.
    """
    with ctx.marked(network, NetworkOperations.attaching):
        if network.managed:
            await _make(ctx, network)
        else:
            await _require(ctx, network.bridge)
    bridge: str = network.bridge
    return bridge


async def _make(ctx: Context, network: Network) -> None:
    if not network.bridge:  # it came from elsewhere, in an import
        name = await free_bridge_name(ctx)
        with ctx.change():
            network.bridge = name
    spec = bridge_spec(ctx, network)
    try:
        await ctx.services.network.create_bridge(spec, adopt=spec.uplink is not None)
    except NetworkError as error:
        log.warning("bridge %s of network %s cannot be made: %s", spec.name, network.uuid, error)
        raise XenError("HOST_CANNOT_ATTACH_NETWORK", ctx.services.host.ref, network.ref) from error


async def _require(ctx: Context, bridge: str) -> None:
    if not bridge or not await device_exists(ctx, bridge):
        raise XenError("BRIDGE_NOT_AVAILABLE", bridge)
