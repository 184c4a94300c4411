"""The settings that a VM last started with, which those in force now may have left behind."""

from __future__ import annotations

import json
from typing import Any

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op

#: What is read when a VM starts, and may be changed while it runs.
SETTINGS = (
    "memory_static_max", "memory_static_min", "memory_dynamic_max", "memory_dynamic_min", "VCPUs_params",
    "VCPUs_max", "VCPUs_at_startup", "PV_bootloader", "PV_kernel", "PV_ramdisk", "PV_args", "HVM_boot_policy",
    "HVM_boot_params", "HVM_shadow_multiplier", "platform", "domain_type", "bios_strings", "generation_id",
    "has_vendor_device",
)  # fmt: skip


def settings_of(vm: VM) -> str:
    """What goes into last_booted_record, as JSON."""
    return json.dumps({name: vm.raw(name) for name in SETTINGS}, separators=(",", ":"))


@message(VM, role=READ_ONLY, asynchronous=False, operation=Op.get_boot_record, params={"return": "VM record"})
async def get_boot_record(ctx: Context, self: VM) -> dict[str, Any]:
    """The VM's record with the settings that it last started with; it has to have a domain or a saved one."""
    record = {field.name: self.raw(field.name) for field in VM.info.public_fields}
    return record | json.loads(self.last_booted_record or "{}")
