"""The time servers that the host follows."""

from __future__ import annotations

from xapid.machine.time_servers import MOST_SERVERS, is_server
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.host.enums import HostNtpMode


@message(Host, role=POOL_OPERATOR)
async def set_ntp_mode(ctx: Context, self: Host, value: HostNtpMode) -> None:
    """Choose where the host's time servers come from. INVALID_NTP_CONFIG for Custom without servers."""
    _require_servers(value, self.ntp_custom_servers)
    await ctx.services.machine.time_servers.choose(value, self.ntp_custom_servers)
    with ctx.change():
        self.ntp_mode = value


@message(Host, role=POOL_OPERATOR)
async def set_ntp_custom_servers(ctx: Context, self: Host, value: list[str]) -> None:
    """Set the time servers for mode Custom, in effect at once in that mode. Raises INVALID_NTP_CONFIG."""
    wrong = [name for name in value if not is_server(name)]
    if wrong:
        raise XenError("INVALID_NTP_CONFIG", f"no name of a server: {wrong[0][:100]}")
    if len(value) > MOST_SERVERS:
        raise XenError("INVALID_NTP_CONFIG", f"more than {MOST_SERVERS} servers")
    _require_servers(self.ntp_mode, value)
    if self.ntp_mode == HostNtpMode.Custom:
        await ctx.services.machine.time_servers.choose(HostNtpMode.Custom, value)
    with ctx.change():
        self.ntp_custom_servers = value


def _require_servers(mode: HostNtpMode, servers: list[str]) -> None:
    if mode == HostNtpMode.Custom and not servers:
        raise XenError("INVALID_NTP_CONFIG", "mode Custom needs servers in ntp_custom_servers")


@message(Host, role=READ_ONLY)
async def get_ntp_servers_status(ctx: Context, self: Host) -> dict[str, str]:
    """The state of each of the host's time servers; empty while none is followed."""
    if not await ctx.services.machine.time_servers.is_followed():
        return {}
    return await ctx.services.machine.time_servers.states()


@message(Host, role=READ_ONLY)
async def get_ntp_synchronized(ctx: Context, self: Host) -> bool:
    """Whether the host's clock follows a time server."""
    servers = ctx.services.machine.time_servers
    return await servers.is_followed() and await servers.synchronized()
