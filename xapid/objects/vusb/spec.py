"""From the USB devices of a VM to those of the host."""

from __future__ import annotations

from xapid.hypervisor.spec import UsbSpec
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.failures import named
from xapid.objects.vm.declaration import VM


async def usb_specs(ctx: Context, vm: VM) -> list[UsbSpec]:
    """The devices as the VM gets them at its start. VM_REQUIRES_VUSB when one is not plugged in here."""
    if not vm.VUSBs:
        return []
    with named(vm, "start"):
        plugged = {(device.path, device.vendor_id, device.product_id): device
                   for device in await ctx.services.hardware.usb()}  # fmt: skip
    specs = []
    for vusb in vm.VUSBs:
        group = vusb.USB_group
        offered = [p for p in group.PUSBs if p.passthrough_enabled and p.host is ctx.services.host]
        devices = [plugged.get((p.path, p.vendor_id, p.product_id)) for p in offered]
        device = next((d for d in devices if d is not None), None)
        if device is None:
            raise XenError("VM_REQUIRES_VUSB", vm.ref, group.ref)
        specs.append(UsbSpec(uuid=vusb.uuid, bus=device.bus, device=device.address))
    return specs
