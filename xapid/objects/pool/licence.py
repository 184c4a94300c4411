"""The licence of the pool: there are none to buy, and so none ends."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool

EDITION = "xapid"


@message(Pool, role=READ_ONLY)
async def get_license_state(ctx: Context, self: Pool) -> dict[str, str]:
    """The edition in force, and when it ends: never."""
    return {"edition": EDITION, "expiry": "never"}
