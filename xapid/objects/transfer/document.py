"""What an export is made of: objects under names of its own, and the disks whose bytes go with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xapid.objects.vdi import VDI

#: The classes that a document may hold, in the order in which they are written.
WRITTEN = ("host", "VM", "VM_metrics", "VM_guest_metrics", "VBD", "VIF", "network", "VDI", "SR", "VTPM")

#: The version of the layout: each block of a disk is followed by its checksum.
EXPORT_VERSION = 2


@dataclass(frozen=True)
class Item:
    """One object of a document: references in ``record`` are ids of the same document."""

    class_name: str
    id: str
    record: dict[str, Any]


@dataclass
class Document:
    """Objects, and where they come from."""

    items: list[Item]
    version: dict[str, Any]
    #: The disks whose bytes follow, by id, in the order of their ids as text. Only what was gathered here.
    disks: dict[str, VDI] = field(default_factory=dict)

    def of_class(self, class_name: str) -> list[Item]:
        """All objects of that class, in the order of the document."""
        return [item for item in self.items if item.class_name == class_name]

    def grouped(self, class_name: str, by: str) -> dict[str, list[Item]]:
        """The objects of a class by a reference that they hold, such as VBDs by their VM."""
        groups: dict[str, list[Item]] = {}
        for item in self.of_class(class_name):
            groups.setdefault(str(item.record.get(by, "")), []).append(item)
        return groups
