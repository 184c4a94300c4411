"""The record of this host: made at the first start, brought up to date at each."""

from __future__ import annotations

import asyncio
import socket
import time
from datetime import UTC, datetime
from pathlib import Path

from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.state import HostInfo
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.host.availability import enable_again
from xapid.objects.host.declaration import Host
from xapid.objects.host_cpu import HostCpu
from xapid.objects.host_metrics import HostMetrics
from xapid.version import VERSION

#: The version of the API that the specification describes.
API_VERSION = (2, 23)
#: Serial number of the original's database schema, which some clients read.
DATABASE_VERSION = "5.909"
#: xapid asks for no licence; this is the day by which clients judge that one has not run out.
LICENCE_END = "20991231T23:59:59Z"
METRICS_SECONDS = 10.0


async def appear(ctx: Context, host_uuid: str) -> Host:
    """The record of this machine, true as of now. HypervisorError when it cannot be asked."""
    info = await ctx.services.hypervisor.host_info()
    with ctx.change():
        host = ctx.store.by_uuid(Host, host_uuid)
        if host is None:
            host = _new_host(ctx, host_uuid)
        enable_again(host)
        _describe(ctx, host, info)
        _describe_cpus(ctx, host, info)
        record_memory(host, info)
    return host


def _new_host(ctx: Context, host_uuid: str) -> Host:
    name = ctx.services.config.name_label or socket.gethostname()
    metrics = ctx.store.create(HostMetrics, live=True)
    return ctx.store.create(Host, uuid=host_uuid, name_label=name, metrics=metrics, enabled=True)


def _describe(ctx: Context, host: Host, info: HostInfo) -> None:
    config = ctx.services.config
    host.API_version_major, host.API_version_minor = API_VERSION
    host.API_version_vendor = "xapid"
    host.hostname = socket.gethostname()
    host.address = ctx.services.address
    host.software_version = {
        "product_version": config.product_version,
        "product_version_text": config.product_version,
        "product_version_text_short": ".".join(config.product_version.split(".")[:2]),
        "platform_name": "XCP",
        "platform_version": config.platform_version,
        "product_brand": config.product_brand,
        "build_number": VERSION,
        "hostname": host.hostname,
        "date": "",
        "dbv": DATABASE_VERSION,
        "xapi": "26.1",
        "xapi_build": VERSION,
        "xapid": VERSION,
        "xen": "",
        "linux": info.kernel_version,
        "libvirt": info.libvirt_version,
        "qemu": info.qemu_version,
        "xencenter_min": "2.21",
        "xencenter_max": "2.21",
        "network_backend": "bridge",
        "accelerator": info.accelerator,
    }
    host.capabilities = ["hvm-3.0-x86_32", "hvm-3.0-x86_32p", "hvm-3.0-x86_64"]
    host.cpu_info = {
        "cpu_count": str(info.cpu_count),
        "socket_count": str(info.cpu_sockets),
        "threads_per_core": "1",
        "vendor": info.cpu_vendor,
        "speed": f"{info.cpu_mhz:.3f}",
        "modelname": info.cpu_model,
        "family": info.cpu_family,
        "model": info.cpu_model_number,
        "stepping": info.cpu_stepping,
        "flags": " ".join(info.cpu_flags),
        "features": "",
        "features_hvm": "",
        "features_pv": "",
        "features_hvm_host": "",
        "features_pv_host": "",
    }
    host.sched_policy = "linux"
    host.supported_bootloaders = ["generic"]
    host.license_params = {"sku_type": "free", "expiry": LICENCE_END, "version": config.product_version,
                           "company": "", "productcode": "", "sockets": str(info.cpu_sockets)}  # fmt: skip
    host.edition = "xapid"
    host.editions = ["xapid"]
    host.virtual_hardware_platform_versions = (0, 1, 2)
    host.chipset_info = {"iommu": "false"}
    boot = time.time() - float(Path("/proc/uptime").read_text().split()[0])
    # Clients read these as numbers with a dot at the end.
    host.other_config = {**host.other_config, "boot_time": f"{boot:.0f}.",
                         "agent_start_time": f"{time.time():.0f}."}  # fmt: skip


def _describe_cpus(ctx: Context, host: Host, info: HostInfo) -> None:
    present = {cpu.number: cpu for cpu in host.host_CPUs}
    for number in range(info.cpu_count):
        cpu = present.pop(number, None) or ctx.store.create(HostCpu, host=host, number=number)
        cpu.vendor, cpu.modelname, cpu.speed = info.cpu_vendor, info.cpu_model, int(info.cpu_mhz)
        cpu.family = int(info.cpu_family or 0)
        cpu.model = int(info.cpu_model_number or 0)
        cpu.stepping = info.cpu_stepping
        cpu.flags = " ".join(info.cpu_flags)
    for gone in present.values():
        ctx.store.destroy(gone)


def record_memory(host: Host, info: HostInfo) -> None:
    """Write down the host's memory, inside a change; small differences are not worth an event."""
    metrics = host.metrics
    if abs(metrics.memory_free - info.memory_free) < 16 << 20 and metrics.memory_total == info.memory_total:
        return
    metrics.memory_total, metrics.memory_free = info.memory_total, info.memory_free
    metrics.live = True
    metrics.last_updated = datetime.now(UTC).replace(microsecond=0)


async def follow_memory(ctx: Context) -> None:
    """Keep host_metrics fresh for as long as the daemon runs."""
    while True:
        await asyncio.sleep(METRICS_SECONDS)
        try:
            info = await ctx.services.hypervisor.host_info()
            with ctx.change():
                record_memory(ctx.services.host, info)
        except (HypervisorError, XenError):
            continue  # the next round asks again
