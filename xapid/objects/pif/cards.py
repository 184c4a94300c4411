"""Which devices of the host are cards with a PIF of their own, and what is told of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from xapid.network.spec import Duplex, NicInfo
from xapid.objects.pif.declaration import (
    IpConfigurationMode,
    Ipv6ConfigurationMode,
    PifIgmpStatus,
    PrimaryAddressType,
)

#: Virtual devices that lead out of the host, when they are ports of a bridge that does.
_WAYS_OUT = ("bond", "vlan", "team")


def cards(nics: Sequence[NicInfo], named: Collection[str]) -> list[NicInfo]:
    """All physical cards, those in ``named``, and in any case one that the host is managed over."""
    chosen = [nic for nic in nics if nic.is_physical or nic.device in named]
    manager = next((nic for nic in nics if nic.is_management), None)
    if manager is not None and not any(_carries(nic, manager) for nic in chosen):
        ports = [nic for nic in nics if _carries(nic, manager) and nic.kind in _WAYS_OUT]
        chosen.append(ports[0] if ports else manager)
    return chosen


def managing_card(chosen: Sequence[NicInfo], nics: Sequence[NicInfo]) -> str:
    """The one card over which the host is managed; empty when the host has no default route."""
    manager = next((nic for nic in nics if nic.is_management), None)
    found = (nic.device for nic in chosen if manager is not None and _carries(nic, manager))
    return next(found, "")


def _carries(nic: NicInfo, manager: NicInfo) -> bool:
    return nic is manager or (manager.kind == "bridge" and nic.bridge == manager.device)


def pif_fields(nic: NicInfo, nics: dict[str, NicInfo], management: bool) -> dict[str, Any]:
    """The fields of a card's PIF; a card that is a bridge's port has the addresses of the bridge."""
    master = nics.get(nic.bridge or "")
    face = master if master is not None and master.kind == "bridge" else nic
    ipv4 = face.ipv4[0] if face.ipv4 else None
    ipv6 = tuple(str(address) for address in face.ipv6 if not address.is_link_local)
    described: dict[str, Any] = {"igmp_snooping_status": _igmp(face)}
    if bool(ipv4) != bool(ipv6):  # with both, somebody chooses
        described["primary_address_type"] = PrimaryAddressType.IPv4 if ipv4 else PrimaryAddressType.IPv6
    return described | {
        "MAC": nic.mac,
        "MTU": nic.mtu,
        "physical": nic.is_physical or nic.kind == "veth",
        "currently_attached": nic.up,
        "management": management,
        "ip_configuration_mode": IpConfigurationMode.Static if ipv4 else IpConfigurationMode.None_,
        "IP": str(ipv4.ip) if ipv4 else "",
        "netmask": str(ipv4.netmask) if ipv4 else "",
        "gateway": str(face.gateway or ""),
        "DNS": ",".join(face.dns),
        "ipv6_configuration_mode": _ipv6_mode(face, bool(ipv6)),
        "IPv6": ipv6,
        "ipv6_gateway": str(face.ipv6_gateway or ""),
    }


def _igmp(face: NicInfo) -> PifIgmpStatus:
    if face.multicast_snooping is None:
        return PifIgmpStatus.unknown
    return PifIgmpStatus.enabled if face.multicast_snooping else PifIgmpStatus.disabled


def _ipv6_mode(face: NicInfo, has_address: bool) -> Ipv6ConfigurationMode:
    if face.configured.ipv6 is not None and face.configured.ipv6.autoconf:
        return Ipv6ConfigurationMode.Autoconf
    if not has_address:
        return Ipv6ConfigurationMode.None_
    # Routers make themselves known by their link-local address.
    learnt = face.ipv6_gateway is not None and face.ipv6_gateway.is_link_local
    return Ipv6ConfigurationMode.Autoconf if learnt else Ipv6ConfigurationMode.Static


def metrics_fields(nic: NicInfo) -> dict[str, Any]:
    """The fields of a card's PIF_metrics."""
    return {
        "carrier": nic.carrier,
        "speed": nic.speed if nic.carrier else 0,
        "duplex": nic.duplex == Duplex.full,
        "vendor_id": nic.vendor_id,
        "vendor_name": nic.vendor_name,
        "device_id": nic.device_id,
        "device_name": nic.device_name,
        "pci_bus_path": nic.pci_bus_path,
    }
