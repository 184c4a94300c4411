"""Which network cards the administrator lets us take: no card is joined to a bridge unasked."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.objects.context import Context

#: The key of PIF.other_config that lets one card be taken; the setting ``adopt_nics`` does the same.
ADOPT = "adopt"


def is_adopted(ctx: Context, pif: Any) -> bool:
    """Whether the card may become a port of its network's bridge.

    Its addresses and routes then move to that bridge, and back to the card when the
    permission or the bridge goes.
    """
    return pif.device in ctx.services.config.adopt_nics or pif.other_config.get(ADOPT) == "true"


def require_adopted(ctx: Context, pif: Any) -> None:
    """PIF_UNMANAGED, HOST_OFFLINE or OPERATION_NOT_ALLOWED unless the card is ours to change."""
    if pif.host is not ctx.services.host:
        raise XenError("HOST_OFFLINE", pif.raw("host"))
    if not pif.managed:
        raise XenError("PIF_UNMANAGED", pif.ref)
    if not is_adopted(ctx, pif):
        raise XenError(
            "OPERATION_NOT_ALLOWED",
            f"{pif.device} is not ours to change: name it in the setting adopt_nics, or set"
            " other-config:adopt=true on its PIF",
        )


def adopted_card(ctx: Context, network: Any) -> Any:
    """The PIF of this host that joins the network to the world outside, or None."""
    here = ctx.services.host
    return next((pif for pif in network.PIFs if pif.host is here and is_adopted(ctx, pif)), None)
