"""The command about block repositories whose disks take their space in steps."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import HOST_SELECTORS, command
from xe.commands.quantities import read_size
from xe.commands.selectors import on_hosts


@command(
    "lvhd-enable-thin-provisioning", "sr-uuid initial-allocation allocation-quantum", "", (HOST_SELECTORS,)
)
async def lvhd_enable_thin_provisioning(cli: Cli) -> None:
    """Have the disks of a block repository take their space in steps, from an initial size on."""
    sr = await cli.find("SR", "sr-uuid")
    initial, quantum = (
        read_size(name, cli.params[name]) for name in ("initial-allocation", "allocation-quantum")
    )
    await on_hosts(
        cli, lambda host: cli.call("LVHD.enable_thin_provisioning", host.ref, sr, initial, quantum)
    )
