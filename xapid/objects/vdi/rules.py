"""Which operations a VDI allows: by its SR, by who uses it, and beside which others."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiOperations as Op
from xapid.storage.drivers import DRIVERS

#: Need that nobody has the disk open for writing.
_QUIET = frozenset({Op.clone, Op.copy, Op.resize})
#: Need that nobody has the disk open at all.
_ALONE = frozenset({Op.destroy, Op.forget, Op.data_destroy, Op.set_on_boot})
#: The capability of the SR's driver that an operation needs.
_CAPABILITY = {
    Op.clone: "VDI_CLONE", Op.resize: "VDI_RESIZE", Op.resize_online: "VDI_RESIZE_ONLINE",
    Op.destroy: "VDI_DELETE", Op.update: "VDI_UPDATE", Op.snapshot: "VDI_SNAPSHOT",
    Op.enable_cbt: "VDI_CONFIG_CBT", Op.disable_cbt: "VDI_CONFIG_CBT", Op.mirror: "VDI_MIRROR",
    Op.generate_config: "VDI_GENERATE_CONFIG", Op.set_on_boot: "VDI_RESET_ON_BOOT",
}  # fmt: skip
_TOGETHER = frozenset({Op.clone, Op.copy, Op.snapshot})

LISTED = (Op.clone, Op.copy, Op.resize, Op.resize_online, Op.snapshot, Op.destroy, Op.forget, Op.update,
          Op.enable_cbt, Op.disable_cbt, Op.set_on_boot)  # fmt: skip


def refusal(vdi: VDI, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    current = set(vdi.current_operations.values())
    if current and not (operation in _TOGETHER and current <= _TOGETHER):
        return other_operation(vdi)
    lacking = _lacking(vdi, operation)
    if lacking is not None:
        return lacking
    users = [vbd for vbd in vdi.VBDs if vbd.currently_attached]
    writers = [vbd for vbd in users if vbd.mode == "RW"]
    if (operation in _QUIET and writers) or (operation in _ALONE and users):
        return XenError("VDI_IN_USE", vdi.ref, operation)
    if operation == Op.resize_online and not users:
        return XenError("VDI_IN_USE", vdi.ref, operation) if strict else None
    return None


def _lacking(vdi: VDI, operation: Op) -> XenError | None:
    capability = _CAPABILITY.get(operation)
    if capability is None or vdi.SR is None:
        return None
    driver = DRIVERS.get(vdi.SR.type)
    if driver is not None and capability not in driver.info.capabilities:
        return XenError("SR_OPERATION_NOT_SUPPORTED", vdi.SR.ref)
    return None


table = OperationTable(VDI, Op, refusal, LISTED)


def disks_of(device: Any) -> list[Any]:
    """The disk whose allowed operations a VBD has a say in."""
    return [device.VDI] if device.VDI is not None else []
