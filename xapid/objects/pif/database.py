"""Interfaces in the database alone: what the host has is neither asked nor changed."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Interface

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.network.spec import check_device_name, check_mac
from xapid.objects.bond import Bond
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.network import Network
from xapid.objects.network.settings import checked_mtu
from xapid.objects.pif.declaration import (
    PIF,
    IpConfigurationMode,
    Ipv6ConfigurationMode,
    PrimaryAddressType,
)
from xapid.objects.pif.sync import UNTAGGED, remove
from xapid.objects.pif_metrics import PifMetrics
from xapid.objects.vlan import VLAN as VlanObject

HIGHEST_TAG = 4094


@message(PIF, role=POOL_OPERATOR,
         errors=("MAC_INVALID", "INVALID_VALUE", "VLAN_TAG_INVALID", "INVALID_IP_ADDRESS_SPECIFIED",
                 "DUPLICATE_PIF_DEVICE_NAME"),
         params={"VLAN_master_of": "VLAN ref", "bond_slave_of": "Bond ref", "IPv6": "string set",
                 "properties": "(string -> string) map"})  # fmt: skip
async def db_introduce(
    ctx: Context, device: str, network: Network, host: Host, MAC: str, MTU: int, VLAN: int, physical: bool,
    ip_configuration_mode: IpConfigurationMode, IP: str, netmask: str, gateway: str, DNS: str,
    bond_slave_of: Bond | None, VLAN_master_of: VlanObject | None, management: bool,
    other_config: dict[str, str], disallow_unplug: bool = False,
    ipv6_configuration_mode: Ipv6ConfigurationMode = Ipv6ConfigurationMode.None_, IPv6: tuple[str, ...] = (),
    ipv6_gateway: str = "", primary_address_type: PrimaryAddressType = PrimaryAddressType.IPv4,
    managed: bool = True, properties: dict[str, str] = {},  # noqa: B006 - never changed
) -> PIF:  # fmt: skip
    """Enter an interface into the database only.

    For this host it lasts until the next look at the host's cards, which knows better.
    """
    _check(host, device, MAC, VLAN)
    for name, text in (("IP", IP), ("netmask", netmask), ("gateway", gateway)):
        _check_address(IPv4Address, name, text)
    for text in IPv6:
        _check_address(IPv6Interface, "IPv6", text)
    with ctx.change():
        return ctx.store.create(
            PIF, device=device, device_name=device, network=network, host=host, MAC=MAC,
            MTU=checked_mtu(MTU), VLAN=VLAN, physical=physical, currently_attached=False, IP=IP,
            netmask=netmask, gateway=gateway, DNS=DNS, bond_slave_of=bond_slave_of,
            VLAN_master_of=VLAN_master_of, management=management, other_config=other_config,
            disallow_unplug=disallow_unplug, ip_configuration_mode=ip_configuration_mode,
            ipv6_configuration_mode=ipv6_configuration_mode, IPv6=IPv6, ipv6_gateway=ipv6_gateway,
            primary_address_type=primary_address_type, managed=managed, properties=properties,
            metrics=ctx.store.create(PifMetrics),
        )  # fmt: skip


def _check(host: Host, device: str, mac: str, tag: int) -> None:
    try:
        check_device_name(device)
    except ValueError:
        raise XenError("INVALID_VALUE", "device", device) from None
    try:
        check_mac(mac)
    except ValueError:
        raise XenError("MAC_INVALID", mac) from None
    if tag != UNTAGGED and not 0 <= tag <= HIGHEST_TAG:
        raise XenError("VLAN_TAG_INVALID", tag)
    if any(pif.device == device and tag == pif.VLAN for pif in host.PIFs):
        raise XenError("DUPLICATE_PIF_DEVICE_NAME", device)


def _check_address(kind: type[IPv4Address] | type[IPv6Interface], name: str, text: str) -> None:
    try:
        if text:
            kind(text)
    except ValueError:
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", name) from None


@message(PIF, role=POOL_OPERATOR)
async def db_forget(ctx: Context, self: PIF) -> None:
    """Delete an interface from the database only; a scan finds it again."""
    with ctx.change():
        remove(ctx, self)
