"""Giving VMs disks and drives, and taking them away."""

from __future__ import annotations

from contextlib import AsyncExitStack, suppress
from typing import Any

from xapid.hypervisor.errors import DeviceNotFound
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN, VM_OPERATOR
from xapid.model.types import NULL_REF
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.operations import other_operation
from xapid.objects.sr.repositories import attached
from xapid.objects.undo import quietly
from xapid.objects.vbd.declaration import VBD, VbdMode, VbdOperations, VbdType
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM
from xapid.objects.vm.boot import activate, require_domain
from xapid.objects.vm.free_devices import get_allowed_VBD_devices
from xapid.objects.vm.spec import device_name, position

Op = VbdOperations


@message(VBD, role=VM_ADMIN, params={"args": "VBD record"})
async def create(ctx: Context, args: dict[str, Any]) -> VBD:
    """Give a VM a disk or a drive; a running VM sees it after plug. ``autodetect`` takes a free number."""
    values = constructor_values(VBD.info, args)
    vm, vdi = ctx.store.get(values["VM"]), ctx.store.get(values["VDI"])
    if not isinstance(vm, VM):
        raise XenError("HANDLE_INVALID", "VM", values["VM"])
    if not values["empty"] and not isinstance(vdi, VDI):
        raise XenError("HANDLE_INVALID", "VDI", values["VDI"])
    if values["empty"] and values["type"] != VbdType.CD:
        raise XenError("VBD_NOT_REMOVABLE_MEDIA", NULL_REF)
    if values["empty"]:
        values["VDI"] = NULL_REF
    if values["type"] == VbdType.CD or (isinstance(vdi, VDI) and vdi.SR and vdi.SR.content_type == "iso"):
        values["mode"] = VbdMode.RO
    if isinstance(vdi, VDI) and vdi.read_only and values["mode"] == VbdMode.RW:
        raise XenError("VDI_READONLY", vdi.ref)
    values["userdevice"] = await _free_position(ctx, vm, values["userdevice"])
    values["currently_attached"] = False
    with ctx.change():
        return ctx.store.create(VBD, **values)


async def _free_position(ctx: Context, vm: VM, wanted: str) -> str:
    free = await get_allowed_VBD_devices(ctx, vm)
    if wanted in ("", "autodetect"):
        if not free:
            raise XenError("INVALID_DEVICE", wanted)
        return str(free[0])
    number = str(position(wanted))
    if number not in free:
        raise XenError("DEVICE_ALREADY_EXISTS", wanted)
    return number


@message(VBD, role=VM_ADMIN)
async def destroy(ctx: Context, self: VBD) -> None:
    """Take a disk or drive away from a VM; one that a guest has attached has to be unplugged first."""
    if self.current_operations:
        raise other_operation(self)
    if self.VM is not None and self.VM.current_operations:
        raise other_operation(self.VM)
    if self.currently_attached and self.VM is not None and self.VM.power_state != "Suspended":
        raise XenError("OPERATION_NOT_ALLOWED",
                       f"VBD {self.uuid} is still attached to its VM")  # fmt: skip
    with ctx.change():
        if self.metrics is not None:
            ctx.store.destroy(self.metrics)
        ctx.store.destroy(self)


@message(VBD, role=VM_ADMIN, operation=Op.plug)
async def plug(ctx: Context, self: VBD) -> None:
    """Let the running guest see the disk."""
    vm, domid = self.VM, self.VM.domid
    async with AsyncExitStack() as undo:
        spec = await activate(ctx, self, undo)
        await ctx.services.hypervisor.attach_disk(vm.uuid, spec)
        undo.push_async_callback(quietly, ctx.services.hypervisor.detach_disk, vm.uuid, spec.target)
        require_domain(vm, domid)
        with ctx.change():
            self.currently_attached = True
            self.device = spec.target
        await ctx.durable()
        undo.pop_all()


@message(VBD, role=VM_ADMIN, operation=Op.unplug,
         errors=("DEVICE_DETACH_REJECTED", "DEVICE_ALREADY_DETACHED"))  # fmt: skip
async def unplug(ctx: Context, self: VBD) -> None:
    """Take the disk away from the running guest, which has to let go of it."""
    await _detach(ctx, self)


@message(VBD, role=VM_ADMIN, operation=Op.unplug_force)
async def unplug_force(ctx: Context, self: VBD) -> None:
    """The same as unplug: QEMU has no way to take a disk that the guest does not give."""
    await _detach(ctx, self)


@message(VBD, role=VM_ADMIN, operation=Op.unplug_force, hidden=True)
async def unplug_force_no_safety_check(ctx: Context, self: VBD) -> None:
    """The same as unplug_force, also of a disk that is said not to be unpluggable."""
    await _detach(ctx, self)


async def _detach(ctx: Context, vbd: VBD) -> None:
    with suppress(DeviceNotFound):  # the guest had let go of it before
        await ctx.services.hypervisor.detach_disk(vbd.VM.uuid, device_name(vbd))
    with ctx.change():
        vbd.currently_attached = False
    await _deactivate(ctx, vbd, vbd.VDI)


async def _deactivate(ctx: Context, vbd: VBD, vdi: VDI | None) -> None:
    driver = attached(ctx, vdi.SR) if vdi is not None else None
    if vdi is not None and driver is not None:
        await driver.deactivate(vdi.uuid, vbd.uuid)


@message(VBD, role=VM_OPERATOR, operation=Op.insert, errors=("VBD_NOT_REMOVABLE_MEDIA", "VBD_NOT_EMPTY"))
async def insert(ctx: Context, vbd: VBD, vdi: VDI) -> None:
    """Put a CD into an empty drive; a running guest sees it at once."""
    async with AsyncExitStack() as undo:
        undo.callback(_hold, ctx, vbd, None)
        _hold(ctx, vbd, vdi)
        if _is_live(vbd):
            await _load(ctx, vbd, undo)
        await ctx.durable()
        undo.pop_all()


@message(VBD, role=VM_OPERATOR, operation=Op.eject, errors=("VBD_NOT_REMOVABLE_MEDIA", "VBD_IS_EMPTY"))
async def eject(ctx: Context, vbd: VBD) -> None:
    """Take the CD out of a drive, also of a running guest that has locked its tray."""
    vdi = vbd.VDI
    async with AsyncExitStack() as undo:
        if _is_live(vbd):
            undo.push_async_callback(quietly, _put_back, ctx, vbd)
            await ctx.services.hypervisor.change_media(vbd.VM.uuid, device_name(vbd), None)
        _hold(ctx, vbd, None)
        await ctx.durable()
        undo.pop_all()
    await _deactivate(ctx, vbd, vdi)


def _hold(ctx: Context, vbd: VBD, vdi: VDI | None) -> None:
    """Note what is in the drive."""
    if vbd.VDI is not vdi or vbd.empty != (vdi is None):
        with ctx.change():
            vbd.VDI, vbd.empty = vdi or NULL_REF, vdi is None


async def _load(ctx: Context, vbd: VBD, undo: AsyncExitStack) -> None:
    """Let the guest see the CD that its drive holds; pushes the inverse of each step onto ``undo``."""
    spec = await activate(ctx, vbd, undo)
    hypervisor = ctx.services.hypervisor
    undo.push_async_callback(quietly, hypervisor.change_media, vbd.VM.uuid, spec.target, None)
    await hypervisor.change_media(vbd.VM.uuid, spec.target, spec)


async def _put_back(ctx: Context, vbd: VBD) -> None:
    """Undo an eject whose record was not taken: the drive holds the CD still."""
    async with AsyncExitStack() as undo:
        await _load(ctx, vbd, undo)
        undo.pop_all()


def _is_live(vbd: VBD) -> bool:
    """Whether the guest has this drive now: it does when its VM runs, with or without a CD in it."""
    return vbd.VM is not None and vbd.VM.power_state in ("Running", "Paused") and vbd.currently_attached


@message(VBD, role=VM_ADMIN)
async def assert_attachable(ctx: Context, self: VBD) -> None:
    """Fail with the reason for which the device could not be attached now."""
    vdi = self.VDI
    if vdi is None:
        return
    for other in vdi.VBDs:
        if other is not self and other.currently_attached and VbdMode.RW in (other.mode, self.mode) \
                and not vdi.sharable:  # fmt: skip
            raise XenError("VDI_IN_USE", vdi.ref, "attach")


@message(VBD, role=VM_ADMIN)
async def set_mode(ctx: Context, self: VBD, value: VbdMode) -> None:
    """Choose read-only or read-write, while the guest does not see the device."""
    if self.currently_attached:
        raise XenError("OPERATION_NOT_ALLOWED", "The mode of an attached VBD cannot change")
    if value == VbdMode.RW and (self.type == VbdType.CD or (self.VDI is not None and self.VDI.read_only)):
        raise XenError("VDI_READONLY", self.raw("VDI"))
    with ctx.change():
        self.mode = value


@message(VBD, role=VM_ADMIN, asynchronous=False)
async def set_userdevice(ctx: Context, self: VBD, value: str) -> None:
    """Give a device that no guest has another number; one that is taken twice keeps the VM from starting."""
    if self.currently_attached or self.current_operations:
        raise XenError("OPERATION_NOT_ALLOWED", "The number of an attached VBD cannot change")
    number = str(position(value))
    with ctx.change():
        self.userdevice = number
