"""Which operations a VIF allows: by its VM's power state, and by whether it is attached."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vif.declaration import VIF, VifOperations
from xapid.objects.vm.rules import is_moving

Op = VifOperations
_LIVE = frozenset({Op.plug, Op.unplug})


def refusal(vif: VIF, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if vif.current_operations:
        return other_operation(vif)
    vm = vif.VM
    if vm is None:
        return XenError("HANDLE_INVALID", "VM", vif.raw("VM"))
    if operation in _LIVE and vm.power_state not in ("Running", "Paused"):
        return XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())
    if is_moving(vm):
        return other_operation(vm)
    if operation == Op.plug and vif.currently_attached:
        return XenError("DEVICE_ALREADY_ATTACHED", vif.ref)
    if operation == Op.unplug and not vif.currently_attached:
        return XenError("DEVICE_ALREADY_DETACHED", vif.ref)
    return None


table = OperationTable(VIF, Op, refusal)
