"""What people and tools write about a disk."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.model.roles import VM_ADMIN
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
