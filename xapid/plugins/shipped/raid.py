#!/usr/bin/env python3
"""The first software RAID of the host, as the kernel tells."""

from __future__ import annotations

import json
from pathlib import Path

import XenAPIPlugin
from host_commands import read

BLOCK = Path("/sys/block")


def check_raid_pool(session: object, args: dict[str, str]) -> str:
    arrays = sorted(BLOCK.glob("md*/md"))
    return json.dumps(_array(arrays[0]) if arrays else {})


def _array(md: Path) -> dict[str, object]:
    volumes = [_volume(number, member) for number, member in enumerate(sorted(md.glob("dev-*")))]
    raid = {
        "Raid Level": read(md / "level"),
        "Raid Devices": read(md / "raid_disks"),
        "Array Size": str(int(read(md.parent / "size") or 0) * 512),
        "State": read(md / "array_state"),
        "Degraded Devices": read(md / "degraded") or "0",
    }
    return {"raid": raid, "volumes": volumes}


def _volume(number: int, member: Path) -> list[str]:
    major, _, minor = read(member / "block" / "dev").partition(":")
    name = member.name.removeprefix("dev-")
    return [str(number), major, minor, read(member / "slot"), read(member / "state"), f"/dev/{name}"]


XenAPIPlugin.dispatch({"check_raid_pool": check_raid_pool})
