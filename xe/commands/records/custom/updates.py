"""Parameters of patches, and of drivers that exist in several versions."""

from __future__ import annotations

from collections.abc import Callable

from xe.commands.lookup import Lookup
from xe.commands.records.table import ABSENT, Render, Value
from xe.commands.texts import Cell
from xe.commands.values import Row


async def patch_hosts(lookup: Lookup, patch: Row) -> Value:
    """The hosts that have a patch."""
    return await _through(lookup, patch["host_patches"], "host_patch", "host", "host")


async def host_patches(lookup: Lookup, host: Row) -> Value:
    """The patches that a host has."""
    return await _through(lookup, host["patches"], "host_patch", "pool_patch", "pool_patch")


async def _through(lookup: Lookup, refs: list[str], class_name: str, field: str, target: str) -> list[str]:
    """The uuids of the objects that a field of each of some objects names."""
    uuids = []
    for ref in refs:
        between = await lookup.get(class_name, ref)
        found = None if between is None else await lookup.get(target, between[field])
        uuids.append(ABSENT if found is None else str(found["uuid"]))
    return uuids


async def _variants(lookup: Lookup, driver: Row) -> list[Row]:
    """The versions of a driver, the one that goes first at the head."""
    found = [await lookup.get("Driver_variant", ref) for ref in driver["variants"]]
    return sorted((row for row in found if row is not None), key=lambda row: -row["priority"])


def variants(text: Callable[[Row], str], *, present: bool = False) -> Render:
    """A text for each version of a driver; ``present``: of those alone that drive something here."""

    async def render(lookup: Lookup, driver: Row) -> Value:
        rows = await _variants(lookup, driver)
        return [text(row) for row in rows if row["hardware_present"] or not present]

    return render


def chosen_variant(field: str) -> Render:
    """The name of the version that a field of the driver names."""

    async def render(lookup: Lookup, driver: Row) -> Value:
        named = (row["name"] for row in await _variants(lookup, driver) if row.ref == driver[field])
        return str(next(named, "<none>"))

    return render


def is_of_driver(field: str) -> Render:
    """Whether the field of its driver names a version."""

    async def render(lookup: Lookup, variant: Row) -> Value:
        driver = await lookup.get("Host_driver", variant["driver"])
        return ABSENT if driver is None else bool(driver[field] == variant.ref)

    return render


async def priority(lookup: Lookup, variant: Row) -> Value:
    """The rank of a version, as wide as ranks are."""
    return Cell(f"{variant['priority']:5.1f}", variant["priority"])
