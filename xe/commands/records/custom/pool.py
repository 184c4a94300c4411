"""Parameters of the pool that are worked out over its hosts, or asked for."""

from __future__ import annotations

from xe.commands.lookup import Lookup
from xe.commands.records.table import Render, Value
from xe.commands.texts import Cell, shown
from xe.commands.values import Row


async def supported_sr_types(lookup: Lookup, pool: Row) -> Value:
    """The types of repositories that there are drivers for."""
    return [str(kind) for kind in await lookup.call("SR.get_supported_types")]


async def vswitch_controller(lookup: Lookup, pool: Row) -> Value:
    """The address of the network controller."""
    return pool["vswitch_controller"] or Cell("<not set>")


async def license_state(lookup: Lookup, pool: Row) -> Value:
    """The edition and until when."""
    state: dict[str, str] = await lookup.call("pool.get_license_state", pool.ref)
    return state


async def https_only(lookup: Lookup, pool: Row) -> Value:
    """Whether no host answers without encryption."""
    hosts = (await lookup.all("host")).values()
    return all(host["https_only"] for host in hosts)


def common(field: str) -> Render:
    """What all hosts agree on."""

    async def render(lookup: Lookup, pool: Row) -> Value:
        values = {shown(host[field]): host[field] for host in (await lookup.all("host")).values()}
        return values.popitem()[1] if len(values) == 1 else "<inconsistent>"

    return render
