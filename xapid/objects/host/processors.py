"""How the host's processors are set."""

from __future__ import annotations

from xapid.machine.processor import is_limit
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_OPERATOR)
async def set_max_cstate(ctx: Context, self: Host, value: str) -> None:
    """Limit the sleep of the host's processors: ``N`` or ``N,SUBSTATE`` as C-state; empty: no limit.

    INVALID_VALUE for anything else; OPERATION_NOT_ALLOWED where the kernel shows no such states.
    """
    if not is_limit(value):
        raise XenError("INVALID_VALUE", "value", value)
    await ctx.services.machine.limit_sleep(value)
    with ctx.change():
        self.max_cstate = value
