"""Whether bridges forward multicast only where it was asked for: one choice for the whole pool."""

from __future__ import annotations

from contextlib import AsyncExitStack, suppress

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.network.errors import BridgeNotFound, NetworkError
from xapid.objects.context import Context
from xapid.objects.pif.sync import sync_pifs
from xapid.objects.pool import Pool
from xapid.objects.undo import quietly


@message(Pool, role=POOL_OPERATOR, errors=("COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE",))
async def set_igmp_snooping_enabled(ctx: Context, self: Pool, value: bool) -> None:
    """Choose whether bridges forward multicast only where it was asked for; those that there are, too."""
    before = self.igmp_snooping_enabled
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, _set, ctx, self, before)
        try:
            await _set(ctx, self, value)
        except NetworkError as error:
            raise XenError("COULD_NOT_UPDATE_IGMP_SNOOPING_EVERYWHERE") from error
        await ctx.durable()
        undo.pop_all()
    await sync_pifs(ctx, ())


async def _set(ctx: Context, pool: Pool, value: bool) -> None:
    """The record first: a bridge that is made meanwhile goes by it."""
    if pool.igmp_snooping_enabled != value:
        with ctx.change():
            pool.igmp_snooping_enabled = value
    for bridge in await ctx.services.network.list_bridges():
        with suppress(BridgeNotFound):
            await ctx.services.network.set_multicast_snooping(bridge.name, value)
