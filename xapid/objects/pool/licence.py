"""The licence of the pool: there are none to buy, and so none ends."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.host.licence import EDITION, require_edition
from xapid.objects.pool.declaration import Pool


@message(Pool, role=READ_ONLY)
async def get_license_state(ctx: Context, self: Pool) -> dict[str, str]:
    """The edition in force, and when it ends: never."""
    return {"edition": EDITION, "expiry": "never"}


@message(Pool, role=POOL_OPERATOR)
async def apply_edition(ctx: Context, self: Pool, edition: str) -> None:
    """Put the edition in force on every host. INVALID_EDITION for one that there is not."""
    require_edition(edition)
    with ctx.change():
        for host in ctx.store.all(Host):
            host.edition = edition
