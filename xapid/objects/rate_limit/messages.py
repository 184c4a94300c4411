"""The messages of the class Rate_limit. What they change counts from the next call on."""

from __future__ import annotations

import math
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.caller.declaration import Caller
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.rate_limit.declaration import RateLimit


@message(RateLimit, role=POOL_ADMIN, params={"args": "Rate_limit record"})
async def create(ctx: Context, args: dict[str, Any]) -> RateLimit:
    """Make a limit; it holds nobody up before it has callers, a size and a rate."""
    values = constructor_values(RateLimit.info, args)
    _check("burst_size", values.get("burst_size", 0.0), 1.0)
    _check("fill_rate", values.get("fill_rate", 0.0), 0.0)
    with ctx.change():
        return ctx.store.create(RateLimit, **values)


@message(RateLimit, role=POOL_ADMIN)
async def destroy(ctx: Context, self: RateLimit) -> None:
    """Take the limit away; its callers are held up no longer."""
    with ctx.change():
        for caller in self.callers:
            caller.rate_limit = None
        ctx.store.destroy(self)


@message(RateLimit, role=POOL_ADMIN)
async def add_caller(ctx: Context, self: RateLimit, caller: Caller) -> None:
    """Hold a caller to this limit instead of any other; all its callers share one bucket."""
    with ctx.change():
        caller.rate_limit = self


@message(RateLimit, role=POOL_ADMIN)
async def remove_caller(ctx: Context, self: RateLimit, caller: Caller) -> None:
    """Hold a caller to this limit no longer; one that was not is left as it is."""
    if caller.rate_limit is self:
        with ctx.change():
            caller.rate_limit = None


@message(RateLimit, role=POOL_ADMIN)
async def set_burst_size(ctx: Context, self: RateLimit, value: float) -> None:
    """Change how many calls may come at once: at least 1, or 0 for no limit."""
    _check("burst_size", value, 1.0)
    with ctx.change():
        self.burst_size = value


@message(RateLimit, role=POOL_ADMIN)
async def set_fill_rate(ctx: Context, self: RateLimit, value: float) -> None:
    """Change how many calls may come each second in the long run; 0: no limit."""
    _check("fill_rate", value, 0.0)
    with ctx.change():
        self.fill_rate = value


def _check(name: str, value: float, least: float) -> None:
    if not math.isfinite(value) or value < 0 or (0 < value < least):
        raise XenError("INVALID_VALUE", name, str(value))
