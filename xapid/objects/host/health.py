"""Whether this host's agent is well, and what this host still has to do."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import NOBODY, POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_ADMIN, asynchronous=False, hidden=True, emergency=True)
async def ha_xapi_healthcheck(ctx: Context) -> bool:
    """Whether this host's agent is well: its database takes what is written, and its hypervisor answers."""
    await ctx.durable()
    metrics = ctx.services.host.metrics
    return metrics is not None and bool(metrics.live)


@message(Host, role=NOBODY, asynchronous=False, emergency=True)
async def emergency_clear_mandatory_guidance(ctx: Context) -> None:
    """Forget what this host still has to do after updates."""
    with ctx.change():
        ctx.services.host.pending_guidances = []
