"""Taking a host's card into use, and out of use."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.network.adoption import require_adopted
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.pif.declaration import PIF
from xapid.objects.pif.sync import sync_pifs
from xapid.objects.undo import quietly


@message(PIF, role=POOL_OPERATOR,
         errors=("TRANSPORT_PIF_NOT_CONFIGURED", "PIF_UNMANAGED", "OPERATION_NOT_ALLOWED",
                 "HOST_CANNOT_ATTACH_NETWORK"))  # fmt: skip
async def plug(ctx: Context, self: PIF) -> None:
    """Bring the card up, as a port of its network's bridge; one that is up already is fine.

    A card that is down has to be adopted.
    """
    if self.currently_attached:
        return
    require_adopted(ctx, self)
    await ensure_bridge(ctx, self.network)
    await sync_pifs(ctx, ())


@message(PIF, role=POOL_OPERATOR,
         errors=("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN", "VIF_IN_USE", "PIF_DOES_NOT_ALLOW_UNPLUG",
                 "PIF_HAS_FCOE_SR_IN_USE", "PIF_IS_MANAGEMENT_INTERFACE", "PIF_UNMANAGED",
                 "OPERATION_NOT_ALLOWED"))  # fmt: skip
async def unplug(ctx: Context, self: PIF) -> None:
    """Take the card off its bridge and down; it has to be adopted, and no guest may be on its network.

    It comes up again with plug, when a VM on its network starts, and when the daemon does.
    """
    if not self.currently_attached:
        return
    if self.management:
        raise XenError("PIF_IS_MANAGEMENT_INTERFACE", self.ref)
    if self.disallow_unplug:
        raise XenError("PIF_DOES_NOT_ALLOW_UNPLUG", self.ref)
    require_adopted(ctx, self)
    network, driver = self.network, ctx.services.network
    attached = [vif for vif in network.VIFs if vif.currently_attached]
    if attached:
        raise XenError("VIF_IN_USE", network.ref, attached[0].ref)
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, sync_pifs, ctx, ())
        undo.push_async_callback(quietly, ensure_bridge, ctx, network)
        await driver.destroy_bridge(network.bridge)
        await driver.set_card(self.device, up=False)
        await sync_pifs(ctx, ())
        await ctx.durable()
        undo.pop_all()


@message(PIF, role=POOL_OPERATOR, errors=("OTHER_OPERATION_IN_PROGRESS", "CLUSTERING_ENABLED"))
async def set_disallow_unplug(ctx: Context, self: PIF, value: bool) -> None:
    """Choose whether the interface must not be taken down."""
    with ctx.change():
        self.disallow_unplug = value
