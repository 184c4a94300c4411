"""What can be measured on the host, now."""

from __future__ import annotations

import os
from typing import Any

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects import measuring
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.measuring import KIB, Reading, cpu, traffic

_TICKS = os.sysconf("SC_CLK_TCK")


@message(Host, role=READ_ONLY, asynchronous=False, params={"return": "data_source record set"})
async def get_data_sources(ctx: Context, host: Host) -> Any:
    """What can be measured on the host, with the present values, as rates over half a second."""
    return await measuring.sources(_look(ctx, host))


@message(Host, role=READ_ONLY, asynchronous=False)
async def query_data_source(ctx: Context, host: Host, data_source: str) -> float:
    """The present value of a data source of the host. INVALID_VALUE for one that there is not."""
    return await measuring.query(_look(ctx, host), data_source)


def _look(ctx: Context, host: Host) -> measuring.Look:
    async def look() -> dict[str, Reading]:
        told = ctx.services.machine.count()
        found = {f"cpu{n}": cpu(busy / _TICKS, n) for n, (busy, _) in enumerate(told.cpus)}
        mean = sum(busy for busy, _ in told.cpus) / _TICKS / max(1, len(told.cpus))
        found["cpu_avg"] = Reading(mean, "(fraction)", "share of the time that processors work", True, 1.0)
        found["loadavg"] = Reading(told.load, "(fraction)", "programs that want to run, over a minute")
        found["memory_total_kib"] = Reading(told.memory_total / KIB, "KiB", "memory of the host")
        found["memory_free_kib"] = Reading(told.memory_free / KIB, "KiB", "memory that VMs could have")
        return {**found, **_guests(host), **_nics(host, told.nics)}

    return look


def _guests(host: Host) -> dict[str, Reading]:
    running = [vm for vm in host.resident_VMs if not vm.is_control_domain]
    cpus = sum(vm.VCPUs_at_startup for vm in running)
    return {"running_domains": Reading(float(len(running)), "count", "VMs on the host"),
            "running_vcpus": Reading(float(cpus), "count", "virtual processors of these VMs")}  # fmt: skip


def _nics(host: Host, counts: dict[str, tuple[int, int]]) -> dict[str, Reading]:
    found, devices = {}, [pif.device for pif in host.PIFs if pif.physical and pif.device in counts]
    for device in devices:
        received, sent = counts[device]
        found[f"pif_{device}_rx"] = traffic(received, f"bytes received by {device}")
        found[f"pif_{device}_tx"] = traffic(sent, f"bytes sent by {device}")
    for number, word in enumerate(("rx", "tx")):
        total = sum(counts[device][number] for device in devices)
        found[f"pif_aggr_{word}"] = traffic(total, f"bytes {word} by all network cards")
    return found
