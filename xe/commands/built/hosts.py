"""Commands about hosts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from xapid.model.types import NULL_REF
from xe.commands.cli import Cli
from xe.commands.declare import (
    HIDDEN,
    HOST_SELECTORS,
    Command,
    command,
    declare,
)
from xe.commands.listing import records_of
from xe.commands.quantities import read_int
from xe.commands.records import RECORDS
from xe.commands.selectors import on_hosts
from xe.commands.values import Row

_HOSTS = (HOST_SELECTORS,)

#: Keys of other_config that a maintenance leaves, and enabling the host ends.
_MAINTENANCE = ("MAINTENANCE_MODE_EVACUATED_VMS_HALTED", "MAINTENANCE_MODE_EVACUATED_VMS_MIGRATED",
                "MAINTENANCE_MODE_EVACUATED_VMS_SUSPENDED")  # fmt: skip


def _hosts(name: str, method: str, doc: str, *args: Any, required: str = "") -> None:
    """Declare a command that calls a message of every selected host, with fixed arguments."""

    async def run(cli: Cli) -> None:
        await on_hosts(cli, lambda host: cli.call(method, host.ref, *args))

    declare(Command(name, doc, run, tuple(required.split()), (), _HOSTS))


def _told(name: str, method: str, doc: str, *, message: bool = True) -> None:
    """Declare a command that prints what a message of every selected host answers."""

    async def run(cli: Cli) -> None:
        async def ask(host: Row) -> None:
            found = await cli.call(method, host.ref)
            await (cli.printer.answer(found) if message else cli.printer.list(found))

        await on_hosts(cli, ask)

    declare(Command(name, doc, run, (), (), _HOSTS))


_hosts("host-reboot", "host.reboot",
       "Restart the machine of a disabled host; the setting host_control has to allow it.")  # fmt: skip
_hosts("host-shutdown", "host.shutdown",
       "Switch off the machine of a disabled host; the setting host_control has to allow it.")  # fmt: skip
_hosts("host-power-on", "host.power_on", "Switch on the machine of a host.")
_hosts("host-sync-data", "host.sync_data", "Send a host what it keeps beside the database.")
_hosts("host-enable-ssh", "host.enable_ssh", "Let administrators log in to a host by SSH.")
_hosts("host-disable-ssh", "host.disable_ssh", "Let nobody log in to a host by SSH.")
_hosts("host-disable-local-storage-caching", "host.disable_local_storage_caching",
       "Keep no copies of shared disks on a host.")  # fmt: skip
_hosts("host-reset-server-certificate", "host.reset_server_certificate",
       "Replace a host's certificate by one that it makes itself.")  # fmt: skip
_hosts("host-refresh-server-certificate", "host.refresh_server_certificate",
       "Make the certificate anew that a host shows to other hosts.", required="host")  # fmt: skip
_told("host-dmesg", "host.dmesg", "Print the messages of a host's kernel.", message=False)
_told("host-compute-free-memory", "host.compute_free_memory",
      "Print how much memory a host has for new VMs, in bytes.")  # fmt: skip
_told("host-compute-memory-overhead", "host.compute_memory_overhead",
      "Print how much memory a host needs for itself, in bytes.")  # fmt: skip
_told("host-get-server-certificate", "host.get_server_certificate", "Print the certificate of a host.")


@command("host-enable", "", "", _HOSTS)
async def host_enable(cli: Cli) -> None:
    """Let a host start VMs again."""

    async def enable(host: Row) -> None:
        for key in _MAINTENANCE:
            if key in host["other_config"]:
                await cli.call("host.remove_from_other_config", host.ref, key)
        await cli.call("host.enable", host.ref)

    await on_hosts(cli, enable)


@command("host-disable", "", "auto-enable", _HOSTS)
async def host_disable(cli: Cli) -> None:
    """Let a host start no more VMs, until it is enabled or (unless auto-enable=false) restarted."""
    again = cli.flag("auto-enable", True)
    await on_hosts(cli, lambda host: cli.call("host.disable", host.ref, again))


@command("host-evacuate", "", "network-uuid batch-size", _HOSTS)
async def host_evacuate(cli: Cli) -> None:
    """Move all VMs of a host to others."""
    network = await cli.find("network", "network-uuid") if "network-uuid" in cli.params else NULL_REF
    batch = read_int("batch-size", cli.params.get("batch-size", "0"))
    await on_hosts(cli, lambda host: cli.call("host.evacuate", host.ref, network, batch))


async def the_host(cli: Cli, param: str = "uuid") -> str:
    """The host that the user names, else the one that answers."""
    if param in cli.params:
        return await cli.find("host", param)
    return str(await cli.call("session.get_this_host", cli.session))


async def _print_map(cli: Cli, found: Iterable[tuple[str, Any]]) -> None:
    await cli.printer.table([list(found)], one=True)


@command("host-cpu-info", "", "uuid")
async def host_cpu_info(cli: Cli) -> None:
    """Show the processors of a host."""
    await _print_map(cli, (await cli.call("host.get_cpu_info", await the_host(cli))).items())


@command("host-get-cpu-features", "", "uuid")
async def host_get_cpu_features(cli: Cli) -> None:
    """Show what the processors of a host can do, as bits."""
    found = await cli.call("host.get_cpu_info", await the_host(cli))
    await _print_map(cli, ((key, value) for key, value in found.items() if key.startswith("features")))


@command("host-get-vms-which-prevent-evacuation", "uuid")
async def host_get_vms_which_prevent_evacuation(cli: Cli) -> None:
    """List the VMs that cannot leave a host, and why."""
    found = await cli.call("host.get_vms_which_prevent_evacuation", await cli.find("host"))
    wanted = cli.params.get("params") or "uuid,name-label,reason"
    for ref, reason in found.items():
        [record] = await records_of(cli, RECORDS["vm"], [await cli.record("VM", ref)], wanted)
        if wanted == "all" or "reason" in wanted.split(","):
            record = [*record, ("reason ( RO)", ",".join(reason))]
        await cli.printer.table([record])


@command("host-set-hostname-live", "host-uuid host-name", "", _HOSTS)
async def host_set_hostname_live(cli: Cli) -> None:
    """Give a host's machine another name."""
    await cli.call("host.set_hostname_live", await cli.find("host", "host-uuid"), cli.params["host-name"])


@command("host-set-power-on-mode", "power-on-mode", "power-on-config", _HOSTS)
async def host_set_power_on_mode(cli: Cli) -> None:
    """Say how a host's machine can be switched on: wake-on-lan, the name of a program, or nothing."""
    mode, config = cli.params["power-on-mode"], cli.params.under("power-on-config")
    await on_hosts(cli, lambda host: cli.call("host.set_power_on_mode", host.ref, mode, config))


@command("host-syslog-reconfigure", "host-uuid")
async def host_syslog_reconfigure(cli: Cli) -> None:
    """Send the log of xapid where the parameter logging:syslog_destination of its host says."""
    await cli.call("host.syslog_reconfigure", await cli.find("host", "host-uuid"))


@command("host-management-reconfigure", "pif-uuid")
async def host_management_reconfigure(cli: Cli) -> None:
    """Choose the interface by which a host is managed."""
    await cli.call("host.management_reconfigure", await cli.find("PIF", "pif-uuid"))


@command("host-forget", "uuid")
async def host_forget(cli: Cli) -> None:
    """Delete the record of a host that is lost; asks before it does."""
    host = await cli.find("host")
    if await cli.confirm("Forget a host only when it is lost for ever: its local disks go with it."):
        await cli.call("host.destroy", host)


@command("host-declare-dead", "uuid")
async def host_declare_dead(cli: Cli) -> None:
    """Say that a host is switched off, so that its VMs may be started elsewhere; asks before it does."""
    host = await cli.find("host")
    if await cli.confirm("If the host still runs, its VMs would run twice and damage their disks."):
        await cli.call("host.declare_dead", host)


@command("host-enable-local-storage-caching", "sr-uuid", "", _HOSTS)
async def host_enable_local_storage_caching(cli: Cli) -> None:
    """Keep copies of shared disks in a repository of a host's own."""
    sr = await cli.find("SR", "sr-uuid")
    await on_hosts(cli, lambda host: cli.call("host.enable_local_storage_caching", host.ref, sr))


@command("host-prepare-for-poweroff", "", "", (HIDDEN,))
async def host_prepare_for_poweroff(cli: Cli) -> None:
    """See to it that a host's power may go: no VM is on it, and all that was changed is on disk."""
    await cli.call("host.prepare_for_poweroff", await the_host(cli))


@command("host-retrieve-wlb-evacuate-recommendations", "uuid", "", (HIDDEN,))
async def host_retrieve_wlb_evacuate_recommendations(cli: Cli) -> None:
    """Show where workload balancing would move each VM to empty a host."""
    found = await cli.call("host.retrieve_wlb_evacuate_recommendations", await cli.find("host"))
    rows = [("VM", "[Host, RecID] / Error")]
    for ref, words in found.items():
        vm = await cli.record("VM", ref)
        rows.append((f"{vm['uuid']}({vm['name_label']})", " ".join(words)))
    await cli.printer.table([rows])
