"""Extensions of the API, asked for of the whole pool."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN)
async def has_extension(ctx: Context, self: Pool, name: str) -> bool:
    """Whether every host has the named extension."""
    return await ctx.services.plugins.has_extension(name)
