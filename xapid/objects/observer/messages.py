"""The messages of the class Observer."""

from __future__ import annotations

from typing import Any

from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.implicit import constructor_values
from xapid.objects.observer.declaration import Observer
from xapid.objects.observer.observing import (
    check_attributes,
    check_components,
    check_endpoints,
    follow,
)


@message(Observer, role=POOL_ADMIN, params={"args": "Observer record", "return": "Observer ref"})
async def create(ctx: Context, args: dict[str, Any]) -> Observer:
    """Make an observer; enabled, it begins at once. INVALID_VALUE for what cannot be traced or reached."""
    values = constructor_values(Observer.info, args)
    check_endpoints(values.get("endpoints", ()))
    check_components(values.get("components", ()))
    check_attributes(values.get("attributes", {}))
    with ctx.change():
        made = ctx.store.create(Observer, **values)
    await ctx.durable()
    await follow(ctx, made)
    return made


@message(Observer, role=POOL_ADMIN)
async def destroy(ctx: Context, self: Observer) -> None:
    """Delete the observer; what it has traced is sent on."""
    with ctx.change():
        ctx.store.destroy(self)
    await ctx.durable()
    await follow(ctx, self)


async def _set(ctx: Context, observer: Observer, name: str, value: Any) -> None:
    with ctx.change():
        setattr(observer, name, value)
    await ctx.durable()
    await follow(ctx, observer)


@message(Observer, role=POOL_ADMIN)
async def set_enabled(ctx: Context, self: Observer, value: bool) -> None:
    """Begin or end tracing for the observer."""
    await _set(ctx, self, "enabled", value)


@message(Observer, role=POOL_ADMIN)
async def set_hosts(ctx: Context, self: Observer, value: list[Host]) -> None:
    """Set the hosts that trace for the observer; none: all."""
    await _set(ctx, self, "hosts", value)


@message(Observer, role=POOL_ADMIN)
async def set_attributes(ctx: Context, self: Observer, value: dict[str, str]) -> None:
    """Set what is added to each span from now on."""
    check_attributes(value)
    await _set(ctx, self, "attributes", value)


@message(Observer, role=POOL_ADMIN)
async def set_endpoints(ctx: Context, self: Observer, value: list[str]) -> None:
    """Set where spans go from now on: bugtool, or URLs of collectors of Zipkin or OpenTelemetry."""
    check_endpoints(value)
    await _set(ctx, self, "endpoints", value)


@message(Observer, role=POOL_ADMIN)
async def set_components(ctx: Context, self: Observer, value: list[str]) -> None:
    """Set the parts of a host that trace for the observer; none: all."""
    check_components(value)
    await _set(ctx, self, "components", value)


@message(Observer, role=POOL_ADMIN, hidden=True)
async def register(ctx: Context, self: Observer, host: Host) -> None:
    """Have the host trace for the observer, as its record says."""
    await follow(ctx, self)


@message(Observer, role=POOL_ADMIN, hidden=True)
async def unregister(ctx: Context, self: Observer, host: Host) -> None:
    """Have the host trace for the observer no more, until it is registered or changed again."""
    await ctx.services.tracing.observe(self.uuid, None)
