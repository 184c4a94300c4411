"""How much memory a host has for VMs, and what it needs itself."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=READ_ONLY)
async def compute_free_memory(ctx: Context, host: Host) -> int:
    """Memory that new VMs could have on the host, in bytes, with what each costs beside its own."""
    return ctx.services.machine.free_memory()


@message(Host, role=READ_ONLY)
async def compute_memory_overhead(ctx: Context, host: Host) -> int:
    """Memory that virtualisation itself takes, in bytes: none; what guests cost is in VM.memory_overhead."""
    return 0
