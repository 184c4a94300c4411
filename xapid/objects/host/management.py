"""The interface over which the host is managed."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.pif import PIF


@message(Host, role=POOL_OPERATOR)
async def get_management_interface(ctx: Context, host: Host) -> PIF:
    """The interface over which the host is managed.

    Raises HOST_HAS_NO_MANAGEMENT_IP when no interface is.
    """
    for pif in host.PIFs:
        if pif.management:
            return pif
    raise XenError("HOST_HAS_NO_MANAGEMENT_IP")
