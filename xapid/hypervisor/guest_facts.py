"""libvirt's flat list of what an agent says, in the shape that XenAPI clients expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xapid.hypervisor.state import NicState

Told = Mapping[str, Any]


def os_version(told: Told) -> dict[str, str]:
    """The guest's operating system; what it does not say is left out."""
    numbers = str(told.get("os.version-id", "")).split(".")
    found = {
        "name": told.get("os.pretty-name") or told.get("os.name"),
        "distro": told.get("os.id"),
        "major": numbers[0],
        "minor": numbers[1] if len(numbers) > 1 else None,
        "uname": told.get("os.kernel-release"),
    }
    return {key: str(value) for key, value in found.items() if value}


def guest_networks(told: Told, nics: Iterable[NicState]) -> dict[str, str]:
    """All addresses, each under the index of the NIC with the same MAC address."""
    index_of = {nic.mac.lower(): nic.index for nic in nics}
    found: dict[str, str] = {}
    for interface in _items(told, "if"):
        index = index_of.get(str(told.get(f"{interface}.hwaddr", "")).lower())
        if index is None:
            continue
        count = {"ipv4": 0, "ipv6": 0}
        for address in _items(told, f"{interface}.addr"):
            kind, text = told.get(f"{address}.type"), told.get(f"{address}.addr")
            if kind not in count or not text:
                continue
            found[f"{index}/{kind}/{count[kind]}"] = str(text)
            count[kind] += 1
        if count["ipv4"]:
            found[f"{index}/ip"] = found[f"{index}/ipv4/0"]
    return found


def guest_disks(told: Told) -> dict[str, str]:
    """Mounted file systems: type, total and used bytes."""
    return {
        str(told[f"{fs}.mountpoint"]): " ".join(
            str(told[f"{fs}.{fact}"])
            for fact in ("fstype", "total-bytes", "used-bytes")
            if f"{fs}.{fact}" in told
        )
        for fs in _items(told, "fs")
        if f"{fs}.mountpoint" in told
    }


def _items(told: Told, name: str) -> Iterator[str]:
    return (f"{name}.{number}" for number in range(told.get(f"{name}.count", 0)))
