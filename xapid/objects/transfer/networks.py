"""Which network here stands for one of a document."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.objects.context import Context
from xapid.objects.network import Network
from xapid.objects.network.lifecycle import create
from xapid.objects.transfer.document import Document, Item
from xapid.objects.transfer.records import member


async def find_networks(ctx: Context, document: Document, undo: AsyncExitStack) -> dict[str, str]:
    """For each network of the document the reference of one here; what is missing is made."""
    found: dict[str, str] = {}
    for item in document.of_class("network"):
        here = _alike(ctx, item)
        if here is None:
            here = await _make(ctx, item)
            undo.callback(_forget, ctx, here)
        found[item.id] = here.ref
    return found


def _alike(ctx: Context, item: Item) -> Network | None:
    """By name, else by bridge."""
    name, bridge = item.record.get("name_label"), item.record.get("bridge")
    networks = list(ctx.store.all(Network))
    by_name = next((n for n in networks if n.name_label == name), None)
    return by_name or next((n for n in networks if bridge and n.bridge == bridge), None)


async def _make(ctx: Context, item: Item) -> Network:
    kept = ("name_label", "name_description", "MTU", "other_config", "tags")
    values = {name: member(Network.info, item, name) for name in kept if name in item.record}
    made: Network = await create(
        ctx, {"name_label": "", "name_description": "", "other_config": {}, **values}
    )
    return made


def _forget(ctx: Context, network: Network) -> None:
    """Nothing has used it: there is no bridge yet."""
    if network.alive:
        with ctx.change():
            ctx.store.destroy(network)
