"""What may stand in the record of a new VIF."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address
from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.network.spec import check_mac, check_mtu
from xapid.objects.vif.declaration import VifLockingMode
from xapid.objects.vif.mac import derived_mac

#: What a domain can have at most; see hypervisor.spec.NicSpec.
HIGHEST_DEVICE = 254

#: Modes that need nothing to hold packets back.
_OPEN = (VifLockingMode.network_default, VifLockingMode.unlocked)


def device_number(vm: Any, wanted: str) -> str:
    """The number of the new device; the lowest free one for ``autodetect`` or nothing.

    INVALID_DEVICE, or DEVICE_ALREADY_EXISTS when the VM has one of that number.
    """
    used = {vif.device for vif in vm.VIFs}
    if wanted in ("", "autodetect"):
        return next(str(number) for number in range(len(used) + 1) if str(number) not in used)
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 5 and int(wanted) <= HIGHEST_DEVICE):
        raise XenError("INVALID_DEVICE", wanted)
    number = str(int(wanted))
    if number in used:
        raise XenError("DEVICE_ALREADY_EXISTS", number)
    return number


def hardware_address(vm: Any, device: str, wanted: str) -> tuple[str, bool]:
    """The address of the new device, and whether it was generated. MAC_INVALID unless it is of one card."""
    if not wanted:
        return derived_mac(vm, device), True
    try:
        octets = bytes.fromhex(check_mac(wanted).replace(":", ""))
    except ValueError:
        raise XenError("MAC_INVALID", wanted) from None
    if octets[0] & 1 or not any(octets):  # of a group of cards, or of none
        raise XenError("MAC_INVALID", wanted)
    return wanted, False


def check_settings(values: dict[str, Any]) -> None:
    """INVALID_VALUE for what cannot be, NOT_IMPLEMENTED for what would have no effect."""
    if values["MTU"]:
        try:
            check_mtu(values["MTU"])
        except ValueError:
            raise XenError("INVALID_VALUE", "MTU", values["MTU"]) from None
    for name, kind in (("ipv4_allowed", IPv4Address), ("ipv6_allowed", IPv6Address)):
        for address in values.get(name, ()):
            try:
                kind(address)
            except ValueError:
                raise XenError("INVALID_VALUE", name, address) from None
    if values.get("locking_mode", VifLockingMode.network_default) not in _OPEN:
        raise not_implemented(f"VIF.create with locking_mode {values['locking_mode']}")
    if values.get("trunks"):
        raise not_implemented("VIF.create with trunks")
