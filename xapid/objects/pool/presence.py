"""The pool's record: made at the first start."""

from __future__ import annotations

from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool


def ensure_pool(ctx: Context) -> Pool:
    """The pool, with this host as its coordinator."""
    pools = ctx.store.all(Pool)
    with ctx.change():
        pool = pools[0] if pools else ctx.store.create(Pool)
        pool.master = ctx.services.host
        pool.cpu_info = {**ctx.services.host.cpu_info}
    return pool
