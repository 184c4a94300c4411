"""The message of the class pool about the audit log."""

from __future__ import annotations

from xapid.audit.line import stamp
from xapid.audit.trail import foreign_line
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool


@message(Pool, role=POOL_ADMIN, hidden=True, pool_internal=True)
async def audit_log_append(ctx: Context, line: str) -> None:
    """Add a line of another host to the audit log; line breaks in it become blanks."""
    ctx.services.audit.append(f"{stamp()} APPENDED {foreign_line(line)}")
