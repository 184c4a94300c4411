"""Commands about devices of hosts that VMs may have."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command


@command("pusb-scan", "host-uuid")
async def pusb_scan(cli: Cli) -> None:
    """Look for USB devices of a host that came or went."""
    await cli.call("PUSB.scan", await cli.find("host", "host-uuid"))


@command("vusb-create", "usb-group-uuid vm-uuid")
async def vusb_create(cli: Cli) -> None:
    """Give a halted VM the USB device of a group."""
    vm, group = await cli.find("VM", "vm-uuid"), await cli.find("USB_group", "usb-group-uuid")
    await cli.print_uuid("VUSB", await cli.call("VUSB.create", vm, group, {}))


@command("vusb-destroy", "uuid")
async def vusb_destroy(cli: Cli) -> None:
    """Take a USB device from a VM that does not have it now."""
    await cli.call("VUSB.destroy", await cli.find("VUSB"))


@command("vusb-unplug", "uuid")
async def vusb_unplug(cli: Cli) -> None:
    """Take a USB device from a running guest."""
    await cli.call("VUSB.unplug", await cli.find("VUSB"))
