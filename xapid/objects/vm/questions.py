"""Questions about a VM: what it may do, and where it could start."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, READ_ONLY
from xapid.objects import operations
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.vm.boot import require_room
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations
from xapid.objects.vm.rules import table

CANNOT_BOOT = (
    "HOST_NOT_ENOUGH_FREE_MEMORY", "HOST_NOT_ENOUGH_PCPUS", "NETWORK_SRIOV_INSUFFICIENT_CAPACITY",
    "HOST_NOT_LIVE", "HOST_DISABLED", "HOST_CANNOT_ATTACH_NETWORK", "VM_HVM_REQUIRED",
    "VM_REQUIRES_GPU", "VM_REQUIRES_IOMMU", "VM_REQUIRES_NETWORK", "VM_REQUIRES_SR",
    "VM_REQUIRES_VGPU", "VM_HOST_INCOMPATIBLE_VERSION",
    "VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION", "INVALID_VALUE",
    "MEMORY_CONSTRAINT_VIOLATION", "OPERATION_NOT_ALLOWED", "VALUE_NOT_SUPPORTED",
    "VM_INCOMPATIBLE_WITH_THIS_HOST",
)  # fmt: skip


@message(VM, role=READ_ONLY)
async def assert_operation_valid(ctx: Context, self: VM, op: VmOperations) -> None:
    """Fail with the reason when the operation may not start now."""
    operations.check(self, op)


@message(VM, role=POOL_ADMIN)
async def update_allowed_operations(ctx: Context, self: VM) -> None:
    """Work out allowed_operations anew; they are kept true without this."""
    with ctx.change():
        self.allowed_operations = table.allowed(self)


@message(VM, role=READ_ONLY, errors=CANNOT_BOOT)
async def assert_can_boot_here(ctx: Context, self: VM, host: Host) -> None:
    """Fail with the reason when the VM could not start on the given host."""
    if host is not ctx.services.host:
        raise XenError("HOST_NOT_LIVE")
    for vbd in self.VBDs:
        sr = vbd.VDI.SR if vbd.VDI is not None else None
        if sr is not None and sr.uuid not in ctx.services.storage:
            raise XenError("VM_REQUIRES_SR", self.ref, sr.ref)
    await require_room(ctx, self)


@message(VM, role=READ_ONLY)
async def get_possible_hosts(ctx: Context, vm: VM) -> list[Host]:
    """The hosts that the VM could start on now."""
    try:
        await assert_can_boot_here(ctx, vm, ctx.services.host)
    except XenError:
        return []
    return [ctx.services.host]
