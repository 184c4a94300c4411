"""Saying which USB devices of the host VMs may have."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.failures import named
from xapid.objects.pusb.declaration import PUSB
from xapid.objects.pusb.discovery import withdraw
from xapid.objects.usb_group import UsbGroup


@message(PUSB, role=POOL_ADMIN)
async def set_passthrough_enabled(ctx: Context, self: PUSB, value: bool) -> None:
    """Say whether VMs may have the device: it gets a group of its own, or loses it.

    USB_ALREADY_ATTACHED while a VM has it; OPERATION_NOT_ALLOWED for a disk that the host has mounted.
    """
    if value == self.passthrough_enabled:
        return
    if value:
        await _require_unused(ctx, self)
    _require_free(self)
    with ctx.change():
        if value and self.USB_group is None:
            self.USB_group = ctx.store.create(
                UsbGroup, name_label=f"Group of {self.description}",
                name_description=f"The USB device in port {self.path} of {self.host.name_label}",
            )  # fmt: skip
        if not value:
            withdraw(ctx, self)
        self.passthrough_enabled = value


async def _require_unused(ctx: Context, pusb: PUSB) -> None:
    with named(pusb, "set_passthrough_enabled"):
        mounted = await ctx.services.hardware.mounted_of_usb(pusb.path)
    if mounted:
        raise XenError("OPERATION_NOT_ALLOWED", f"The host itself uses {', '.join(mounted)} of this device")


def _require_free(pusb: PUSB) -> None:
    for vusb in pusb.USB_group.VUSBs if pusb.USB_group is not None else ():
        if vusb.currently_attached or vusb.current_operations:
            raise XenError("USB_ALREADY_ATTACHED", pusb.ref, vusb.raw("VM"))
