"""Names for the bridges of networks."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from itertools import count

from xapid.model.errors import XenError
from xapid.network.spec import MAX_DEVICE_NAME, check_device_name
from xapid.objects.context import Context
from xapid.objects.network.declaration import Network


def names_in_use(ctx: Context) -> set[str]:
    """The bridges of all networks, whether they exist just now or not."""
    return {network.bridge for network in ctx.store.all(Network)} | {ctx.services.config.internal_bridge}


def free_bridge_name(ctx: Context, on_host: Collection[str] = ()) -> str:
    """The first of ``xapi0``, ``xapi1``... that is no network's bridge, and no device in ``on_host``."""
    taken = names_in_use(ctx) | set(on_host)
    names = (f"{ctx.services.config.bridge_prefix}{number}" for number in count())
    return next(name for name in names if name not in taken)


def bridge_of_card(ctx: Context, device: str) -> str:
    """The bridge of a card's own network: always the same, so that a card that returns finds it again."""
    prefix = ctx.services.config.bridge_prefix
    try:
        return check_device_name(f"{prefix}-{device}")
    except ValueError:
        return f"{prefix[: MAX_DEVICE_NAME - 9]}-{zlib.crc32(device.encode()):08x}"


def check_bridge_name(ctx: Context, name: str) -> None:
    """BRIDGE_NAME_EXISTS when another network has it, INVALID_VALUE when no bridge can be called that."""
    try:
        check_device_name(name)
    except ValueError:
        raise XenError("INVALID_VALUE", "bridge", name) from None
    if name in names_in_use(ctx):
        raise XenError("BRIDGE_NAME_EXISTS", name)
