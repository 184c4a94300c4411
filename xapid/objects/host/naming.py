"""The host's network name."""

from __future__ import annotations

from xapid.machine.hostname import fault
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_OPERATOR, asynchronous=False, errors=("HOST_NAME_INVALID",))
async def set_hostname_live(ctx: Context, host: Host, hostname: str) -> None:
    """Give the host a network name, at once and for good. HOST_NAME_INVALID with the reason."""
    reason = fault(hostname)
    if reason:
        raise XenError("HOST_NAME_INVALID", reason)
    await ctx.services.machine.set_hostname(hostname)
    with ctx.change():
        host.hostname = hostname
        host.software_version = {**host.software_version, "hostname": hostname}
