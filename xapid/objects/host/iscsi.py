"""The host's name as an iSCSI initiator."""

from __future__ import annotations

from xapid.machine.iscsi import is_initiator_name
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=POOL_OPERATOR)
async def set_iscsi_iqn(ctx: Context, host: Host, value: str) -> None:
    """Set the name of the host as an iSCSI initiator; sessions that are open keep the old one.

    INVALID_VALUE for what is none; OPERATION_NOT_ALLOWED unless host_control has iscsi.
    """
    if not is_initiator_name(value):
        raise XenError("INVALID_VALUE", "value", value)
    await ctx.services.machine.set_initiator_name(value)
    with ctx.change():
        host.iscsi_iqn = value
