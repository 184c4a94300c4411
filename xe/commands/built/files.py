"""Commands that carry disks and VMs in files."""

from __future__ import annotations

import itertools
import re

from xe.commands.built.vm_disks import repository
from xe.commands.built.vm_making import snapshot_of
from xe.commands.cli import Cli
from xe.commands.declare import STANDARD, VM_SELECTORS, command
from xe.commands.failures import CommandFailure
from xe.commands.quantities import read_bool
from xe.commands.selectors import VM, choose, on_vms
from xe.commands.transfers import download, progress_bar, transfer
from xe.commands.values import Row

_FORMATS = ("raw", "vhd", "qcow2", "tar")
_REF = re.compile(r"OpaqueRef:[0-9a-f-]{36}")


@command("vdi-import", "uuid filename", "format progress")
async def vdi_import(cli: Cli) -> None:
    """Fill a disk with the content of a file of yours."""
    vdi, filename = await cli.find("VDI"), cli.params["filename"]
    query = {"vdi": vdi, "format": _image_format(cli)}
    async with progress_bar(cli) as show:
        await transfer(cli, "Import of a disk", lambda url: cli.conversation.put(filename, url),
                       "/import_raw_vdi", query, show)  # fmt: skip


@command("vdi-export", "uuid filename", "format base progress")
async def vdi_export(cli: Cli) -> None:
    """Write the content of a disk to a new file of yours, or to stdout if it has no name."""
    vdi, filename = await cli.find("VDI"), cli.params["filename"]
    query = {"vdi": vdi, "format": _image_format(cli)}
    if cli.params.get("base"):
        query["base"] = await cli.find("VDI", "base")
    async with progress_bar(cli) as show:
        await transfer(cli, "Export of a disk", lambda url: cli.conversation.get(filename, url),
                       "/export_raw_vdi", query, show)  # fmt: skip


def _image_format(cli: Cli) -> str:
    """The format of a disk's file."""
    found = cli.params.get("format", "raw")
    if found not in _FORMATS:
        raise CommandFailure(
            f"Failed to parse parameter 'format': Expected one of {', '.join(_FORMATS)}; got {found}"
        )
    return found


@command("vm-export", "filename", "preserve-power-state compress metadata excluded-device-types "
         "include-snapshots", (STANDARD, VM_SELECTORS))  # fmt: skip
async def vm_export(cli: Cli) -> None:
    """Write VMs with their disks to new files of yours."""
    filename, numbers = cli.params["filename"], itertools.count(1)
    if filename in ("", "-"):
        vms = await choose(cli, VM, [("is-a-template", "false"), ("is-control-domain", "false")])
        if len(vms) > 1:
            raise CommandFailure("Several VMs do not fit into the standard output: name a file")

    async def export(vm: Row) -> None:
        number = next(numbers)
        await _export(cli, vm, filename + (str(number) if number > 1 else ""))

    await on_vms(cli, export)


@command("template-export", "filename template-uuid", "compress metadata excluded-device-types", (STANDARD,))
async def template_export(cli: Cli) -> None:
    """Write a template with its disks to a new file of yours."""
    template = await cli.record("VM", await cli.find("VM", "template-uuid"))
    if not template["is_a_template"]:
        raise CommandFailure("This is the uuid of a VM, not of a template")
    await _export(cli, template, cli.params["filename"])


@command("snapshot-export-to-template", "filename snapshot-uuid", "preserve-power-state compress metadata "
         "excluded-device-types", (STANDARD,))  # fmt: skip
async def snapshot_export_to_template(cli: Cli) -> None:
    """Write a snapshot with its disks to a new file of yours, as a template."""
    snapshot = await cli.record("VM", await snapshot_of(cli))
    await _export(cli, snapshot, cli.params["filename"])


async def _export(cli: Cli, vm: Row, filename: str) -> None:
    query = {
        "ref": vm.ref,
        "use_compression": _compression(cli),
        "preserve_power_state": _word(cli.flag("preserve-power-state")),
        "include_snapshots": _word(cli.flag("include-snapshots", True)),
        "excluded_device_types": cli.params.get("excluded-device-types"),
    }
    path = "/export_metadata" if cli.flag("metadata") else "/export"
    await download(cli, "Export", filename, path, query)


def _compression(cli: Cli) -> str:
    """How to pack the disks: gzip, zstd, or false for not at all. Raises CommandFailure."""
    said = cli.params.get("compress") or "false"
    if said in ("gzip", "zstd"):
        return said
    return "gzip" if read_bool("compress", said) else "false"


@command("vm-import", "", "filename preserve sr-uuid force host-username host-password type remote-config "
         "dry-run metadata url vdi:", (STANDARD,))  # fmt: skip
async def vm_import(cli: Cli) -> None:
    """Make VMs from a file of yours that vm-export wrote."""
    filename = cli.params.get("filename")
    if "url" in cli.params or "type" in cli.params or not filename:
        await _import_from_elsewhere(cli)
        return
    dry, metadata = cli.flag("dry-run"), cli.flag("metadata")
    if dry and not metadata:
        raise CommandFailure("Only the import of metadata can be tried beforehand: add metadata=true")
    query = {"restore": _word(cli.flag("preserve")), "force": _word(cli.force), "dry_run": _word(dry)}
    if cli.params.get("sr-uuid"):
        query["sr_id"] = await cli.find("SR", "sr-uuid")
    query |= {f"vdi:{old}": new for old, new in cli.params.under("vdi").items()}
    path = "/import_metadata" if metadata else "/import"
    ended = await transfer(cli, "Import", lambda url: cli.conversation.put(filename, url), path, query)
    made = [await cli.uuid("VM", ref) for ref in _REF.findall(ended["result"])]
    await cli.printer.print(*(made or ["xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"]))


async def _import_from_elsewhere(cli: Cli) -> None:
    """Import from a URL, or from a machine of another make."""
    if "url" in cli.params:
        sr = await repository(cli)
        made = await cli.call("VM.import", cli.params["url"], sr, cli.flag("preserve"), cli.force)
        await cli.printer.print(*[await cli.uuid("VM", ref) for ref in made])
    elif "type" in cli.params:
        await cli.call("VM.import_convert", cli.params["type"], cli.params.get("host-username"),
                       cli.params.get("host-password"), await repository(cli),
                       cli.params.under("remote-config"))  # fmt: skip
    else:
        raise CommandFailure("Name a file to import: filename=PATH")


def _word(flag: bool) -> str:
    return "true" if flag else "false"
