"""Names for the bridges of networks."""

from __future__ import annotations

import zlib
from itertools import count

from xapid.model.errors import XenError
from xapid.network.errors import NicNotFound
from xapid.network.spec import MAX_DEVICE_NAME, check_device_name
from xapid.objects.context import Context
from xapid.objects.network.declaration import Network


def names_in_use(ctx: Context) -> set[str]:
    """The bridges of all networks, whether they exist just now or not."""
    return {network.bridge for network in ctx.store.all(Network)} | {ctx.services.config.internal_bridge}


async def free_bridge_name(ctx: Context) -> str:
    """The first of ``xapi0``, ``xapi1``... that is no network's bridge, and no device of the host."""
    numbers, taken = count(), names_in_use(ctx)
    while True:
        name = f"{ctx.services.config.bridge_prefix}{next(numbers)}"
        if name in taken:
            continue
        if await device_exists(ctx, name):
            continue
        if name not in names_in_use(ctx):  # still, after the wait
            return name


async def device_exists(ctx: Context, name: str) -> bool:
    """Whether the host has a network device of that name."""
    try:
        await ctx.services.network.interface_stats(name)
    except NicNotFound:
        return False
    return True


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
