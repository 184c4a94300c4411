"""Commands about snapshots that are taken by a schedule."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command, simple
from xe.commands.quantities import read_int, read_word

simple("vmss-destroy", "VMSS.destroy", "Delete a schedule of snapshots; the snapshots stay.")

#: How many snapshots of a VM are kept unless the user says otherwise.
_KEPT = "7"


@command("vmss-create", "name-label type frequency",
         "name-description enabled schedule: retained-snapshots")  # fmt: skip
async def vmss_create(cli: Cli) -> None:
    """Make an hourly, daily or weekly schedule of snapshots, at the times schedule:min, :hour and :days."""
    params = cli.params
    made = await cli.call("VMSS.create", {
        "name_label": params["name-label"], "name_description": params.get("name-description"),
        "enabled": cli.flag("enabled", True), "type": read_word("type", params["type"], "vmss_type"),
        "frequency": read_word("frequency", params["frequency"], "vmss_frequency"),
        "schedule": params.under("schedule"),
        "retained_snapshots": read_int("retained-snapshots", params.get("retained-snapshots", _KEPT)),
    })  # fmt: skip
    await cli.print_uuid("VMSS", made)
