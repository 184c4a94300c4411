"""Whether the pool has written everything down."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_OPERATOR)
async def sync_database(ctx: Context) -> None:
    """Return when all that was changed so far outlives the daemon."""
    await ctx.durable()
