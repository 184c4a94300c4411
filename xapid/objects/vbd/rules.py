"""Which operations a VBD allows: by its VM's power state, and by what it is."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vbd.declaration import VBD, VbdOperations, VbdType
from xapid.objects.vdi.rules import disks_of
from xapid.objects.vm.rules import is_moving

Op = VbdOperations
_MEDIA = frozenset({Op.insert, Op.eject})
_LIVE = frozenset({Op.plug, Op.unplug, Op.unplug_force, Op.pause, Op.unpause})
LISTED = (Op.attach, Op.eject, Op.insert, Op.plug, Op.unplug, Op.unplug_force)


def refusal(vbd: VBD, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if vbd.current_operations:
        return other_operation(vbd)
    vm = vbd.VM
    if vm is None:
        return XenError("HANDLE_INVALID", "VM", vbd.raw("VM"))
    if is_moving(vm):
        return other_operation(vm)
    if operation in _MEDIA:
        return _media(vbd, operation)
    if operation in _LIVE and vm.power_state not in ("Running", "Paused"):
        return XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())
    if operation == Op.plug and vbd.currently_attached:
        return XenError("DEVICE_ALREADY_ATTACHED", vbd.ref)
    if operation in (Op.unplug, Op.unplug_force) and not vbd.currently_attached:
        return XenError("DEVICE_ALREADY_DETACHED", vbd.ref)
    if operation == Op.unplug and vbd.type == VbdType.CD:
        return XenError("DEVICE_DETACH_REJECTED", "VBD", vbd.ref, "A CD drive stays; eject the CD")
    if operation == Op.plug and vbd.empty:
        return XenError("VBD_IS_EMPTY", vbd.ref)
    if operation == Op.attach and strict and vbd.currently_attached:
        return XenError("DEVICE_ALREADY_ATTACHED", vbd.ref)
    return None


def _media(vbd: VBD, operation: Op) -> XenError | None:
    if vbd.type != VbdType.CD:
        return XenError("VBD_NOT_REMOVABLE_MEDIA", vbd.ref)
    if operation == Op.insert and not vbd.empty:
        return XenError("VBD_NOT_EMPTY", vbd.ref)
    if operation == Op.eject and vbd.empty:
        return XenError("VBD_IS_EMPTY", vbd.ref)
    return None


table = OperationTable(VBD, Op, refusal, LISTED)
table.dependants.append(disks_of)
