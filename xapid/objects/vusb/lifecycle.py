"""Giving VMs USB devices of the host, and taking them away."""

from __future__ import annotations

from contextlib import suppress

from xapid.hypervisor.errors import DeviceNotFound
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.operations import other_operation
from xapid.objects.usb_group import UsbGroup
from xapid.objects.vm import VM
from xapid.objects.vusb.declaration import VUSB, VusbOperations

MOST_OF_A_VM = 6


@message(VUSB, role=POOL_ADMIN)
async def create(ctx: Context, VM: VM, USB_group: UsbGroup, other_config: dict[str, str] = {}) -> VUSB:  # noqa: B006
    """Give a halted VM the device of a group; it gets it whenever it starts.

    USB_GROUP_CONTAINS_NO_PUSBS, USB_GROUP_CONFLICT when a VM has it already, TOO_MANY_VUSBS beyond six.
    """
    if VM.current_operations:
        raise other_operation(VM)
    if VM.is_control_domain:
        raise XenError("OPERATION_NOT_ALLOWED", "The control domain has the devices of its host")
    if VM.power_state != "Halted":
        raise XenError("VM_BAD_POWER_STATE", VM.ref, "halted", VM.power_state.lower())
    if not USB_group.PUSBs:
        raise XenError("USB_GROUP_CONTAINS_NO_PUSBS", USB_group.ref)
    if USB_group.VUSBs:
        raise XenError("USB_GROUP_CONFLICT", USB_group.ref)
    if len(VM.VUSBs) >= MOST_OF_A_VM:
        raise XenError("TOO_MANY_VUSBS", MOST_OF_A_VM)
    with ctx.change():
        return ctx.store.create(VUSB, VM=VM, USB_group=USB_group, other_config=other_config)


@message(VUSB, role=POOL_ADMIN, operation=VusbOperations.unplug)
async def unplug(ctx: Context, self: VUSB) -> None:
    """Take the device from the running guest, which is not asked; the VM gets it again when it starts."""
    with suppress(DeviceNotFound):  # it was pulled out of the host meanwhile
        await ctx.services.hypervisor.detach_usb(self.VM.uuid, self.uuid)
    with ctx.change():
        self.currently_attached = False


@message(VUSB, role=POOL_ADMIN)
async def destroy(ctx: Context, self: VUSB) -> None:
    """Take a device from a VM that does not have it now: one that runs has to be unplugged first."""
    if self.current_operations:
        raise other_operation(self)
    if self.VM is not None and self.VM.current_operations:
        raise other_operation(self.VM)
    if self.currently_attached:
        raise XenError("OPERATION_NOT_ALLOWED", f"VUSB {self.uuid} is still attached to its VM")
    with ctx.change():
        ctx.store.destroy(self)
