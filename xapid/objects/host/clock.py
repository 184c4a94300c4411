"""What time it is on the host."""

from __future__ import annotations

from datetime import UTC, datetime

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=READ_ONLY, asynchronous=False)
async def get_servertime(ctx: Context, host: Host) -> datetime:
    """The host's clock, in UTC."""
    return datetime.now(UTC)


@message(Host, role=READ_ONLY, asynchronous=False)
async def get_server_localtime(ctx: Context, host: Host) -> datetime:
    """The host's clock in its own time zone, without saying which that is."""
    return datetime.now()
