"""Commands that look at what xapid does, and at what keeps VMs and disks from working."""

from __future__ import annotations

from xapid.model.errors import XenError
from xe.commands.cli import Cli
from xe.commands.columns import print_columns
from xe.commands.declare import HOST_SELECTORS, STANDARD, Command, command, declare
from xe.commands.listing import columns as columns_of
from xe.commands.listing import record_of
from xe.commands.records import RECORDS
from xe.commands.selectors import HOST, choose, on_hosts
from xe.commands.values import Row

_HOSTS = (HOST_SELECTORS,)

#: Figures that network_stats can be asked for alone.
_REQUESTS = ("uri", "method", "params")


@command("diagnostic-compact", "", "", _HOSTS)
async def diagnostic_compact(cli: Cli) -> None:
    """Have xapid give memory back that it no longer uses."""
    await on_hosts(cli, lambda host: cli.call("Diagnostics.gc_compact", host.ref))


@command("diagnostic-gc-stats", "", "", _HOSTS)
async def diagnostic_gc_stats(cli: Cli) -> None:
    """Show the memory of xapid, in bytes, and what its garbage collection did."""

    async def act(host: Row) -> None:
        found = await cli.call("Diagnostics.gc_stats", host.ref)
        await cli.printer.table([list(found.items())])

    await on_hosts(cli, act)


@command("diagnostic-db-stats")
async def diagnostic_db_stats(cli: Cli) -> None:
    """Show how many objects of each class there are, and how the database fares."""
    rows = list((await cli.call("Diagnostics.db_stats")).items())
    await print_columns(cli.printer, ("figure", "value"), rows)


@command("diagnostic-net-stats", "", " ".join(_REQUESTS), _HOSTS)
async def diagnostic_net_stats(cli: Cli) -> None:
    """Show how many requests came, by method and path; method and uri pick some."""
    wanted = {name: cli.params[name] for name in _REQUESTS if name in cli.params}

    async def act(host: Row) -> None:
        found = await cli.call("Diagnostics.network_stats", host.ref, wanted)
        await print_columns(cli.printer, ("method", "uri", "requests"), found)

    await on_hosts(cli, act)


@command("diagnostic-timing-stats")
async def diagnostic_timing_stats(cli: Cli) -> None:
    """Show how long calls took on every host, in milliseconds on average."""
    table = []
    for host in await cli.call("host.get_all"):
        named = [("host-uuid", await cli.uuid("host", host)),
                 ("host-name-label", await cli.call("host.get_name_label", host))]  # fmt: skip
        table.append([*named, *(await cli.call("host.get_diagnostic_timing_stats", host)).items()])
    await cli.printer.table(table)


def _text(name: str, method: str, doc: str) -> None:
    """Declare a command that prints a text about the host that ``uuid`` names."""

    async def run(cli: Cli) -> None:
        host = await _host(cli)
        await cli.printer.message((await cli.call(method, host.ref)).rstrip("\n"))

    declare(Command(name, doc, run, ("uuid",)))


async def _host(cli: Cli) -> Row:
    """The host that ``uuid`` names, as selectors find it."""
    return (await choose(cli, HOST, [("uuid", cli.params["uuid"])], one=True))[0]


_text("host-get-sm-diagnostics", "host.get_sm_diagnostics",
      "Show which disks the storage of a host holds open, and for whom.")  # fmt: skip
_text("host-get-thread-diagnostics", "host.get_thread_diagnostics",
      "Show what every thread and task of xapid on a host does now.")  # fmt: skip


@command("host-sm-dp-destroy", "uuid dp", "allow-leak")
async def host_sm_dp_destroy(cli: Cli) -> None:
    """Close the disks that a host's storage holds open for a device that no VM uses."""
    host = await _host(cli)
    await cli.call("host.sm_dp_destroy", host.ref, cli.params["dp"], cli.flag("allow-leak"))


@command("host-send-debug-keys", "host-uuid keys", local=True)
async def host_send_debug_keys(cli: Cli) -> None:
    """Send keys to a host's hypervisor that make it tell what it does."""
    await cli.call("host.send_debug_keys", await cli.find("host", "host-uuid"), cli.params["keys"])


async def _show(cli: Cli, table: str, class_name: str, refs: list[str], names: str, title: str = "") -> None:
    """Print parameters of records, what costs included."""
    of, lookup = RECORDS[table], cli.lookup(len(refs))
    params, structured = columns_of(of, names), cli.printer.structured
    rows = [await cli.record(class_name, ref) for ref in refs]
    records = [
        await record_of(of, params, row, lookup, expensive=True, structured=structured) for row in rows
    ]
    await cli.printer.table(records, title=title)


@command("diagnostic-vdi-status", "uuid")
async def diagnostic_vdi_status(cli: Cli) -> None:
    """Show how a disk stands, and the devices of VMs that it is in."""
    vdi = await cli.find("VDI")
    await _show(cli, "vdi", "VDI", [vdi], "uuid,name-label,sr-uuid,sharable,read-only,storage-lock")
    vbds = await cli.call("VDI.get_VBDs", vdi)
    names = "uuid,vm-uuid,vm-name-label,device,bootable,mode,currently-attached"
    await _show(
        cli, "vbd", "VBD", vbds, names, "Devices that have the disk:" if vbds else "No device has it."
    )


@command("diagnostic-vm-status", "uuid", "", (STANDARD,))
async def diagnostic_vm_status(cli: Cli) -> None:
    """Show how a VM stands: its disks, where it could be started, and whether it could run anywhere."""
    vm = await cli.find("VM")
    await _show(cli, "vm", "VM", [vm], "uuid,name-label,power-state,possible-hosts")
    vbds = await cli.call("VM.get_VBDs", vm)
    names = "uuid,vdi-uuid,vdi-name-label,empty,device,bootable,currently-attached,attachable"
    await _show(cli, "vbd", "VBD", vbds, names, "Whether its disks can be attached:")
    hosts = [(await cli.call("host.get_name_label", host),
              await _judged(cli, "VM.assert_can_boot_here", vm, host))
             for host in await cli.call("host.get_all")]  # fmt: skip
    await cli.printer.table([hosts], title="Whether it can be started on each host:")
    anywhere = await _judged(cli, "VM.assert_agile", vm)
    await cli.printer.list(f"Whether it can run on every host: {anywhere}")


async def _judged(cli: Cli, method: str, *args: str) -> str:
    """Whether a message that only checks finds nothing wrong, and else what."""
    try:
        await cli.call(method, *args)
    except XenError as error:
        return f"{'not known' if error.code == 'NOT_IMPLEMENTED' else 'no'} ({error})"
    return "yes"
