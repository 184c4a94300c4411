"""Which disks of a device the host itself uses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from xapid.hardware.files import entries, text

_MOUNTS, _SWAPS = Path("/proc/self/mountinfo"), Path("/proc/swaps")


def mounted_below(device: Path) -> list[str]:
    """The disks and partitions of the device that are mounted, swapped to, or part of something. Blocks."""
    mounted = {line.split()[2] for line in _MOUNTS.read_text().splitlines()}
    swaps = {Path(line.split()[0]).name for line in _SWAPS.read_text().splitlines() if line}
    return [
        block.name
        for block in _blocks(device)
        if text(block / "dev") in mounted or block.name in swaps or entries(block / "holders")
    ]


def _blocks(device: Path) -> Iterator[Path]:
    """The disks that hang below the device, and their partitions."""
    with suppress(OSError):
        for directory, names, _ in os.walk(device.resolve(strict=True)):
            if Path(directory).parent.name == "block":
                yield Path(directory)
                yield from (Path(directory, name) for name in names if Path(directory, name, "dev").exists())
                names.clear()
