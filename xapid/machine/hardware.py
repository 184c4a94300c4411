"""What the machine is made of, as Linux tells it in /proc and /sys."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from xapid.machine.firmware import bios_strings, secure_boot


@dataclass(frozen=True)
class Hardware:
    """The machine at one moment."""

    cpus: list[dict[str, str]]
    """/proc/cpuinfo, one dictionary for each processor."""
    cores_online: int
    sockets: int
    threads_per_core: int
    numa_nodes: int
    memory_total: int
    kernel: str
    boot_time: float
    """Unix time, in seconds."""
    iommu: bool
    secure_boot: bool
    bios_strings: dict[str, str] = field(default_factory=dict)
    release: str = ""
    """Name of the distribution, with its version."""

    @property
    def first_cpu(self) -> dict[str, str]:
        """The processor that stands for all."""
        return self.cpus[0] if self.cpus else {}


def survey(proc: Path = Path("/proc"), sys: Path = Path("/sys")) -> Hardware:
    """Look at the machine. What cannot be read is left empty."""
    cpus = processors((proc / "cpuinfo").read_text())
    nodes = sys / "devices/system/node"
    return Hardware(
        cpus=cpus,
        cores_online=len(cpus) or os.cpu_count() or 1,
        sockets=len({cpu.get("physical id", "0") for cpu in cpus}) or 1,
        threads_per_core=_threads_per_core(cpus[0] if cpus else {}),
        numa_nodes=len(list(nodes.glob("node[0-9]*"))) or 1,
        memory_total=memory(proc)["MemTotal"],
        kernel=os.uname().release,
        boot_time=time.time() - float((proc / "uptime").read_text().split()[0]),
        iommu=(sys / "class/iommu").is_dir() and any((sys / "class/iommu").iterdir()),
        secure_boot=secure_boot(sys),
        bios_strings=bios_strings(sys),
        release=_release(),
    )


def processors(text: str) -> list[dict[str, str]]:
    """The text of /proc/cpuinfo as one dictionary for each processor."""
    blocks = (block for block in text.strip().split("\n\n") if block)
    pairs = [[line.partition(":") for line in block.splitlines()] for block in blocks]
    return [{key.strip(): value.strip() for key, _, value in lines} for lines in pairs]


def memory(proc: Path = Path("/proc")) -> dict[str, int]:
    """/proc/meminfo, in bytes. MemAvailable is what could be given to guests now."""
    lines = (line.split() for line in (proc / "meminfo").read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[-1] == "kB"}


def _threads_per_core(cpu: dict[str, str]) -> int:
    try:
        return max(1, int(cpu["siblings"]) // int(cpu["cpu cores"]))
    except (KeyError, ValueError, ZeroDivisionError):
        return 1


def _release() -> str:
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return ""
    pairs = (line.partition("=") for line in lines)
    return next((value.strip('"') for key, _, value in pairs if key == "PRETTY_NAME"), "")
