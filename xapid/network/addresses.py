"""The host's own addresses on a bridge with an uplink: those of the card, or what was configured."""

from contextlib import suppress
from ipaddress import IPv4Interface, IPv6Interface
from pathlib import Path
from socket import AF_INET, AF_INET6

from xapid.network.netlink import RTPROT_KERNEL, Interface, Kernel, Link, Route
from xapid.network.spec import HostAddresses, Ipv4Setting, Ipv6Setting

_RTPROT_STATIC = 4
_SCOPE_UNIVERSE = 0

#: Added to the number of a device: the metric of a gateway that is asked when there is no other.
_BEHIND = 1 << 16


def chosen(wanted: HostAddresses, family: int) -> Ipv4Setting | Ipv6Setting | None:
    """What was configured for the family."""
    return wanted.ipv4 if family == AF_INET else wanted.ipv6


def family_of(address: Interface) -> int:
    """AF_INET or AF_INET6."""
    return AF_INET if isinstance(address, IPv4Interface) else AF_INET6


def default_route(setting: Ipv4Setting | Ipv6Setting, family: int, index: int) -> list[Route]:
    """The route that a configured gateway makes."""
    if setting.gateway is None:
        return []
    metric = 0 if setting.leads else _BEHIND + index
    return [Route(family, index, "", str(setting.gateway), metric, _RTPROT_STATIC, _SCOPE_UNIVERSE)]


async def settle(kernel: Kernel, bridge: Link, family: int, addresses: list[Interface],
                 routes: list[Route]) -> None:  # fmt: skip
    """Have these addresses and routes of the family on the bridge, and no others but link-local ones."""
    found = [a for i, a in await kernel.addresses(family) if i == bridge.index and not a.is_link_local]
    for address in found:
        if address not in addresses:  # others of its subnet may go with it
            await kernel.remove_address(bridge, address)
    for address in addresses:
        await kernel.add_address(bridge, address)
    own = {(route.dst, route.gateway, route.metric) for route in routes}
    for route in await kernel.routes():
        ours = route.index == bridge.index and route.family == family and route.proto != RTPROT_KERNEL
        if ours and (route.dst, route.gateway, route.metric) not in own:
            await kernel.remove_route(route)
    for route in routes:
        await kernel.set_route(route, bridge.index)


def set_ipv6(bridge: str, setting: Ipv6Setting | None) -> None:
    """Have the bridge listen to routers, or not; as a card does when nothing is configured. Blocks."""
    learns = setting is None or setting.autoconf
    wanted = {"autoconf": str(int(learns)), "accept_ra": str(int(learns)), "disable_ipv6": "0"}
    directory = Path("/proc/sys/net/ipv6/conf") / bridge
    with suppress(FileNotFoundError):  # a kernel without IPv6
        if all((directory / name).read_text().strip() == value for name, value in wanted.items()):
            return
        if learns and setting is not None:
            (directory / "disable_ipv6").write_text("1")  # off and on again: it asks the routers
        for name, value in wanted.items():
            (directory / name).write_text(value)


def interfaces(setting: Ipv4Setting | Ipv6Setting) -> list[IPv4Interface | IPv6Interface]:
    """The address that a setting names, if any."""
    return [setting.address] if setting.address is not None else []
