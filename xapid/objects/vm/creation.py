"""Making a VM's record, and taking it away with all that belongs to it."""

from __future__ import annotations

from typing import Any

from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.undo import quietly
from xapid.objects.vdi import VDI
from xapid.objects.vdi.unfinished import abandon, note
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import DomainType, VmPowerState
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.files import remove_files
from xapid.objects.vm.limits import check_memory, check_vcpus, memory_overhead
from xapid.objects.vm.state import metrics_of
from xapid.objects.vm.suspension import part_with_image
from xapid.store.store import new_uuid


@message(VM, role=VM_ADMIN, params={"args": "VM record"})
async def create(ctx: Context, args: dict[str, Any]) -> VM:
    """Make a halted VM without devices; MEMORY_CONSTRAINT_VIOLATION and INVALID_VALUE for bad sizes."""
    values = constructor_values(VM.info, args)
    with ctx.change():
        return make(ctx, values)


def make(ctx: Context, values: dict[str, Any]) -> VM:
    """A new VM with these fields, inside a change; what has to be unique is made here."""
    values = {**values, "power_state": VmPowerState.Halted}
    values["other_config"] = {"mac_seed": new_uuid(), **values.get("other_config", {})}
    if values.get("domain_type", DomainType.unspecified) == DomainType.unspecified:
        values["domain_type"] = DomainType.hvm if values.get("HVM_boot_policy") else DomainType.pv
    vm = ctx.store.create(VM, **values)
    vm.domid = -1
    vm.domarch = "x86_64"
    check_memory(vm.memory_static_min, vm.memory_dynamic_min, vm.memory_dynamic_max, vm.memory_static_max)
    check_vcpus(vm.VCPUs_at_startup, vm.VCPUs_max)
    vm.memory_overhead = memory_overhead(vm.memory_static_max, vm.VCPUs_max)
    metrics_of(ctx, vm).VCPUs_number = 0
    return vm


@message(VM, role=VM_ADMIN, operation=Op.destroy)
async def destroy(ctx: Context, self: VM) -> None:
    """Delete a halted VM, its devices and its saved memory; its disks stay."""
    vm, has_tpm = self, bool(self.VTPMs)
    with ctx.change():
        images = erase(ctx, vm)
    await ctx.durable()
    for image in images:
        await abandon(ctx, image.SR, image.uuid)
    remove_files(ctx, vm.uuid)
    if has_tpm:
        await quietly(ctx.services.hypervisor.remove_tpm, vm.uuid)


def erase(ctx: Context, vm: VM) -> list[VDI]:
    """Within a change: delete a VM and what is part of it; the disks of its memory, for ``abandon``."""
    images = [vdi for vdi in (part_with_image(ctx, vm), *part_with_dumps(ctx, vm)) if vdi is not None]
    for part in parts_of(vm):
        ctx.store.destroy(part)
    ctx.store.destroy(vm)
    return images


def part_with_dumps(ctx: Context, vm: VM) -> list[VDI]:
    """Within a change: the disks with what a VM that goes had in memory when it crashed, for ``abandon``."""
    disks = [dump.VDI for dump in vm.crash_dumps if dump.VDI is not None]
    for vdi in disks:
        note(ctx, vdi.SR, vdi.uuid)
    return disks


def parts_of(vm: VM) -> list[XenObject]:
    """What exists only as part of the VM: devices, consoles and metrics."""
    parts: list[XenObject] = []
    for device in [*vm.VBDs, *vm.VIFs]:
        parts += [device, device.metrics]
    parts += [*vm.VTPMs, *vm.VUSBs, *vm.consoles, vm.metrics, vm.guest_metrics]
    return [part for part in parts if part is not None]
