"""What the host is: processor, memory, versions."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from pathlib import Path

import libvirt

from xapid.hypervisor.capabilities import Capabilities
from xapid.hypervisor.connection import SLOW, Connection
from xapid.hypervisor.state import HostInfo


class Host(Connection):
    """The part of the driver that describes its machine."""

    async def host_info(self) -> HostInfo:
        return await self._on_host(lambda connection: _host_info(connection, self.capabilities), SLOW)


def _host_info(connection: libvirt.virConnect, table: Capabilities) -> HostInfo:
    told = ET.fromstring(connection.getCapabilities())
    cpus = processors()
    first = cpus[0] if cpus else {}
    memory = _meminfo()
    return HostInfo(
        uuid=told.findtext("host/uuid", ""),
        hostname=connection.getHostname(),
        cpu_vendor=first.get("vendor_id", ""),
        cpu_model=first.get("model name", ""),
        cpu_family=first.get("cpu family", ""),
        cpu_model_number=first.get("model", ""),
        cpu_stepping=first.get("stepping", ""),
        cpu_flags=tuple(first.get("flags", "").split()),
        cpu_count=len(cpus) or os.cpu_count() or 1,
        cpu_sockets=len({cpu.get("physical id", "0") for cpu in cpus}) or 1,
        cpu_mhz=float(first.get("cpu MHz", 0)),
        memory_total=memory["MemTotal"],
        memory_free=memory["MemAvailable"],
        accelerator=table.accelerator,
        libvirt_version=_version(connection.getLibVersion()),
        qemu_version=_version(connection.getVersion()),
        kernel_version=os.uname().release,
        uefi=table.uefi_for(secure_boot=False) is not None,
        secure_boot=table.uefi_for(secure_boot=True) is not None,
        cpu_tuning=table.cpu_tuning,
    )


def processors(text: str | None = None) -> list[dict[str, str]]:
    """/proc/cpuinfo, one dictionary for each processor."""
    blocks = (text if text is not None else Path("/proc/cpuinfo").read_text()).strip().split("\n\n")
    pairs = [[line.partition(":") for line in block.splitlines()] for block in blocks]
    return [{key.strip(): value.strip() for key, _, value in lines} for lines in pairs]


def _meminfo() -> dict[str, int]:
    lines = (line.split() for line in Path("/proc/meminfo").read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[-1] == "kB"}


def _version(number: int) -> str:
    return f"{number // 1_000_000}.{number // 1000 % 1000}.{number % 1000}"
