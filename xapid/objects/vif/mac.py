"""MAC addresses for VIFs that were given none."""

from __future__ import annotations

import hashlib
from typing import Any


def derived_mac(vm: Any, device: str) -> str:
    """The address of the VM's card ``device``: always the same for one mac_seed, locally administered."""
    seed = vm.other_config.get("mac_seed", vm.uuid)
    digest = bytearray(hashlib.sha256(f"{seed}/{device}".encode()).digest()[:6])
    digest[0] = (digest[0] & 0xFC) | 0x02  # of one card, and not of any maker
    return ":".join(f"{byte:02x}" for byte in digest)
