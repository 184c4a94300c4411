"""How one host comes to another secret of its pool: both count until all hosts use the new one."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.trust.files import in_thread
from xapid.trust.pool_secret import LONGEST, SHORTEST


@message(Host, role=NOBODY, hidden=True, pool_internal=True, secret=True)
async def update_pool_secret(ctx: Context, host: Host, pool_secret: str) -> None:
    """Have the host use another pool secret, and no other any more."""
    _require_good(pool_secret)
    await in_thread(ctx.services.pool_secret.keep, pool_secret)


@message(Host, role=NOBODY, hidden=True, secret=True)
async def notify_accept_new_pool_secret(ctx: Context, host: Host, old_ps: str, new_ps: str) -> None:
    """Have the host accept the new pool secret beside the old one, which it goes on using."""
    _require_current(ctx, old_ps)
    _require_good(new_ps)
    await in_thread(ctx.services.pool_secret.keep, old_ps, new_ps)


@message(Host, role=NOBODY, hidden=True, secret=True)
async def notify_send_new_pool_secret(ctx: Context, host: Host, old_ps: str, new_ps: str) -> None:
    """Have the host use the new pool secret, and still accept the old one."""
    _require_current(ctx, old_ps)
    _require_good(new_ps)
    await in_thread(ctx.services.pool_secret.keep, new_ps, old_ps)


@message(Host, role=NOBODY, hidden=True, secret=True)
async def cleanup_pool_secret(ctx: Context, host: Host, old_ps: str, new_ps: str) -> None:
    """Have the host forget the old pool secret."""
    _require_current(ctx, new_ps)
    await in_thread(ctx.services.pool_secret.keep, new_ps)


def _require_current(ctx: Context, secret: str) -> None:
    if not ctx.services.pool_secret.matches(secret):
        raise XenError("INVALID_VALUE", "pool secret", "This host does not accept that secret")


def _require_good(secret: str) -> None:
    if not SHORTEST <= len(secret) <= LONGEST or not secret.isascii() or len(secret.split()) != 1:
        raise XenError("INVALID_VALUE", "pool secret",
                       f"{SHORTEST} to {LONGEST} characters without spaces are wanted")  # fmt: skip
