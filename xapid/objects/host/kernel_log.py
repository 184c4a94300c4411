"""What the host's kernel said."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_OPERATOR)
async def dmesg(ctx: Context, host: Host) -> str:
    """The messages of the host's kernel, the last MiB of them. INTERNAL_ERROR when they cannot be read."""
    return await ctx.services.machine.kernel_log()


@message(Host, role=POOL_OPERATOR)
async def dmesg_clear(ctx: Context, host: Host) -> str:
    """The same, and the kernel forgets them; OPERATION_NOT_ALLOWED unless host_control has kernel_log."""
    return await ctx.services.machine.kernel_log(clear=True)
