"""Cloning and copying VMs, with their disks and network cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.model.types import NULL_REF
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD, VbdType
from xapid.objects.vdi import VDI
from xapid.objects.vdi.copying import clone as clone_vdi
from xapid.objects.vdi.copying import copy as copy_vdi
from xapid.objects.vdi.unfinished import abandon, finish
from xapid.objects.vif import VIF
from xapid.objects.vif.mac import derived_mac
from xapid.objects.vm.creation import make
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.generation import fresh
from xapid.objects.vm.notes import tell
from xapid.objects.vtpm.copying import copy_tpm, copy_tpm_state
from xapid.store.store import new_uuid

DiskCopier = Callable[[Context, VDI], Awaitable[VDI]]

COPY_ERRORS = ("VM_BAD_POWER_STATE", "SR_FULL", "OPERATION_NOT_ALLOWED", "LICENCE_RESTRICTION")

#: Fields of a VM that its copy does not take over as they are.
_OWN = frozenset({
    "uuid", "name_label", "other_config", "power_state", "is_default_template", "suspend_VDI", "resident_on",
    "scheduled_to_be_resident_on", "consoles", "VIFs", "VBDs", "VUSBs", "VTPMs", "VGPUs", "crash_dumps",
    "attached_PCIs", "domid", "metrics", "guest_metrics", "is_a_snapshot", "snapshot_of", "snapshots",
    "snapshot_time", "transportable_snapshot_id", "parent", "children", "blobs", "current_operations",
    "allowed_operations", "appliance", "protection_policy", "snapshot_schedule", "groups",
    "last_booted_record", "last_boot_CPU_flags",
})  # fmt: skip


@message(VM, role=VM_ADMIN, operation=Op.clone, errors=COPY_ERRORS)
async def clone(ctx: Context, vm: VM, new_name: str) -> VM:
    """Make a twin of a halted VM; its disks share content with the originals until either is written."""

    async def share(ctx: Context, vdi: VDI) -> VDI:
        twin: VDI = await clone_vdi(ctx, vdi, {})
        return twin

    return await _duplicate(ctx, vm, new_name, share)


@message(VM, role=VM_ADMIN, operation=Op.copy, errors=COPY_ERRORS)
async def copy(ctx: Context, vm: VM, new_name: str, sr: SR | None) -> VM:
    """Make a twin of a halted VM with full copies of its disks, in the given repository or where they are."""

    async def duplicate(ctx: Context, vdi: VDI) -> VDI:
        twin: VDI = await copy_vdi(ctx, vdi, sr or vdi.SR, None, None)
        return twin

    return await _duplicate(ctx, vm, new_name, duplicate)


async def _duplicate(ctx: Context, vm: VM, new_name: str, copier: DiskCopier) -> VM:
    if not new_name:
        raise XenError("INVALID_VALUE", "new_name", new_name)
    vbds = vm.VBDs  # one that is added from now on has no copied disk, and must not share its own
    async with AsyncExitStack() as undo:
        disks = await copy_disks(ctx, vm, copier, undo)
        uuid = new_uuid()
        await copy_tpm_state(ctx, vm, uuid, undo)
        with ctx.change():
            twin = copy_record(ctx, vm, new_name, uuid)
            copy_tpm(ctx, vm, twin)
            for disk in disks.values():
                finish(ctx, disk.SR, disk.uuid)
            for vbd in vbds:
                copy_vbd(ctx, vbd, twin, disks.get(vbd.raw("VDI"), vbd.VDI))
            for vif in vm.VIFs:
                copy_vif(ctx, vif, twin)
            tell(ctx, vm, "VM_CLONED", f"the twin is '{new_name}'")
        await ctx.durable()
        undo.pop_all()
    return twin


async def copy_disks(ctx: Context, vm: VM, copier: DiskCopier, undo: AsyncExitStack) -> dict[str, VDI]:
    """Copy every disk of the VM; from the reference of the old to the new. CDs are shared as they are."""
    originals = [v.VDI for v in vm.VBDs if v.type != VbdType.CD and v.VDI is not None]
    copies: dict[str, VDI] = {}
    for number, vdi in enumerate(dict.fromkeys(originals)):
        part = ctx.part(number / len(originals), (number + 1) / len(originals))
        twin = await copier(replace(part, piece=True), vdi)
        undo.push_async_callback(abandon, ctx, twin.SR, twin.uuid)
        copies[vdi.ref] = twin
    return copies


def copy_record(ctx: Context, vm: VM, new_name: str, uuid: str | None = None) -> VM:
    """A new VM, of that uuid if one is given, with the settings of the old one, inside a change."""
    values = {f.name: vm.raw(f.name) for f in VM.info.fields.values() if f.name not in _OWN}
    other = {k: v for k, v in vm.other_config.items() if k not in ("mac_seed", "default_template")}
    if vm.is_default_template:
        other.setdefault("base_template_name", vm.reference_label or vm.name_label)
    if not vm.is_a_template:
        values["generation_id"] = fresh(vm.generation_id)
    other["mac_seed"] = new_uuid()
    return make(ctx, {**values, "uuid": uuid, "name_label": new_name, "other_config": other})


def copy_vbd(ctx: Context, vbd: VBD, vm: VM, vdi: VDI | None) -> VBD:
    """The same device on another VM with another disk, inside a change."""
    kept = ("userdevice", "bootable", "mode", "type", "unpluggable", "empty", "other_config",
            "qos_algorithm_type", "qos_algorithm_params")  # fmt: skip
    return ctx.store.create(VBD, VM=vm, VDI=vdi or NULL_REF, **{name: vbd.raw(name) for name in kept})


def copy_vif(ctx: Context, vif: VIF, vm: VM) -> VIF:
    """The same card on another VM; an address that was generated is generated anew. Inside a change."""
    kept = ("device", "network", "MTU", "other_config", "qos_algorithm_type", "qos_algorithm_params",
            "qos_supported_algorithms", "locking_mode", "ipv4_allowed", "ipv6_allowed",
            "MAC_autogenerated")  # fmt: skip
    mac = derived_mac(vm, vif.device) if vif.MAC_autogenerated else vif.MAC
    return ctx.store.create(VIF, VM=vm, MAC=mac, **{name: vif.raw(name) for name in kept})
