"""Where the host's own addresses come from, on cards that are ours to change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface, ip_address
from typing import Any

from xapid.model.errors import XenError, not_implemented
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.network.errors import NetworkError, ResolverNotOurs
from xapid.network.spec import HostAddresses, Ipv4Setting, Ipv6Setting
from xapid.objects.context import Context
from xapid.objects.network.adoption import require_adopted
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.pif.declaration import (
    PIF,
    IpConfigurationMode,
    Ipv6ConfigurationMode,
    PrimaryAddressType,
)
from xapid.objects.pif.sync import sync_pifs
from xapid.objects.undo import quietly

#: More name servers are never asked.
MOST_SERVERS = 3
_ERRORS = ("INVALID_IP_ADDRESS_SPECIFIED", "PIF_CONFIGURATION_ERROR", "PIF_IS_MANAGEMENT_INTERFACE",
           "PIF_UNMANAGED", "OPERATION_NOT_ALLOWED", "CLUSTERING_ENABLED")  # fmt: skip


@message(PIF, role=POOL_OPERATOR, errors=_ERRORS)
async def reconfigure_ip(ctx: Context, self: PIF, mode: IpConfigurationMode, IP: str, netmask: str,
                         gateway: str, DNS: str) -> None:  # fmt: skip
    """Set where the IPv4 address comes from; the other settings count in mode Static.

    The card has to be adopted: the address is that of the host on the card's bridge. If it cannot be set, or
    not be kept, the old one comes back. The gateway of a card that the host is not managed over comes after
    all others. Mode DHCP answers NOT_IMPLEMENTED. ``DNS``, separated by commas, is written to the file that
    the setting ``resolv_conf`` names; empty leaves it as it is.
    """
    if mode == IpConfigurationMode.DHCP:
        raise not_implemented("PIF.reconfigure_ip with mode DHCP")
    static = mode == IpConfigurationMode.Static
    setting = _ipv4(IP, netmask, gateway) if static else Ipv4Setting()
    if not static:
        _require_dispensable(self, PrimaryAddressType.IPv4)
    await _configure(ctx, self, _servers(DNS) if static else (), ipv4=setting)


@message(PIF, role=POOL_OPERATOR, errors=_ERRORS)
async def reconfigure_ipv6(ctx: Context, self: PIF, mode: Ipv6ConfigurationMode, IPv6: str, gateway: str,
                           DNS: str) -> None:  # fmt: skip
    """Set where the IPv6 address comes from; the other settings count in mode Static, IPv6 with its prefix.

    The same holds as for reconfigure_ip.
    """
    if mode == Ipv6ConfigurationMode.DHCP:
        raise not_implemented("PIF.reconfigure_ipv6 with mode DHCP")
    if mode == Ipv6ConfigurationMode.None_:
        _require_dispensable(self, PrimaryAddressType.IPv6)
    static = mode == Ipv6ConfigurationMode.Static
    setting = _ipv6(IPv6, gateway) if static else Ipv6Setting(autoconf=mode == Ipv6ConfigurationMode.Autoconf)
    await _configure(ctx, self, _servers(DNS) if static else (), ipv6=setting)


@message(PIF, role=POOL_OPERATOR,
         errors=("PIF_HAS_NO_NETWORK_CONFIGURATION", "PIF_HAS_NO_V6_NETWORK_CONFIGURATION"))  # fmt: skip
async def set_primary_address_type(ctx: Context, self: PIF, primary_address_type: PrimaryAddressType) -> None:
    """Choose the kind of address that management uses; the interface has to have one of that kind."""
    require_address(self, primary_address_type)
    with ctx.change():
        self.primary_address_type = primary_address_type
    await sync_pifs(ctx, ())


def require_address(pif: PIF, kind: PrimaryAddressType) -> None:
    """PIF_HAS_NO_NETWORK_CONFIGURATION, or ..._V6_..., unless it has an address of that kind."""
    if kind == PrimaryAddressType.IPv4 and not pif.IP:
        raise XenError("PIF_HAS_NO_NETWORK_CONFIGURATION", pif.ref)
    if kind == PrimaryAddressType.IPv6 and not pif.IPv6:
        raise XenError("PIF_HAS_NO_V6_NETWORK_CONFIGURATION", pif.ref)


def _require_dispensable(pif: PIF, kind: PrimaryAddressType) -> None:
    """The address over which the host is managed stays."""
    if pif.management and pif.primary_address_type == kind:
        raise XenError("PIF_IS_MANAGEMENT_INTERFACE", pif.ref)


async def _configure(ctx: Context, pif: PIF, servers: tuple[str, ...], **families: Any) -> None:
    require_adopted(ctx, pif)
    driver = ctx.services.network
    leads = pif.management or not any(other.management for other in pif.host.PIFs)
    families = {name: setting.model_copy(update={"leads": leads}) for name, setting in families.items()}
    async with ctx.services.reach.changing, AsyncExitStack() as undo:
        bridge = await ensure_bridge(ctx, pif.network)
        undo.push_async_callback(quietly, sync_pifs, ctx, ())
        with _as_errors_of(pif):
            if servers:
                asked = await driver.set_name_servers(servers)
                undo.push_async_callback(quietly, driver.set_name_servers, asked)
            before = await _configured(ctx, bridge)
            undo.push_async_callback(quietly, driver.configure, bridge, before)
            await driver.configure(bridge, before.model_copy(update=families))
        await sync_pifs(ctx, ())
        await ctx.durable()
        undo.pop_all()


async def _configured(ctx: Context, bridge: str) -> HostAddresses:
    found = (nic.configured for nic in await ctx.services.network.list_nics() if nic.device == bridge)
    return next(found, HostAddresses())


@contextmanager
def _as_errors_of(pif: PIF) -> Iterator[None]:
    try:
        yield
    except ResolverNotOurs as error:
        raise XenError("OPERATION_NOT_ALLOWED", str(error)) from error
    except NetworkError as error:
        raise XenError("PIF_CONFIGURATION_ERROR", pif.ref, str(error)) from error


def _ipv4(address: str, netmask: str, gateway: str) -> Ipv4Setting:
    ip = _read(IPv4Address, "IP", address)
    mask = _read(IPv4Address, "netmask", netmask)
    with _invalid("netmask"):
        interface = IPv4Interface(f"{ip}/{mask}")
    if interface.netmask != mask:  # a host mask, such as 0.0.0.255
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", "netmask")
    _require_host("IP", interface)
    with _invalid("IP"):
        alone = Ipv4Setting(address=interface)
    if not gateway:
        return alone
    with _invalid("gateway"):
        return Ipv4Setting(address=interface, gateway=IPv4Address(gateway))


def _ipv6(address: str, gateway: str) -> Ipv6Setting:
    if "/" not in address or "%" in address:
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", "IPv6")
    interface = _read(IPv6Interface, "IPv6", address)
    _require_host("IPv6", interface)
    if not gateway:
        return Ipv6Setting(address=interface)
    with _invalid("gateway"):
        return Ipv6Setting(address=interface, gateway=IPv6Address(gateway))


def _require_host(name: str, address: IPv4Interface | IPv6Interface) -> None:
    if address.is_multicast or address.is_unspecified or address.is_loopback or address.is_link_local:
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", name)


def _servers(text: str) -> tuple[str, ...]:
    found = tuple(str(_read(ip_address, "DNS", part.strip())) for part in text.split(",") if part.strip())
    if len(found) > MOST_SERVERS or any("%" in server for server in found):
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", "DNS")
    return found


def _read(kind: Any, name: str, text: str) -> Any:
    with _invalid(name):
        return kind(text)


@contextmanager
def _invalid(name: str) -> Iterator[None]:
    try:
        yield
    except ValueError:
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", name) from None
