"""Commands that make VMs: from templates, from each other, from nothing."""

from __future__ import annotations

from xml.etree import ElementTree

from xapid.model.errors import XenError
from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, STANDARD, VM_SELECTORS, command
from xe.commands.failures import CommandFailure, MissingParameter
from xe.commands.filters import equals
from xe.commands.progress import call_with_progress
from xe.commands.selectors import on_vms
from xe.commands.values import Row

_VMS = (STANDARD, VM_SELECTORS)


@command("vm-install", "new-name-label", "sr-name-label sr-uuid template copy-bios-strings-from", (STANDARD,))
async def vm_install(cli: Cli) -> None:
    """Make a VM from a template, with the disks that it asks for in a repository of your choice."""
    template = await _template(cli)
    sr = await _repository(cli)
    host = await cli.find("host", "copy-bios-strings-from") if "copy-bios-strings-from" in cli.params else ""
    name = cli.params["new-name-label"]
    if sr:
        vm = await cli.call("VM.copy", template.ref, name, sr)
    else:
        vm = await cli.call("VM.clone", template.ref, name)
    try:
        if sr:
            await _place_disks(cli, vm, sr)
            await cli.call("VM.set_suspend_SR", vm, sr)
        await cli.call("VM.set_name_description", vm, "Installed by xe")
        if host:
            await cli.call("VM.copy_bios_strings", vm, host)
        await cli.call("VM.provision", vm)
    except BaseException:
        await _remove(cli, vm)
        raise
    await cli.print_uuid("VM", vm)


async def _remove(cli: Cli, vm: str) -> None:
    """Delete a VM that was just made, and the copies of its template's disks."""
    vbds = [await cli.record("VBD", ref) for ref in await cli.call("VM.get_VBDs", vm)]
    await cli.call("VM.destroy", vm)
    for vdi in dict.fromkeys(vbd["VDI"] for vbd in vbds if vbd["type"] != "CD" and not vbd["empty"]):
        await cli.call("VDI.destroy", vdi)


async def _template(cli: Cli) -> Row:
    """The template that the user names, by uuid or name."""
    words = [cli.params.get(n) for n in ("template", "template-uuid", "template-name-label")]
    wanted = next((word for word in words if word), "")
    if not wanted:
        raise CommandFailure("Name a template: template=NAME-OR-UUID")
    expression = " or ".join(equals(field, wanted) for field in ("uuid", "name_label"))
    found = await cli.call("VM.get_all_records_where", expression) if '"' not in wanted else {}
    templates = [vm for vm in found.values() if vm["is_a_template"]]
    if not templates:
        raise CommandFailure(f"No template has the name or uuid {wanted}")
    if len(templates) > 1:
        raise CommandFailure(f"Several templates have the name {wanted}: choose one by its uuid")
    if templates[0]["is_a_snapshot"]:
        raise CommandFailure("A VM is made from a template, not from a snapshot: use snapshot-clone first")
    row: Row = templates[0]
    return row


async def _repository(cli: Cli) -> str:
    """The repository that the user chose; empty for none."""
    if "sr-uuid" in cli.params:
        return await cli.find("SR", "sr-uuid")
    if "sr-name-label" not in cli.params:
        return ""
    found: list[str] = await cli.call("SR.get_by_name_label", cli.params["sr-name-label"])
    if len(found) != 1:
        reason = "Several repositories have" if found else "No repository has"
        raise CommandFailure(f"{reason} the name {cli.params['sr-name-label']}")
    return found[0]


async def _place_disks(cli: Cli, vm: str, sr: str) -> None:
    """Write the chosen repository into the list of disks to make."""
    disks = (await cli.call("VM.get_other_config", vm)).get("disks", "")
    if not disks:
        return
    if "<!" in disks:  # entities can make a short text very long
        raise CommandFailure("The template's list of disks is not plain XML")
    try:
        listed = ElementTree.fromstring(disks)
    except ElementTree.ParseError as error:
        raise CommandFailure(f"The template's list of disks cannot be read: {error}") from None
    uuid = await cli.uuid("SR", sr)
    for disk in listed.iter("disk"):
        disk.set("sr", uuid)
    await cli.call("VM.remove_from_other_config", vm, "disks")
    await cli.call("VM.add_to_other_config", vm, "disks", ElementTree.tostring(listed, encoding="unicode"))


@command("vm-clone", "new-name-label", "new-name-description", _VMS)
async def vm_clone(cli: Cli) -> None:
    """Make a twin of a halted VM or of a template, whose disks share what neither has changed."""
    name = cli.params["new-name-label"]
    made = await on_vms(cli, lambda vm: call_with_progress(cli, "VM.clone", vm.ref, name), templates=True)
    await _finish(cli, made)


@command("vm-copy", "new-name-label", "new-name-description sr-uuid", _VMS)
async def vm_copy(cli: Cli) -> None:
    """Make a twin of a halted VM or of a template with full copies of its disks, in a repository of your
    choice."""
    name = cli.params["new-name-label"]
    sr = await cli.find("SR", "sr-uuid") if "sr-uuid" in cli.params else NULL_REF
    made = await on_vms(cli, lambda vm: call_with_progress(cli, "VM.copy", vm.ref, name, sr), templates=True)
    await _finish(cli, made)


@command("vm-snapshot", "new-name-label", "new-name-description ignore-vdi-uuids", _VMS)
async def vm_snapshot(cli: Cli) -> None:
    """Keep the present state of a VM's disks under a name."""
    name = cli.params["new-name-label"]
    ignored = [await cli.by_uuid("VDI", u) for u in cli.params.get("ignore-vdi-uuids").split(",") if u]
    await _finish(cli, await on_vms(cli, lambda vm: cli.call("VM.snapshot", vm.ref, name, ignored)))


@command("vm-snapshot-with-quiesce", "new-name-label", "new-name-description", _VMS)
async def vm_snapshot_with_quiesce(cli: Cli) -> None:
    """Once kept the state of a VM's disks while its guest held still; the API does not have that any more."""
    name = cli.params["new-name-label"]
    await _finish(cli, await on_vms(cli, lambda vm: cli.call("VM.snapshot_with_quiesce", vm.ref, name)))


@command("vm-checkpoint", "new-name-label", "new-name-description", _VMS)
async def vm_checkpoint(cli: Cli) -> None:
    """Keep the present state of a VM's disks and memory under a name."""
    name = cli.params["new-name-label"]
    await _finish(cli, await on_vms(cli, lambda vm: cli.call("VM.checkpoint", vm.ref, name)))


async def _finish(cli: Cli, made: list[str]) -> None:
    """Describe what was made, and print the uuids."""
    for vm in made:
        if "new-name-description" in cli.params:
            await cli.call("VM.set_name_description", vm, cli.params["new-name-description"])
        await cli.print_uuid("VM", vm)


@command("snapshot-clone", "new-name-label", "uuid new-name-description", (STANDARD,))
async def snapshot_clone(cli: Cli) -> None:
    """Make a template from a snapshot, whose disks share what neither has changed."""
    snapshot = await snapshot_of(cli)
    await _finish(cli, [await cli.call("VM.clone", snapshot, cli.params["new-name-label"])])


@command("snapshot-copy", "new-name-label", "uuid new-name-description sr-uuid", (STANDARD,))
async def snapshot_copy(cli: Cli) -> None:
    """Make a template from a snapshot with full copies of its disks."""
    snapshot = await snapshot_of(cli)
    sr = await cli.find("SR", "sr-uuid") if "sr-uuid" in cli.params else NULL_REF
    await _finish(cli, [await cli.call("VM.copy", snapshot, cli.params["new-name-label"], sr)])


async def snapshot_of(cli: Cli) -> str:
    """The snapshot that uuid or snapshot-uuid names."""
    if "uuid" not in cli.params and "snapshot-uuid" not in cli.params:
        raise MissingParameter("snapshot-uuid")
    ref = await cli.find("VM", "snapshot-uuid" if "snapshot-uuid" in cli.params else "uuid")
    if not await cli.call("VM.get_is_a_snapshot", ref):
        raise CommandFailure("This is the uuid of a VM, not of a snapshot")
    return ref


@command("snapshot-revert", "", "uuid snapshot-uuid", (STANDARD,))
async def snapshot_revert(cli: Cli) -> None:
    """Take a VM back to where a snapshot of it was made."""
    await call_with_progress(cli, "VM.revert", await snapshot_of(cli))


@command("snapshot-reset-powerstate", "", "uuid snapshot-uuid force", _VMS)
async def snapshot_reset_powerstate(cli: Cli) -> None:
    """Call a snapshot halted: its saved memory is given up."""
    cli.insist("The memory that was saved with the snapshot would be lost.")
    await cli.call("VM.power_state_reset", await snapshot_of(cli))


_NEW_VM = {
    "user_version": 1, "is_a_template": False, "affinity": NULL_REF, "memory_static_max": 256 << 20,
    "memory_dynamic_max": 256 << 20, "memory_dynamic_min": 128 << 20, "memory_static_min": 128 << 20,
    "VCPUs_params": {}, "VCPUs_max": 1, "VCPUs_at_startup": 1, "actions_after_shutdown": "destroy",
    "actions_after_reboot": "restart", "actions_after_crash": "destroy", "PV_bootloader": "",
    "PV_kernel": "", "PV_ramdisk": "", "PV_args": "", "PV_bootloader_args": "", "PV_legacy_args": "",
    "HVM_boot_policy": "BIOS order", "HVM_boot_params": {"order": "cdn"}, "platform": {}, "PCI_bus": "",
    "other_config": {}, "recommendations": "",
}  # fmt: skip


@command("vm-create", "name-label", "name-description", (HIDDEN,))
async def vm_create(cli: Cli) -> None:
    """Make a VM of one processor and 256 MiB, with nothing in it."""
    label, description = cli.params["name-label"], cli.params.get("name-description")
    vm = await cli.call("VM.create", {**_NEW_VM, "name_label": label, "name_description": description})
    await cli.print_uuid("VM", vm)


@command("vm-destroy", "uuid")
async def vm_destroy(cli: Cli) -> None:
    """Forget a halted VM; its disks stay."""
    vm = await cli.find("VM")
    if await cli.call("VM.get_is_control_domain", vm):
        raise XenError("OPERATION_NOT_ALLOWED", "The control domain is the host itself")
    await cli.call("VM.destroy", vm)
