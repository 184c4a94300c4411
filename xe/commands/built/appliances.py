"""Commands about appliances and groups of VMs."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.database import chosen_database
from xe.commands.declare import command, simple
from xe.commands.progress import call_with_progress
from xe.commands.quantities import read_word

simple("appliance-destroy", "VM_appliance.destroy", "Forget an appliance; its VMs stay.")
simple("vm-group-destroy", "VM_group.destroy", "Forget a group of VMs; the VMs stay.")


@command("appliance-create", "name-label", "name-description")
async def appliance_create(cli: Cli) -> None:
    """Make an appliance, still without VMs."""
    words = {"name_label": cli.params["name-label"], "name_description": cli.params.get("name-description")}
    await cli.print_uuid("VM_appliance", await cli.call("VM_appliance.create", words))


@command("appliance-start", "uuid", "paused")
async def appliance_start(cli: Cli) -> None:
    """Start the VMs of an appliance in their order."""
    appliance = await cli.find("VM_appliance")
    await call_with_progress(cli, "VM_appliance.start", appliance, cli.flag("paused"))


@command("appliance-shutdown", "uuid", "force")
async def appliance_shutdown(cli: Cli) -> None:
    """Shut the VMs of an appliance down in the reverse order; with force, pull the plug."""
    method = "VM_appliance.hard_shutdown" if cli.force else "VM_appliance.clean_shutdown"
    await call_with_progress(cli, method, await cli.find("VM_appliance"))


@command("appliance-assert-can-be-recovered", "uuid", "database:")
async def appliance_assert_can_be_recovered(cli: Cli) -> None:
    """Say why an appliance of a saved database (database:vdi-uuid) could not be brought back, if so."""
    here = cli.session
    async with chosen_database(cli):
        await cli.call("VM_appliance.assert_can_be_recovered", await cli.find("VM_appliance"), here)


@command("appliance-recover", "uuid", "database: force")
async def appliance_recover(cli: Cli) -> None:
    """Bring an appliance of a saved database (database:vdi-uuid) back; force replaces newer VMs."""
    here = cli.session
    async with chosen_database(cli):
        await cli.call("VM_appliance.recover", await cli.find("VM_appliance"), here, cli.force)


@command("vm-group-create", "name-label placement", "name-description")
async def vm_group_create(cli: Cli) -> None:
    """Make a group of VMs with the given rule of placement: normal or anti_affinity."""
    params = cli.params
    made = await cli.call("VM_group.create", {
        "name_label": params["name-label"], "name_description": params.get("name-description"),
        "placement": read_word("placement", params["placement"], "placement_policy", "vm_placement_policy"),
    })  # fmt: skip
    await cli.print_uuid("VM_group", made)
