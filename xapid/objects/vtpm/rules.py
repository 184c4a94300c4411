"""When a TPM can be taken away: while its VM is halted and nobody works on it."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vm import VM, VmPowerState
from xapid.objects.vm.rules import is_moving
from xapid.objects.vm.rules import table as vm_table
from xapid.objects.vm.settings import require_state
from xapid.objects.vtpm.declaration import VTPM, VtpmOperations


def require_at_rest(vm: VM) -> None:
    """VM_BAD_POWER_STATE or OTHER_OPERATION_IN_PROGRESS unless the TPM's state is only a file now."""
    if is_moving(vm):
        raise other_operation(vm)
    require_state(vm, VmPowerState.Halted)


def refusal(vtpm: VTPM, operation: VtpmOperations, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if vtpm.current_operations:
        return other_operation(vtpm)
    if vtpm.VM is None:
        return None
    try:
        require_at_rest(vtpm.VM)
    except XenError as error:
        return error
    return None


table = OperationTable(VTPM, VtpmOperations, refusal)
vm_table.dependants.append(lambda vm: vm.VTPMs)
