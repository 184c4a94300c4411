"""Listing the host's NICs: what the kernel, /sys and the resolver's file say, side by side."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from socket import AF_INET, AF_INET6

from xapid.network.door import Door
from xapid.network.hardware import Hardware, read_hardware
from xapid.network.netlink import ARPHRD_ETHER, Interface, Kernel, Link, Route
from xapid.network.resolver import Resolver
from xapid.network.spec import NicInfo


async def list_nics(kernel: Kernel, door: Door, resolver: Resolver) -> list[NicInfo]:
    """All Ethernet devices, ordered by name."""
    links = await kernel.links()
    addresses, routes = await kernel.addresses(), await kernel.routes()
    ethernet = sorted((link for link in links if link.arptype == ARPHRD_ETHER), key=lambda link: link.name)
    hardware = await door(lambda: [read_hardware(link.name) for link in ethernet])
    dns = await door(resolver.read)
    names = {link.index: link.name for link in links}
    management = _management(routes)
    return [
        _nic(
            link, facts, names.get(link.master), [a for i, a in addresses if i == link.index], routes, dns
        ).model_copy(update={"is_management": link.index == management})
        for link, facts in zip(ethernet, hardware, strict=True)
    ]


def _default(routes: Sequence[Route], family: int, index: int | None = None) -> Route | None:
    ours = [r for r in routes if r.family == family and not r.dst and index in (None, r.index)]
    return min(ours, key=lambda route: route.metric, default=None)


def _management(routes: Sequence[Route]) -> int | None:
    route = _default(routes, AF_INET) or _default(routes, AF_INET6)
    return route.index if route else None


def _nic(
    link: Link,
    facts: Hardware,
    bridge: str | None,
    addresses: Sequence[Interface],
    routes: Sequence[Route],
    dns: tuple[str, ...],
) -> NicInfo:
    v4, v6 = _default(routes, AF_INET, link.index), _default(routes, AF_INET6, link.index)
    return NicInfo(
        device=link.name,
        mac=link.mac,
        mtu=link.mtu,
        up=link.up,
        carrier=link.up and link.carrier,
        kind=link.kind,
        multicast_snooping=link.multicast_snooping,
        bridge=bridge,
        ipv4=tuple(a for a in addresses if isinstance(a, IPv4Interface)),
        ipv6=tuple(a for a in addresses if isinstance(a, IPv6Interface)),
        gateway=IPv4Address(v4.gateway) if v4 and v4.gateway else None,
        ipv6_gateway=IPv6Address(v6.gateway) if v6 and v6.gateway else None,
        dns=dns if v4 or v6 else (),
        **vars(facts),
    )
