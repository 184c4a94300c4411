"""Making networks, and deleting them with their bridges."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, VM_ADMIN
from xapid.network.errors import BridgeBusy, BridgeConflict, BridgeNotOurs
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.implicit import constructor_values
from xapid.objects.network.bridges import ensure_bridge, is_internal
from xapid.objects.network.declaration import Network
from xapid.objects.network.names import check_bridge_name, free_bridge_name
from xapid.objects.network.settings import checked_mtu
from xapid.objects.operations import other_operation

DEFAULT_MTU = 1500


@message(Network, role=VM_ADMIN, params={"args": "network record"},
         errors=("BRIDGE_NAME_EXISTS", "INVALID_VALUE"))  # fmt: skip
async def create(ctx: Context, args: dict[str, Any]) -> Network:
    """Make a network that joins VMs with each other; its bridge is made when the first of them needs it.

    Without the member ``bridge`` a free name is found for it. With ``managed`` false
    the bridge has to exist already, is somebody else's, and is never changed.
    """
    values = constructor_values(Network.info, args)
    values["MTU"] = checked_mtu(values.get("MTU") or DEFAULT_MTU)
    bridge = values.get("bridge", "")
    if bridge:
        check_bridge_name(ctx, bridge)
    elif not values.get("managed", True):
        raise XenError("INVALID_VALUE", "bridge", bridge)
    values["bridge"] = bridge or await free_bridge_name(ctx)
    with ctx.change():
        return ctx.store.create(Network, **values)


@message(Network, role=VM_ADMIN,
         errors=("NETWORK_CONTAINS_VIF", "NETWORK_CONTAINS_PIF",
                 "CANNOT_DESTROY_SYSTEM_NETWORK"))  # fmt: skip
async def destroy(ctx: Context, self: Network) -> None:
    """Delete a network on which nothing is attached, with its bridge and the idle VIFs of halted VMs."""
    _require_unused(ctx, self)
    if self.managed and self.bridge:
        await _remove_bridge(ctx, self)
    try:
        _require_unused(ctx, self)
    except XenError:  # somebody came while the bridge went
        await ensure_bridge(ctx, self)
        raise
    with ctx.change():
        for vif in self.VIFs:
            ctx.store.destroy(vif)
        ctx.store.destroy(self)


async def _remove_bridge(ctx: Context, network: Network) -> None:
    try:
        await ctx.services.network.destroy_bridge(network.bridge)
    except (BridgeNotOurs, BridgeConflict):
        pass  # the name was taken by somebody else's before we ever made ours
    except BridgeBusy:
        raise XenError("NETWORK_CONTAINS_VIF", *(vif.ref for vif in network.VIFs)) from None


def _require_unused(ctx: Context, network: Network) -> None:
    if is_internal(ctx, network):
        raise XenError("CANNOT_DESTROY_SYSTEM_NETWORK", network.ref)
    if network.PIFs:
        raise XenError("NETWORK_CONTAINS_PIF", *(pif.ref for pif in network.PIFs))
    attached = [vif.ref for vif in network.VIFs if vif.currently_attached]
    if attached:
        raise XenError("NETWORK_CONTAINS_VIF", *attached)
    users = [network, *network.VIFs, *(vif.VM for vif in network.VIFs if vif.VM is not None)]
    for user in users:  # a VM that is just starting has its VIFs attached in a moment
        if user.current_operations:
            raise other_operation(user)


@message(Network, role=POOL_OPERATOR, hidden=True)
async def attach(ctx: Context, network: Network, host: Host) -> None:
    """Bring the network's bridge up on the host."""
    if host is not ctx.services.host:
        raise XenError("HOST_OFFLINE", host.ref)
    await ensure_bridge(ctx, network)
