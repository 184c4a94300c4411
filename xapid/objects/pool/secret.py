"""The secret by which the hosts of the pool know each other is replaced."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host import pool_secret as on_host
from xapid.objects.pool.declaration import Pool
from xapid.objects.undo import quietly
from xapid.trust.pool_secret import make_secret


@message(Pool, role=POOL_ADMIN,
         errors=("INTERNAL_ERROR", "HOST_IS_SLAVE", "CANNOT_CONTACT_HOST", "HA_IS_ENABLED",
                 "NOT_SUPPORTED_DURING_UPGRADE"))  # fmt: skip
async def rotate_secret(ctx: Context) -> None:
    """Give all hosts a new pool secret; HA_IS_ENABLED, or POOL_SECRET_ROTATION_PENDING when one is at it."""
    pool = ctx.store.one(Pool)
    if pool.ha_enabled:
        raise XenError("HA_IS_ENABLED")
    if pool.is_psr_pending:
        raise XenError("POOL_SECRET_ROTATION_PENDING")
    old, new, hosts = ctx.services.pool_secret.current, make_secret(), ctx.store.all(Host)
    with ctx.change():
        pool.is_psr_pending = True
    try:
        await ctx.durable()
        async with AsyncExitStack() as undo:
            for step in (on_host.notify_accept_new_pool_secret, on_host.notify_send_new_pool_secret):
                for host in hosts:
                    undo.push_async_callback(quietly, on_host.update_pool_secret, ctx, host, old)
                    await step(ctx, host, old, new)
            undo.pop_all()
        for host in hosts:
            await on_host.cleanup_pool_secret(ctx, host, old, new)
    finally:
        with ctx.change():
            pool.is_psr_pending = False
