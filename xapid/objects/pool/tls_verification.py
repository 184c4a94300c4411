"""Whether hosts check the certificates of their peers."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN, asynchronous=False)
async def enable_tls_verification(ctx: Context) -> None:
    """Have the hosts check each other's certificates; there is no way back by a call."""
    pool = ctx.store.one(Pool)
    if pool.is_psr_pending:
        raise XenError("POOL_SECRET_ROTATION_PENDING")
    with ctx.change():
        pool.tls_verification_enabled = True
        for host in ctx.store.all(Host):
            host.tls_verification_enabled = True
