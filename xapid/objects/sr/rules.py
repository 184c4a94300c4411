"""Which operations an SR allows: by what is plugged, and beside which others."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.enums import StorageOperations as Op
from xapid.storage.drivers import DRIVERS

_UNPLUGGED = frozenset({Op.destroy, Op.forget})
#: Operations on single disks: any number of them may go on at once.
_ON_DISKS = frozenset(op for op in Op if op.value.startswith("vdi_"))
_CAPABILITY = {
    Op.vdi_create: "VDI_CREATE", Op.vdi_introduce: "VDI_INTRODUCE", Op.vdi_destroy: "VDI_DELETE",
    Op.vdi_resize: "VDI_RESIZE", Op.vdi_clone: "VDI_CLONE", Op.vdi_snapshot: "VDI_SNAPSHOT",
    Op.vdi_mirror: "VDI_MIRROR", Op.vdi_enable_cbt: "VDI_CONFIG_CBT", Op.vdi_disable_cbt: "VDI_CONFIG_CBT",
    Op.vdi_set_on_boot: "VDI_RESET_ON_BOOT", Op.vdi_generate_config: "VDI_GENERATE_CONFIG",
    Op.vdi_resize_online: "VDI_RESIZE_ONLINE", Op.vdi_update: "VDI_UPDATE", Op.update: "SR_UPDATE",
    Op.vdi_data_destroy: "VDI_CONFIG_CBT", Op.vdi_list_changed_blocks: "VDI_CONFIG_CBT",
    Op.vdi_revert: "VDI_REVERT",
}  # fmt: skip
_NEVER_LISTED = frozenset({Op.vdi_blocked, Op.vdi_force_unlock, Op.vdi_copy, Op.vdi_forget, Op.vdi_update})


def refusal(sr: SR, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    current = set(sr.current_operations.values())
    if current and not (operation in _ON_DISKS and current <= _ON_DISKS):
        return other_operation(sr)
    capability = _CAPABILITY.get(operation)
    driver = DRIVERS.get(sr.type)
    if driver is None or (capability is not None and capability not in driver.info.capabilities):
        return XenError("SR_OPERATION_NOT_SUPPORTED", sr.ref)
    plugged = [pbd for pbd in sr.PBDs if pbd.currently_attached]
    if operation in _UNPLUGGED and plugged:
        return XenError("SR_HAS_PBD", sr.ref)
    if operation == Op.unplug and not plugged and strict:
        return XenError("SR_HAS_NO_PBDS", sr.ref)
    return None


table = OperationTable(SR, Op, refusal, tuple(op for op in Op if op not in _NEVER_LISTED))
