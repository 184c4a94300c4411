"""Commands about the virtual functions of network cards."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple

simple("network-sriov-destroy", "network_sriov.destroy",
       "Switch off the virtual functions of a network card; no VM may have one.")  # fmt: skip


@command("network-sriov-create", "pif-uuid network-uuid")
async def network_sriov_create(cli: Cli) -> None:
    """Switch on the virtual functions of a network card, and offer them to VMs on a network."""
    pif, network = await cli.find("PIF", "pif-uuid"), await cli.find("network", "network-uuid")
    await cli.print_uuid("network_sriov", await cli.call("network_sriov.create", pif, network))
