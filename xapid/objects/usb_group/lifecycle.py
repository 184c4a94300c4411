"""Making groups of USB devices, and taking them away."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.usb_group.declaration import UsbGroup


@message(UsbGroup, role=POOL_ADMIN)
async def create(ctx: Context, name_label: str = "", name_description: str = "",
                 other_config: dict[str, str] = {}) -> UsbGroup:  # noqa: B006 # fmt: skip
    """Make a group without devices; a device that VMs may have gets its own one by itself."""
    with ctx.change():
        return ctx.store.create(UsbGroup, name_label=name_label, name_description=name_description,
                                other_config=other_config)  # fmt: skip


@message(UsbGroup, role=POOL_ADMIN)
async def destroy(ctx: Context, self: UsbGroup) -> None:
    """Delete a group. USB_GROUP_CONTAINS_VUSB, USB_GROUP_CONTAINS_PUSB while it holds any."""
    if self.VUSBs:
        raise XenError("USB_GROUP_CONTAINS_VUSB", *(vusb.ref for vusb in self.VUSBs))
    if self.PUSBs:
        raise XenError("USB_GROUP_CONTAINS_PUSB", *(pusb.ref for pusb in self.PUSBs))
    with ctx.change():
        ctx.store.destroy(self)
