"""Which operations an appliance allows: one at a time, and only such as would do something."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vm import VM, VmPowerState
from xapid.objects.vm.rules import table as vm_table
from xapid.objects.vm_appliance.declaration import VmAppliance, VmApplianceOperation

Op = VmApplianceOperation


def members(appliance: VmAppliance) -> list[VM]:
    """The VMs of the appliance that can run; templates and snapshots cannot."""
    return [vm for vm in appliance.VMs if not vm.is_a_template]


def refusal(appliance: VmAppliance, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if appliance.current_operations:
        return other_operation(appliance)
    if not strict:
        return None
    states = {vm.power_state for vm in members(appliance)}
    done = {VmPowerState.Running} if operation == Op.start else {VmPowerState.Halted}
    if states <= done:
        return XenError("OPERATION_NOT_ALLOWED", f"{operation} would find nothing to do")
    if operation == Op.clean_shutdown and VmPowerState.Running not in states:
        return XenError("OPERATION_NOT_ALLOWED", "No guest of the appliance runs")
    return None


table = OperationTable(VmAppliance, Op, refusal)
vm_table.dependants.append(lambda vm: [vm.appliance] if vm.appliance is not None else [])
