"""Commands about graphics processors, and about which PCI devices the host itself uses."""

from __future__ import annotations

from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import Command, command, declare, simple

simple("gpu-group-destroy", "GPU_group.destroy", "Delete a group of graphics processors that serves no VM.",
       optional="")  # fmt: skip
simple("vgpu-destroy", "VGPU.destroy", "Take a graphics device from a halted VM.")


def _told(name: str, method: str, doc: str) -> None:
    """Declare a command that prints what a message of the object that ``uuid`` names answers."""
    class_name = method.partition(".")[0]

    async def run(cli: Cli) -> None:
        await cli.printer.answer(await cli.call(method, await cli.find(class_name)))

    declare(Command(name, doc, run, ("uuid",)))


_told(
    "pci-get-dom0-access-status",
    "PCI.get_dom0_access_status",
    "Say whether the host itself uses a PCI device.",
)
_told(
    "pci-enable-dom0-access",
    "PCI.enable_dom0_access",
    "Let the host itself use a PCI device from its next restart on; prints how that stands.",
)
_told(
    "pci-disable-dom0-access",
    "PCI.disable_dom0_access",
    "Keep the host itself off a PCI device from its next restart on; prints how that stands.",
)
_told(
    "pgpu-enable-dom0-access",
    "PGPU.enable_dom0_access",
    "Let the host itself use a graphics processor from its next restart on; prints how that stands.",
)
_told(
    "pgpu-disable-dom0-access",
    "PGPU.disable_dom0_access",
    "Keep the host itself off a graphics processor from its next restart on; prints how that stands.",
)
_told(
    "host-enable-display",
    "host.enable_display",
    "Show a host's console on its own screen from its next restart on; prints how that stands.",
)
_told(
    "host-disable-display",
    "host.disable_display",
    "Keep a host's console off its own screen from its next restart on; prints how that stands.",
)


@command("gpu-group-create", "name-label", "name-description")
async def gpu_group_create(cli: Cli) -> None:
    """Make a group without graphics processors."""
    made = await cli.call(
        "GPU_group.create", cli.params["name-label"], cli.params.get("name-description"), {}
    )
    await cli.print_uuid("GPU_group", made)


@command("gpu-group-get-remaining-capacity", "uuid vgpu-type-uuid")
async def gpu_group_get_remaining_capacity(cli: Cli) -> None:
    """Print how many more devices of a type a group of graphics processors could serve now."""
    group, kind = await cli.find("GPU_group"), await cli.find("VGPU_type", "vgpu-type-uuid")
    await cli.printer.answer(await cli.call("GPU_group.get_remaining_capacity", group, kind))


@command("vgpu-create", "vm-uuid gpu-group-uuid", "vgpu-type-uuid device")
async def vgpu_create(cli: Cli) -> None:
    """Give a halted VM a graphics device that a group serves."""
    vm, group = await cli.find("VM", "vm-uuid"), await cli.find("GPU_group", "gpu-group-uuid")
    kind = await cli.find("VGPU_type", "vgpu-type-uuid") if "vgpu-type-uuid" in cli.params else NULL_REF
    made = await cli.call("VGPU.create", vm, group, cli.params.get("device", "0"), {}, kind)
    await cli.print_uuid("VGPU", made)
