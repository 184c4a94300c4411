"""One record for each USB device of this host that VMs may have."""

from __future__ import annotations

import asyncio
import logging

from xapid.hardware.host import HardwareTimeout
from xapid.hardware.usb import UsbDevice
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.failures import named
from xapid.objects.host import Host
from xapid.objects.pusb.declaration import PUSB
from xapid.objects.undo import quietly
from xapid.objects.usb_group import UsbGroup

log = logging.getLogger(__name__)

#: Between two looks at what was plugged in or pulled out.
SECONDS = 30.0


@message(PUSB, role=POOL_ADMIN)
async def scan(ctx: Context, host: Host) -> None:
    """Enter USB devices that were plugged in, and drop those that were pulled out."""
    if host is not ctx.services.host:
        raise XenError("HOST_OFFLINE", host.ref)
    with named(host, "scan"):
        await sync_usb(ctx)


async def watch_usb(ctx: Context) -> None:
    """Look now and then, for as long as the daemon runs."""
    while True:
        try:
            await sync_usb(ctx)
        except (HardwareTimeout, XenError) as error:
            log.warning("the USB devices of this host could not be looked at: %s", error)
        await asyncio.sleep(SECONDS)


async def sync_usb(ctx: Context) -> None:
    """Bring the records in line with what is plugged in. HardwareTimeout."""
    devices = {_identity(device): device for device in await ctx.services.hardware.usb()}
    known = {_recorded(pusb): pusb for pusb in ctx.services.host.PUSBs}
    for gone in known.keys() - devices.keys():
        await _take_from_guests(ctx, known[gone])
    with ctx.change():
        for gone in known.keys() - devices.keys():
            if known[gone].alive:
                withdraw(ctx, known[gone])
                ctx.store.destroy(known[gone])
        present = {_recorded(pusb) for pusb in ctx.services.host.PUSBs}
        for identity, device in devices.items():
            if identity not in present:
                _enter(ctx, device)


def withdraw(ctx: Context, pusb: PUSB) -> None:
    """In a change: VMs may not have the device any more; its group and what VMs have of it go."""
    group: UsbGroup | None = pusb.USB_group
    if group is None:
        return
    for vusb in group.VUSBs:
        ctx.store.destroy(vusb)
    pusb.USB_group = None
    ctx.store.destroy(group)


async def _take_from_guests(ctx: Context, pusb: PUSB) -> None:
    """The hypervisor still holds what is left of a device that was pulled out."""
    for vusb in pusb.USB_group.VUSBs if pusb.USB_group is not None else ():
        if vusb.currently_attached and vusb.VM is not None:
            await quietly(ctx.services.hypervisor.detach_usb, vusb.VM.uuid, vusb.uuid)


def _enter(ctx: Context, device: UsbDevice) -> None:
    words = (device.vendor or device.vendor_id, device.product or device.product_id, device.serial)
    ctx.store.create(
        PUSB, host=ctx.services.host, path=device.path, vendor_id=device.vendor_id,
        vendor_desc=device.vendor, product_id=device.product_id, product_desc=device.product,
        serial=device.serial, version=device.version, speed=device.speed,
        description=" ".join(word for word in words if word),
    )  # fmt: skip


def _identity(device: UsbDevice) -> tuple[str, ...]:
    """Another device in the same port is another one."""
    return (device.path, device.vendor_id, device.product_id, device.serial)


def _recorded(pusb: PUSB) -> tuple[str, ...]:
    return (pusb.path, pusb.vendor_id, pusb.product_id, pusb.serial)
