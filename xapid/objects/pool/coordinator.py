"""Who coordinates the pool."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN, asynchronous=False, hidden=True, emergency=True)
async def is_slave(ctx: Context, host: Host) -> bool:
    """Whether the host follows another one as its coordinator."""
    return ctx.store.one(Pool).master is not host
