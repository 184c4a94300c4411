"""The few questions and orders that we have for the kernel, over netlink."""

import asyncio
import errno
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import wraps
from ipaddress import IPv4Interface, IPv6Interface, ip_interface
from socket import AF_BRIDGE, AF_INET, AF_INET6
from typing import Any, Concatenate, ParamSpec, TypeVar

from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError

from xapid.network.aside import Aside
from xapid.network.errors import NetworkError, NetworkTimeout, NicNotFound

IFF_UP = 0x1
ARPHRD_ETHER = 1
RTPROT_KERNEL = 2
RT_TABLE_MAIN = 254
_GONE = (errno.ENODEV, errno.ENXIO)

P = ParamSpec("P")
T = TypeVar("T")
Interface = IPv4Interface | IPv6Interface


@dataclass(frozen=True)
class Link:
    """A network device, as the kernel describes it."""

    index: int
    name: str
    kind: str
    mac: str
    mtu: int
    up: bool
    carrier: bool
    master: int
    alias: str
    arptype: int
    multicast_snooping: bool | None = None
    stats: dict[str, int] = field(compare=False, default_factory=dict)


@dataclass(frozen=True)
class Route:
    """A route of the main table that somebody set: `dst` is empty for the default route."""

    family: int
    index: int
    dst: str
    gateway: str
    metric: int
    proto: int
    scope: int
    prefsrc: str = ""


def parse_link(message: Any) -> Link | None:
    """The device in a link message; None if the message is about something else."""
    if message["family"] == AF_BRIDGE or message.get("ifname") is None:
        return None
    return Link(
        index=message["index"],
        name=message.get("ifname"),
        kind=message.get(("linkinfo", "kind")) or "",
        mac=message.get("address") or "",
        mtu=message.get("mtu") or 0,
        up=bool(message["flags"] & IFF_UP),
        carrier=bool(message.get("carrier")),
        master=message.get("master") or 0,
        alias=message.get("ifalias") or "",
        arptype=message["ifi_type"],
        multicast_snooping=_flag(message.get(("linkinfo", "data", "br_mcast_snooping"))),
        stats=message.get("stats64") or {},
    )


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _aside(
    method: Callable[Concatenate["Kernel", P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate["Kernel", P], Coroutine[Any, Any, T]]:
    # The kernel does what it is told within send(): removing a bridge, say, holds the caller up.
    @wraps(method)
    async def run(self: "Kernel", *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.aside.run(method(self, *args, **kwargs))

    return run


class Kernel:
    """An open conversation with the kernel. Methods raise NetlinkError, which `Netlink.open` translates."""

    def __init__(self, ip: AsyncIPRoute, aside: Aside) -> None:
        self._ip = ip
        self.aside = aside

    @_aside
    async def links(self) -> list[Link]:
        """All devices of this network namespace."""
        found = [parse_link(message) async for message in await self._ip.link("dump")]
        return [link for link in found if link is not None]

    @_aside
    async def find(self, name: str) -> Link | None:
        """The device of that name, if there is one."""
        try:
            messages = await self._ip.link("get", ifname=name)
        except NetlinkError as error:
            if error.code in _GONE:
                return None
            raise
        return next((link for link in map(parse_link, messages) if link is not None), None)

    async def get(self, name: str) -> Link:
        """The device of that name. Raises NicNotFound."""
        link = await self.find(name)
        if link is None:
            raise NicNotFound(f"there is no network device {name}")
        return link

    @_aside
    async def add_bridge(self, name: str) -> Link:
        """Make a bridge, down and bare."""
        await self._ip.link("add", ifname=name, kind="bridge")
        return await self.get(name)

    @_aside
    async def change(self, link: Link, **wanted: Any) -> None:
        """Change properties of a device, in pyroute2's words (mtu, state, master...)."""
        await self._ip.link("set", index=link.index, **wanted)

    @_aside
    async def delete(self, link: Link) -> None:
        """Remove a device; one that is gone already is fine."""
        try:
            await self._ip.link("del", index=link.index)
        except NetlinkError as error:
            if error.code not in _GONE:
                raise

    @_aside
    async def addresses(self, family: int = 0) -> list[tuple[int, Interface]]:
        """Every address with the index of its device; link-local IPv6 ones too."""
        found: list[tuple[int, Interface]] = []
        for each in (AF_INET, AF_INET6) if not family else (family,):
            async for message in await self._ip.addr("dump", family=each):
                local = message.get("local") or message.get("address")
                found.append((message["index"], ip_interface(f"{local}/{message['prefixlen']}")))
        return found

    @_aside
    async def add_address(self, link: Link, address: Interface) -> None:
        """Give a device an address; one that it has is fine."""
        wanted = {"index": link.index, "address": str(address.ip), "prefixlen": address.network.prefixlen}
        if isinstance(address, IPv4Interface) and address.network.prefixlen < 31:
            wanted["broadcast"] = str(address.network.broadcast_address)
        await self._tolerate((errno.EEXIST,), self._ip.addr("add", **wanted))

    @_aside
    async def remove_address(self, link: Link, address: Interface) -> None:
        """Take an address from a device; one that it has not is fine."""
        wanted = {"index": link.index, "address": str(address.ip), "prefixlen": address.network.prefixlen}
        await self._tolerate((errno.EADDRNOTAVAIL, *_GONE), self._ip.addr("del", **wanted))

    @_aside
    async def routes(self) -> list[Route]:
        """The routes of the main table that lead to one device each."""
        found = []
        for family in (AF_INET, AF_INET6):
            async for message in await self._ip.route("dump", family=family, table=RT_TABLE_MAIN):
                if message.get("oif") is not None and message.get("table") == RT_TABLE_MAIN:
                    found.append(_parse_route(family, message))
        return found

    @_aside
    async def set_route(self, route: Route, index: int) -> None:
        """Have the route lead to the device of that index."""
        wanted = {"dst": route.dst or "default", "oif": index, "proto": route.proto, "scope": route.scope}
        optional = {"gateway": route.gateway, "priority": route.metric, "prefsrc": route.prefsrc}
        wanted |= {key: value for key, value in optional.items() if value}
        await self._ip.route("replace", family=route.family, table=RT_TABLE_MAIN, **wanted)

    @_aside
    async def remove_route(self, route: Route) -> None:
        """Take a route away; one that is gone is fine."""
        wanted = {"dst": route.dst or "default", "oif": route.index, "proto": route.proto}
        optional = {"gateway": route.gateway, "priority": route.metric}
        wanted |= {key: value for key, value in optional.items() if value}
        order = self._ip.route("del", family=route.family, table=RT_TABLE_MAIN, **wanted)
        await self._tolerate((errno.ESRCH, *_GONE), order)

    async def _tolerate(self, codes: Iterable[int], order: Any) -> None:
        try:
            await order
        except NetlinkError as error:
            if error.code not in codes:
                raise


def _parse_route(family: int, message: Any) -> Route:
    dst = message.get("dst")
    return Route(
        family=family,
        index=message.get("oif"),
        dst=f"{dst}/{message['dst_len']}" if dst else "",
        gateway=message.get("gateway") or "",
        metric=message.get("priority") or 0,
        proto=message["proto"],
        scope=message["scope"],
        prefsrc=message.get("prefsrc") or "",
    )


class Netlink:
    """Opens conversations with the kernel, none of which holds up the event loop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._aside = Aside()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Kernel]:
        """A conversation with a deadline. Raises NetworkTimeout, NetworkError."""
        try:
            async with asyncio.timeout(self._seconds):
                ip = await self._aside.run(_socket())
                try:
                    yield Kernel(ip, self._aside)
                finally:
                    self._aside.post(ip.close)
        except TimeoutError as error:
            self._aside.close()
            raise NetworkTimeout(f"the kernel did not do it within {self._seconds:g} s") from error
        except NetlinkError as error:
            if error.code in _GONE:
                raise NicNotFound("the network device is gone") from error
            raise NetworkError(f"the kernel refused: {error.args[-1]}") from error

    def close(self) -> None:
        """Give up the thread."""
        self._aside.close()


async def _socket() -> AsyncIPRoute:
    return AsyncIPRoute()
