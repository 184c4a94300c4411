"""Commands about bringing VMs back after a disaster."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple

simple("drtask-destroy", "DR_task.destroy", "End a recovery: forget its repositories that nobody uses.")


@command("drtask-create", "type", "device-config: sr-whitelist")
async def drtask_create(cli: Cli) -> None:
    """Bring in the repositories that are found at a device, or those of them that sr-whitelist names."""
    wanted = [uuid for uuid in cli.params.get("sr-whitelist").split(",") if uuid]
    config = cli.params.under("device-config")
    await cli.print_uuid("DR_task", await cli.call("DR_task.create", cli.params["type"], config, wanted))
