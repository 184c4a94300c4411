"""Parameters of graphics processors and their devices that stand in no single field."""

from __future__ import annotations

from xe.commands.lookup import Lookup
from xe.commands.records.table import ABSENT, Render, Value
from xe.commands.values import Row


async def pci_dependencies(lookup: Lookup, pci: Row) -> Value:
    """The places of the devices that go to a VM together with this one."""
    others = [await lookup.get("PCI", ref) for ref in pci["dependencies"]]
    return [ABSENT if other is None else str(other["pci_id"]) for other in others]


async def pgpu_dependencies(lookup: Lookup, pgpu: Row) -> Value:
    """The same of the PCI device that the processor is."""
    pci = await lookup.get("PCI", pgpu["PCI"])
    return [] if pci is None else await pci_dependencies(lookup, pci)


def types_of(message: str) -> Render:
    """The types of device that a message of a group tells of."""

    async def render(lookup: Lookup, group: Row) -> Value:
        kinds = [await lookup.get("VGPU_type", ref) for ref in await lookup.call(message, group.ref)]
        return [ABSENT if kind is None else str(kind["uuid"]) for kind in kinds]

    return render


async def compatibility(lookup: Lookup, vgpu: Row) -> Value:
    """How long each text is that the target of a migration has to agree to."""
    found = vgpu["compatibility_metadata"]
    return [f"{key}:({len(value.encode())} bytes)" for key, value in found.items()]


async def resolution(lookup: Lookup, kind: Row) -> Value:
    """The largest picture that a type of device makes."""
    return f"{kind['max_resolution_x']}x{kind['max_resolution_y']}"
