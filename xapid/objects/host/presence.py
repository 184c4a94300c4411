"""The record of this host: made at the first start, brought up to date at each."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import UTC, datetime

from xapid.machine.hardware import Hardware
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.host.availability import enable_again
from xapid.objects.host.declaration import Host
from xapid.objects.host.licence import EDITION, parameters
from xapid.objects.host.versions import API_VERSION, software_version
from xapid.objects.host_cpu import HostCpu
from xapid.objects.host_metrics import HostMetrics

METRICS_SECONDS = 10.0
#: Differences of free memory that are not worth an event.
SMALL = 16 << 20


async def appear(ctx: Context, host_uuid: str) -> Host:
    """The record of this machine, true as of now; it runs no VMs before ``arrive``."""
    found, iqn = await ctx.services.machine.survey(), await ctx.services.machine.initiator_name()
    with ctx.change():
        host = ctx.store.by_uuid(Host, host_uuid)
        if host is None:
            host = _new_host(ctx, host_uuid)
        host.enabled = host.metrics.live = False
        host.iscsi_iqn = iqn
        _describe(ctx, host, found)
        _describe_machine(host, found)
        _describe_cpus(ctx, host, found)
        record_memory(ctx, host, found.memory_total)
    return host


async def arrive(ctx: Context) -> None:
    """The hypervisor answers: from now on the host runs VMs. HypervisorError when it has gone again."""
    info, host = await ctx.services.hypervisor.host_info(), ctx.services.host
    with ctx.change():
        host.software_version = {**host.software_version, "accelerator": info.accelerator,
                                 "libvirt": info.libvirt_version, "qemu": info.qemu_version}  # fmt: skip
        host.metrics.live = True
        enable_again(host)


def _new_host(ctx: Context, host_uuid: str) -> Host:
    name = ctx.services.config.name_label or socket.gethostname()
    return ctx.store.create(Host, uuid=host_uuid, name_label=name, metrics=ctx.store.create(HostMetrics))


def _describe(ctx: Context, host: Host, found: Hardware) -> None:
    config = ctx.services.config
    host.API_version_major, host.API_version_minor = API_VERSION
    host.API_version_vendor = "xapid"
    host.hostname = socket.gethostname()
    host.address = ctx.services.reach.address
    host.software_version = {**host.software_version, **software_version(config, host.hostname, found)}
    host.capabilities = ["hvm-3.0-x86_32", "hvm-3.0-x86_32p", "hvm-3.0-x86_64"]
    host.sched_policy = "linux"
    host.supported_bootloaders = ["generic"]
    host.license_params = parameters(config, found.sockets)
    host.edition = EDITION
    host.editions = [EDITION]
    host.virtual_hardware_platform_versions = (0, 1, 2)
    host.timezone = ctx.services.machine.clock.zone()
    # Clients read these as numbers with a dot at the end.
    host.other_config = {**host.other_config, "boot_time": f"{found.boot_time:.0f}.",
                         "agent_start_time": f"{time.time():.0f}."}  # fmt: skip


def _describe_machine(host: Host, found: Hardware) -> None:
    cpu = found.first_cpu
    host.bios_strings = found.bios_strings
    host.chipset_info = {"iommu": str(found.iommu).lower()}
    host.secure_boot = found.secure_boot
    host.cpu_configuration = {"numa_nodes": str(found.numa_nodes)}
    host.cpu_info = {
        "cpu_count": str(found.cores_online),
        "socket_count": str(found.sockets),
        "threads_per_core": str(found.threads_per_core),
        "vendor": cpu.get("vendor_id", ""),
        "speed": f"{float(cpu.get('cpu MHz', 0)):.3f}",
        "modelname": cpu.get("model name", ""),
        "family": cpu.get("cpu family", ""),
        "model": cpu.get("model", ""),
        "stepping": cpu.get("stepping", ""),
        "flags": cpu.get("flags", ""),
        "features": "",
        "features_hvm": "",
        "features_pv": "",
        "features_hvm_host": "",
        "features_pv_host": "",
    }


def _describe_cpus(ctx: Context, host: Host, found: Hardware) -> None:
    present = {cpu.number: cpu for cpu in host.host_CPUs}
    for number, told in enumerate(found.cpus):
        cpu = present.pop(number, None) or ctx.store.create(HostCpu, host=host, number=number)
        cpu.vendor, cpu.modelname = told.get("vendor_id", ""), told.get("model name", "")
        cpu.speed = int(float(told.get("cpu MHz", 0)))
        cpu.family, cpu.model = int(told.get("cpu family", 0)), int(told.get("model", 0))
        cpu.stepping, cpu.flags = told.get("stepping", ""), told.get("flags", "")
    for gone in present.values():
        ctx.store.destroy(gone)


def record_memory(ctx: Context, host: Host, total: int) -> None:
    """Write down the host's memory, inside a change, unless it is nearly as before."""
    metrics, free = host.metrics, ctx.services.machine.free_memory()
    if abs(metrics.memory_free - free) < SMALL and metrics.memory_total == total:
        return
    metrics.memory_total, metrics.memory_free = total, free
    metrics.last_updated = datetime.now(UTC).replace(microsecond=0)


async def follow_memory(ctx: Context) -> None:
    """Keep host_metrics fresh for as long as the daemon runs."""
    while True:
        await asyncio.sleep(METRICS_SECONDS)
        try:
            with ctx.change():
                host = ctx.services.host
                record_memory(ctx, host, host.metrics.memory_total)
        except XenError:
            continue  # the next round tries again
