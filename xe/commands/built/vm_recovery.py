"""Commands that bring VMs back out of a saved database, and that list what is left of a crash."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.database import chosen_database
from xe.commands.declare import VM_SELECTORS, command
from xe.commands.render import uuid_text
from xe.commands.selectors import on_vms
from xe.commands.values import Row


@command("vm-assert-can-be-recovered", "uuid", "database:")
async def vm_assert_can_be_recovered(cli: Cli) -> None:
    """Fail with the reason when a VM in a saved database (database:vdi-uuid) could not be brought back."""
    here = cli.session
    async with chosen_database(cli):
        await cli.call("VM.assert_can_be_recovered", await cli.find("VM"), here)


@command("vm-recover", "uuid", "database: force")
async def vm_recover(cli: Cli) -> None:
    """Bring a VM back out of a saved database (database:vdi-uuid); with force, in place of a newer one."""
    here = cli.session
    async with chosen_database(cli):
        await cli.call("VM.recover", await cli.find("VM"), here, cli.force)


@command("vm-crashdump-list", "", "", (VM_SELECTORS,))
async def vm_crashdump_list(cli: Cli) -> None:
    """List the dumps that a VM left when its guest crashed."""

    async def show(vm: Row) -> None:
        lookup, table = cli.lookup(), []
        for ref in vm["crash_dumps"]:
            dump = await cli.record("crashdump", ref)
            disk = await uuid_text(lookup, "VDI", dump["VDI"])
            table.append([("uuid", dump["uuid"]), ("vm-uuid", vm["uuid"]), ("vdi-uuid", disk)])
        await cli.printer.table(table)

    await on_vms(cli, show)
