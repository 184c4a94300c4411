"""What time it is on the host, and where."""

from __future__ import annotations

from datetime import UTC, datetime

from xapid.machine.errors import Unsupported
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=READ_ONLY, asynchronous=False)
async def get_servertime(ctx: Context, host: Host) -> datetime:
    """The host's clock, in UTC."""
    return datetime.now(UTC)


@message(Host, role=READ_ONLY, asynchronous=False)
async def get_server_localtime(ctx: Context, host: Host) -> datetime:
    """The host's clock in its own time zone, without saying which that is."""
    return ctx.services.machine.clock.local_time()


@message(Host, role=POOL_OPERATOR)
async def set_servertime(ctx: Context, self: Host, value: datetime) -> None:
    """Set the host's clock.

    NOT_ALLOWED_WHEN_NTP_IS_ENABLED while time servers set it; OPERATION_NOT_ALLOWED unless host_control
    has clock.
    """
    if await ctx.services.machine.time_servers.is_followed():
        raise XenError("NOT_ALLOWED_WHEN_NTP_IS_ENABLED", self.ref)
    await ctx.services.machine.clock.set_time(value if value.tzinfo else value.replace(tzinfo=UTC))


@message(Host, role=POOL_OPERATOR)
async def set_timezone(ctx: Context, self: Host, value: str) -> None:
    """Set the time zone of the host, a name of the tz database. INVALID_VALUE for an unknown one."""
    try:
        await ctx.services.machine.clock.set_zone(value)
    except Unsupported:
        raise XenError("INVALID_VALUE", "timezone", value) from None
    with ctx.change():
        self.timezone = value


@message(Host, role=READ_ONLY)
async def list_timezones(ctx: Context, self: Host) -> list[str]:
    """The names of the time zones that the host knows."""
    return await ctx.services.machine.clock.zones()
