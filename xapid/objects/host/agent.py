"""The agent of the host, which is this daemon: its health, its end, its new beginning."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.host.rules import is_booting
from xapid.objects.pool import Pool
from xapid.objects.services import Ending


@message(Host, role=POOL_OPERATOR)
async def restart_agent(ctx: Context, host: Host) -> None:
    """Restart the host's agent once its replies have been sent; guests run on, sessions end."""
    ctx.services.end(Ending.restart)


@message(Host, role=POOL_OPERATOR, asynchronous=False, emergency=True)
async def shutdown_agent(ctx: Context) -> None:
    """Stop this host's agent; guests run on."""
    ctx.services.end(Ending.stop)


@message(Host, role=READ_ONLY, asynchronous=False, hidden=True, emergency=True)
async def is_in_emergency_mode(ctx: Context) -> bool:
    """Whether this host looks for a coordinator: not while it is that itself."""
    return all(pool.master is not ctx.services.host for pool in ctx.store.all(Pool))


@message(Host, role=NOBODY, asynchronous=False, hidden=True, pool_internal=True,
         errors=("HOST_STILL_BOOTING", "HOST_HAS_NO_MANAGEMENT_IP", "HOST_MASTER_CANNOT_TALK_BACK",
                 "HOST_UNKNOWN_TO_MASTER", "HOST_BROKEN", "LICENCE_RESTRICTION",
                 "LICENSE_DOES_NOT_SUPPORT_POOLING", "HA_SHOULD_BE_FENCED",
                 "HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR"), emergency=True)  # fmt: skip
async def local_assert_healthy(ctx: Context) -> None:
    """Fail with the reason if this host's agent cannot serve."""
    host = ctx.services.host
    if is_booting(host):
        raise XenError("HOST_STILL_BOOTING")
    if not any(pif.management for pif in host.PIFs):
        raise XenError("HOST_HAS_NO_MANAGEMENT_IP")
    await ctx.durable()
