"""How many logins of a pool are checked at once, and which are remembered."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool

MOST_THREADS, MOST_REMEMBERED, LONGEST = 64, 100_000, 86_400


def put_into_effect(ctx: Context, pool: Pool) -> None:
    """Have logins be checked as the pool's record says."""
    services = ctx.services
    if services.authenticator.door.size != pool.local_auth_max_threads:
        services.authenticator.door.resize(pool.local_auth_max_threads)
    if services.external.door.size != pool.ext_auth_max_threads:
        services.external.door.resize(pool.ext_auth_max_threads)
    proven = services.external.proven
    proven.most = pool.ext_auth_cache_size if pool.ext_auth_cache_enabled else 0
    proven.seconds = pool.ext_auth_cache_expiry
    if not pool.ext_auth_cache_enabled:
        proven.clear()


async def _set(ctx: Context, pool: Pool, name: str, value: int, most: int) -> None:
    if not 1 <= value <= most:
        raise XenError("INVALID_VALUE", name, str(value))
    with ctx.change():
        setattr(pool, name, value)
    put_into_effect(ctx, pool)


@message(Pool, role=POOL_OPERATOR, asynchronous=False)
async def set_local_auth_max_threads(ctx: Context, self: Pool, value: int) -> None:
    """Set how many local passwords are checked at once, 1 to 64."""
    await _set(ctx, self, "local_auth_max_threads", value, MOST_THREADS)


@message(Pool, role=POOL_OPERATOR, asynchronous=False)
async def set_ext_auth_max_threads(ctx: Context, self: Pool, value: int) -> None:
    """Set how many questions the external directory is asked at once, 1 to 64."""
    await _set(ctx, self, "ext_auth_max_threads", value, MOST_THREADS)


@message(Pool, role=POOL_OPERATOR)
async def set_ext_auth_cache_enabled(ctx: Context, self: Pool, value: bool) -> None:
    """Choose whether successful external logins are remembered; off: what was is forgotten."""
    with ctx.change():
        self.ext_auth_cache_enabled = value
    put_into_effect(ctx, self)


@message(Pool, role=POOL_OPERATOR)
async def set_ext_auth_cache_size(ctx: Context, self: Pool, value: int) -> None:
    """Set how many external logins are remembered, 1 to 100,000."""
    await _set(ctx, self, "ext_auth_cache_size", value, MOST_REMEMBERED)


@message(Pool, role=POOL_OPERATOR)
async def set_ext_auth_cache_expiry(ctx: Context, self: Pool, value: int) -> None:
    """Set how long an external login is remembered, 1 to 86,400 seconds."""
    await _set(ctx, self, "ext_auth_cache_expiry", value, LONGEST)
