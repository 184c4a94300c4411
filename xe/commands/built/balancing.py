"""Commands about the server that advises where VMs should run."""

from __future__ import annotations

from xe.commands.arguments import RESERVED
from xe.commands.cli import Cli
from xe.commands.declare import NEVER_FORWARD, command
from xe.commands.transfers import download

#: Arguments that say nothing about the report itself.
_OURS = RESERVED | {"report", "filename", "task-uuid"}


@command("pool-initialize-wlb", "wlb_url wlb_username wlb_password xenserver_username xenserver_password")
async def pool_initialize_wlb(cli: Cli) -> None:
    """Take advice on where VMs should run from a workload balancing server."""
    await cli.call("pool.initialize_wlb", *(cli.params[name] for name in cli.command.required))


@command("pool-deconfigure-wlb")
async def pool_deconfigure_wlb(cli: Cli) -> None:
    """Take no more advice on where VMs should run."""
    await cli.call("pool.deconfigure_wlb")


@command("pool-send-wlb-configuration", "", "config:")
async def pool_send_wlb_configuration(cli: Cli) -> None:
    """Change settings of the workload balancing server."""
    await cli.call("pool.send_wlb_configuration", cli.params.under("config"))


@command("pool-retrieve-wlb-configuration")
async def pool_retrieve_wlb_configuration(cli: Cli) -> None:
    """Show the settings of the workload balancing server."""
    await cli.printer.table([list((await cli.call("pool.retrieve_wlb_configuration")).items())])


@command("pool-retrieve-wlb-recommendations")
async def pool_retrieve_wlb_recommendations(cli: Cli) -> None:
    """Show where the workload balancing server would run each VM, and why."""
    found = await cli.call("pool.retrieve_wlb_recommendations")
    await cli.printer.table([
        [("uuid", await cli.uuid("VM", vm)), ("name-label", await cli.call("VM.get_name_label", vm)),
         ("recommendation", ", ".join(words))]
        for vm, words in found.items()
    ])  # fmt: skip


@command("pool-retrieve-wlb-report", "report", "filename", (NEVER_FORWARD,))
async def pool_retrieve_wlb_report(cli: Cli) -> None:
    """Write a report of the workload balancing server to a new file of yours, or to stdout."""
    query = {name: value for name, value in cli.params if name not in _OURS}
    file = cli.params.get("filename")
    await download(cli, "WLB report", file, "/wlb_report", {"report": cli.params["report"], **query})


@command("pool-retrieve-wlb-diagnostics", "", "filename", (NEVER_FORWARD,))
async def pool_retrieve_wlb_diagnostics(cli: Cli) -> None:
    """Write the log of the workload balancing server to a new file of yours, or to stdout."""
    await download(cli, "WLB diagnostics", cli.params.get("filename"), "/wlb_diagnostics", {})
