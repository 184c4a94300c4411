"""The appliance and the groups that a VM belongs to."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm_appliance import VmAppliance
from xapid.objects.vm_group import VmGroup


@message(VM, role=POOL_OPERATOR)
async def set_appliance(ctx: Context, self: VM, value: VmAppliance | None) -> None:
    """Put the VM into an appliance, out of the one that it was in; null only takes it out."""
    _refuse_control_domain(self)
    with ctx.change():
        self.appliance = value


@message(VM, role=VM_ADMIN, errors=("OPERATION_NOT_ALLOWED",))
async def set_groups(ctx: Context, self: VM, value: list[VmGroup]) -> None:
    """Put the VM into the given group, out of all others. TOO_MANY_GROUPS: it can be in one only.

    Placement by a group is a preference among hosts, so on the only host it refuses nothing.
    """
    _refuse_control_domain(self)
    if len(set(value)) > 1:
        raise XenError("TOO_MANY_GROUPS")
    with ctx.change():
        self.groups = value


def _refuse_control_domain(vm: VM) -> None:
    if vm.is_control_domain:
        raise XenError("OPERATION_NOT_ALLOWED", "A control domain belongs to its host alone")
