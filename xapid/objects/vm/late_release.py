"""Devices that a guest lets go of when nobody waits for that any more."""

from __future__ import annotations

from typing import Any

from xapid.objects.context import Context
from xapid.objects.sr.repositories import attached
from xapid.objects.vbd import VBD
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.spec import device_name
from xapid.objects.vusb import VUSB


async def device_removed(ctx: Context, vm: VM, name: str) -> None:
    """The guest gave the device of that name; unless an unplug sees to it, write that down."""
    devices: list[Any] = [*vm.VBDs, *vm.VIFs, *vm.VUSBs]
    device = next((d for d in devices if _name(d) == name and _is_forgotten(d)), None)
    if device is None or await _is_there(ctx, vm, name) or not _is_forgotten(device):
        return
    with ctx.change():
        device.currently_attached = False
    if isinstance(device, VBD) and device.VDI is not None:
        driver = attached(ctx, device.VDI.SR)
        if driver is not None:
            await driver.deactivate(device.VDI.uuid, device.uuid)


def _name(device: Any) -> str:
    if isinstance(device, VBD):
        return device_name(device)
    return f"usb-{device.uuid}" if isinstance(device, VUSB) else f"nic{device.device}"


def _is_forgotten(device: Any) -> bool:
    return device.alive and device.currently_attached and not device.current_operations


async def _is_there(ctx: Context, vm: VM, name: str) -> bool:
    """Whether the domain has such a device now, which may be another one by the same name."""
    for domain in await ctx.services.hypervisor.list_domains():
        if domain.uuid == vm.uuid:
            usb = (f"usb-{device.uuid}" for device in domain.usb_devices)
            return name in {*(d.target for d in domain.disks), *(f"nic{n.index}" for n in domain.nics), *usb}
    return False
