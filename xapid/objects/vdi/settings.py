"""What people and tools write about a disk."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.roles import NOBODY, VM_ADMIN
from xapid.objects.setters import declare_setters
from xapid.objects.vdi.declaration import VDI


def unused(vdi: VDI, value: Any) -> None:
    """VDI_IN_USE while a guest has the disk: it was attached by what the record said then."""
    if any(vbd.currently_attached for vbd in vdi.VBDs):
        raise XenError("VDI_IN_USE", vdi.ref, "blocked")


declare_setters(VDI, "name_label", "the name of the disk", role=VM_ADMIN)
declare_setters(VDI, "name_description", "the free text about the disk", role=VM_ADMIN)
declare_setters(VDI, "sharable", "whether several VMs may write to the disk at once", role=VM_ADMIN,
                asynchronous=False, check=unused)  # fmt: skip
declare_setters(VDI, "read_only", "whether nobody may write to the disk", role=VM_ADMIN, asynchronous=False,
                check=unused)  # fmt: skip
declare_setters(VDI, "allow_caching", "whether hosts may keep parts of the disk in a cache of their own",
                role=VM_ADMIN)  # fmt: skip

for _name, _what in (
    ("managed", "whether the disk belongs to a user"),
    ("missing", "whether the disk was not found by a scan"),
    ("virtual_size", "the size that guests see, in bytes, in the record only"),
    ("physical_utilisation", "the space taken on the storage, in bytes, in the record only"),
    ("is_a_snapshot", "whether the disk is a snapshot, in the record only"),
    ("snapshot_of", "the disk that this is a snapshot of, in the record only"),
    ("snapshot_time", "when the snapshot was taken, in the record only"),
):
    declare_setters(VDI, _name, _what, role=NOBODY, asynchronous=False, hidden=True)
