"""What may stand in the record of a new VIF."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.network.spec import check_mac, check_mtu
from xapid.objects.vif.mac import derived_mac
from xapid.objects.vif.traffic import rate

#: What a domain can have at most; see hypervisor.spec.NicSpec.
HIGHEST_DEVICE = 254


#: The fields that name the addresses of a locked device.
ALLOWED: dict[str, type[IPv4Address] | type[IPv6Address]] = {
    "ipv4_allowed": IPv4Address,
    "ipv6_allowed": IPv6Address,
}

#: More would make each packet of the guest slow to judge.
MOST_ADDRESSES = 256


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
    """Bring the settings into their usual writing.

    INVALID_VALUE and INVALID_IP_ADDRESS_SPECIFIED for what cannot be, NOT_IMPLEMENTED for what would have no
    effect.
    """
    if values["MTU"]:
        try:
            check_mtu(values["MTU"])
        except ValueError:
            raise XenError("INVALID_VALUE", "MTU", values["MTU"]) from None
    for name, kind in ALLOWED.items():
        if name in values:
            values[name] = addresses(kind, name, values[name])
    rate(values["qos_algorithm_type"], values["qos_algorithm_params"])
    if values.get("trunks"):
        raise not_implemented("VIF.create with trunks")


def addresses(kind: type[IPv4Address] | type[IPv6Address], name: str, values: Iterable[str]) -> list[str]:
    """The addresses in their usual writing, each once.

    INVALID_IP_ADDRESS_SPECIFIED, and INVALID_VALUE for too many.
    """
    found = []
    for value in values:
        try:
            address = kind(value)
        except ValueError:
            raise XenError("INVALID_IP_ADDRESS_SPECIFIED", name) from None
        if getattr(address, "scope_id", None) or address.is_multicast or address.is_unspecified:
            raise XenError("INVALID_IP_ADDRESS_SPECIFIED", name)
        found.append(str(address))
    unique = list(dict.fromkeys(found))
    if len(unique) > MOST_ADDRESSES:
        raise XenError("INVALID_VALUE", name, f"more than {MOST_ADDRESSES} addresses")
    return unique
