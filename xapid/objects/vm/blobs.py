"""Binary data that belongs to a VM."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import VM_POWER_ADMIN
from xapid.objects.blob import Blob
from xapid.objects.blob.messages import attach
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM


@message(VM, role=VM_POWER_ADMIN)
async def create_new_blob(ctx: Context, vm: VM, name: str, mime_type: str, public: bool = False) -> Blob:
    """Make an empty blob that belongs to the VM, under a name that it has no other of.

    It goes with the VM. public: it can be read without a login.
    """
    return attach(ctx, vm, name, mime_type, public)
