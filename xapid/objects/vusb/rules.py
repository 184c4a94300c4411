"""Which operations a USB device of a VM allows."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vm.rules import is_moving
from xapid.objects.vusb.declaration import VUSB
from xapid.objects.vusb.declaration import VusbOperations as Op

#: A guest gets the device when it starts, and never later.
LISTED = (Op.attach, Op.unplug)


def refusal(vusb: VUSB, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if vusb.current_operations:
        return other_operation(vusb)
    vm = vusb.VM
    if vm is None:
        return XenError("HANDLE_INVALID", "VM", vusb.raw("VM"))
    if is_moving(vm):
        return other_operation(vm)
    if operation == Op.unplug:
        if vm.power_state not in ("Running", "Paused"):
            return XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())
        return None if vusb.currently_attached else XenError("DEVICE_ALREADY_DETACHED", vusb.ref)
    return XenError("DEVICE_ALREADY_ATTACHED", vusb.ref) if vusb.currently_attached else None


table = OperationTable(VUSB, Op, refusal, LISTED)
#: A VM that has one cannot be moved or saved.
table.dependants.append(lambda vusb: [vusb.VM] if vusb.VM is not None else [])
