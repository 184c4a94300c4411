"""Commands about high availability: VMs of a host that is lost are restarted on others."""

from __future__ import annotations

from typing import Any

from xe.commands.cli import Cli
from xe.commands.declare import HIDDEN, command
from xe.commands.failures import CommandFailure
from xe.commands.printer import Record
from xe.commands.quantities import read_int


@command("pool-ha-enable", "", "heartbeat-sr-uuids ha-config:")
async def pool_ha_enable(cli: Cli) -> None:
    """Restart the VMs of a host that is lost on others."""
    uuids = [uuid for uuid in cli.params.get("heartbeat-sr-uuids").split(",") if uuid]
    srs = [await cli.by_uuid("SR", uuid) for uuid in uuids]
    await cli.call("pool.enable_ha", srs, cli.params.under("ha-config"))


@command("pool-ha-compute-max-host-failures-to-tolerate")
async def pool_ha_compute_max_host_failures_to_tolerate(cli: Cli) -> None:
    """Print how many hosts may be lost so that all protected VMs can still be restarted."""
    await cli.printer.list(str(await cli.call("pool.ha_compute_max_host_failures_to_tolerate")))


@command("pool-ha-prevent-restarts-for", "seconds", "", (HIDDEN,))
async def pool_ha_prevent_restarts_for(cli: Cli) -> None:
    """Let high availability restart no VMs for a while."""
    await cli.call("pool.ha_prevent_restarts_for", read_int("seconds", cli.params["seconds"]))


@command("pool-ha-disable")
async def pool_ha_disable(cli: Cli) -> None:
    """Restart VMs of lost hosts no more."""
    await cli.call("pool.disable_ha")


@command("pool-ha-compute-hypothetical-max-host-failures-to-tolerate", "", "vm-uuid restart-priority")
async def pool_ha_compute_hypothetical(cli: Cli) -> None:
    """Print how many hosts might be lost were each vm-uuid given the restart-priority behind it."""
    uuids = [value for name, value in cli.params.pairs if name == "vm-uuid"]
    priorities = [value for name, value in cli.params.pairs if name == "restart-priority"]
    if len(uuids) != len(priorities):
        raise CommandFailure("Each vm-uuid needs a restart-priority, and each of those a vm-uuid")
    vms = [await cli.by_uuid("VM", uuid) for uuid in uuids]
    wanted = dict(zip(vms, priorities, strict=True))
    most = await cli.call("pool.ha_compute_hypothetical_max_host_failures_to_tolerate", wanted)
    await cli.printer.list(str(most))


@command("pool-ha-compute-vm-failover-plan", "host-uuids", "", (HIDDEN,))
async def pool_ha_compute_vm_failover_plan(cli: Cli) -> None:
    """Show where the VMs of these hosts would be restarted if the hosts were lost."""
    hosts = [await cli.by_uuid("host", uuid) for uuid in cli.params["host-uuids"].split(",") if uuid]
    vms = [vm for host in hosts for vm in await cli.call("host.get_resident_VMs", host)
           if not await cli.call("VM.get_is_control_domain", vm)]  # fmt: skip
    plan = await cli.call("pool.ha_compute_vm_failover_plan", hosts, vms)
    await cli.printer.table([await _fate(cli, vm, where) for vm, where in plan.items()])


async def _fate(cli: Cli, vm: str, told: dict[str, Any]) -> Record:
    """What would become of a VM: the host that it would be restarted on, or why it would not be."""
    lines = [("uuid", await cli.uuid("VM", vm)), ("name-label", await cli.call("VM.get_name_label", vm))]
    for key, value in told.items():
        if key == "host":
            lines.append(("host-uuid", await cli.uuid("host", value)))
            lines.append(("host-name-label", await cli.call("host.get_name_label", value)))
        else:
            lines.append((key, value))
    return lines
