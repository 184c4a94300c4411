"""What the kernel counts about the machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from xapid.machine.hardware import memory


@dataclass(frozen=True)
class HostCounters:
    """The counts at one moment."""

    cpus: list[tuple[int, int]]
    """Of each processor: ticks at work, and ticks in all."""
    load: float
    """How many programs wanted to run, on average over the last minute."""
    memory_total: int
    memory_free: int
    nics: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By network card: bytes received and sent."""


def count(proc: Path = Path("/proc")) -> HostCounters:
    """Read the counts. They come from memory: nothing blocks."""
    sizes = memory(proc)
    return HostCounters(
        cpus=_cpus((proc / "stat").read_text()),
        load=float((proc / "loadavg").read_text().split()[0]),
        memory_total=sizes["MemTotal"],
        memory_free=sizes["MemAvailable"],
        nics=_nics((proc / "net/dev").read_text()),
    )


def _cpus(text: str) -> list[tuple[int, int]]:
    found = []
    for line in text.splitlines():
        name, *ticks = line.split()
        if name.startswith("cpu") and name != "cpu":
            counts = [int(tick) for tick in ticks[:8]]  # guests' time is in the user's already
            idle = counts[3] + counts[4]
            found.append((sum(counts) - idle, sum(counts)))
    return found


def _nics(text: str) -> dict[str, tuple[int, int]]:
    rows = (line.partition(":") for line in text.splitlines()[2:])
    split = ((name.strip(), counts.split()) for name, _, counts in rows)
    return {name: (int(counts[0]), int(counts[8])) for name, counts in split}
