"""Commands that delete a VM, a template or a snapshot together with the disks that are its own."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xe.commands.built.vm_making import snapshot_of
from xe.commands.cli import Cli
from xe.commands.declare import STANDARD, VM_SELECTORS, command
from xe.commands.failures import CommandFailure
from xe.commands.selectors import VM, choose, each
from xe.commands.values import Row

#: Says in other_config of a VBD that the disk goes when the VM goes.
_OWNER = "owner"


@command("vm-uninstall", "", "force", (STANDARD, VM_SELECTORS))
async def vm_uninstall(cli: Cli) -> None:
    """Delete a VM, its snapshots, and the disks that were made for it; asks before it does."""
    vms = await choose(cli, VM, [("is-a-template", "false"), ("is-control-domain", "false")])
    snapshots = [await cli.record("VM", ref) for vm in vms for ref in vm["snapshots"]]
    await _uninstall(cli, [*vms, *snapshots])


@command("template-uninstall", "template-uuid", "force", (STANDARD,))
async def template_uninstall(cli: Cli) -> None:
    """Delete a template and the disks that were made for it; asks before it does."""
    template = await cli.record("VM", await cli.find("VM", "template-uuid"))
    if not template["is_a_template"]:
        raise CommandFailure("This is the uuid of a VM, not of a template")
    await _uninstall(cli, [template])


@command("snapshot-uninstall", "", "uuid snapshot-uuid force", (STANDARD,))
async def snapshot_uninstall(cli: Cli) -> None:
    """Delete a snapshot and its disks; asks before it does."""
    await _uninstall(cli, [await cli.record("VM", await snapshot_of(cli))])


@command("snapshot-destroy", "", "uuid snapshot-uuid")
async def snapshot_destroy(cli: Cli) -> None:
    """Forget a snapshot; its disks stay."""
    await _destroy(cli, await cli.record("VM", await snapshot_of(cli)))


async def _uninstall(cli: Cli, vms: list[Row]) -> None:
    disks = {vm.ref: await _own_disks(cli, vm) for vm in vms}
    doomed = [f"VM : {vm['uuid']} ({vm['name_label']})" for vm in vms]
    doomed += [f"VDI: {d['uuid']} ({d['name_label']})" for vm in vms for d in disks[vm.ref]]
    for line in ("This will be deleted:", *doomed):
        await cli.printer.aside(line)
    if not await cli.confirm():
        return

    async def remove(vm: Row) -> None:
        await _destroy(cli, vm)
        for disk in disks[vm.ref]:
            await cli.call("VDI.destroy", disk.ref)

    await each(cli, vms, remove)
    await cli.printer.aside("All of it is deleted")


async def _own_disks(cli: Cli, vm: Row) -> list[Row]:
    """The disks that were made for the VM, and its saved memory."""
    refs = []
    for ref in vm["VBDs"]:
        vbd = await cli.record("VBD", ref)
        if _OWNER in vbd["other_config"]:
            refs.append(vbd["VDI"])
    refs.append(vm["suspend_VDI"])
    lookup = cli.lookup()
    disks = [await lookup.get("VDI", ref) for ref in dict.fromkeys(refs) if ref != NULL_REF]
    return [disk for disk in disks if disk is not None]


async def _destroy(cli: Cli, vm: Row) -> None:
    if await cli.call("VM.get_power_state", vm.ref) != "Halted":
        try:
            await cli.call("VM.hard_shutdown", vm.ref)
        except XenError as error:
            if error.code != "VM_BAD_POWER_STATE":  # it stopped by itself meanwhile
                raise
    await cli.call("VM.destroy", vm.ref)
