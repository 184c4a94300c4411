"""Link events from the kernel, told as what changed."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

from pyroute2 import AsyncIPRoute
from pyroute2.netlink.exceptions import NetlinkError
from pyroute2.netlink.rtnl import RTMGRP_IPV4_IFADDR, RTMGRP_IPV6_IFADDR, RTMGRP_LINK

from xapid.network.netlink import Link, Netlink, parse_link
from xapid.network.spec import LinkEvent, LinkEventKind

log = logging.getLogger(__name__)

_RETRY_SECONDS = 1.0
_GROUPS = RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR


async def watch_links(netlink: Netlink) -> AsyncIterator[LinkEvent]:
    """Events for ever. The first is a `resync`, and another follows each gap in what the kernel told."""
    while True:
        try:
            async with AsyncIPRoute() as ip:
                await ip.bind(groups=_GROUPS)
                async with netlink.open() as kernel:
                    table = {link.index: link for link in await kernel.links()}
                yield LinkEvent(kind=LinkEventKind.resync)
                async for event in _events(ip, table):
                    yield event
        except (NetlinkError, OSError) as error:  # ENOBUFS: it spoke faster than we listened
            log.warning("link events were lost: %s", error)
            await asyncio.sleep(_RETRY_SECONDS)


async def _events(ip: AsyncIPRoute, table: dict[int, Link]) -> AsyncIterator[LinkEvent]:
    while True:
        async for message in ip.get():
            for event in translate(message, table):
                yield event


def translate(message: Any, table: dict[int, Link]) -> list[LinkEvent]:
    """The events in one netlink message; `table`, the devices by index, is brought up to date."""
    if message["event"] in ("RTM_NEWADDR", "RTM_DELADDR"):
        known = table.get(message["index"])
        return [_event(LinkEventKind.address, known, table)] if known else []
    link = parse_link(message)
    if link is None:
        return []
    before = table.get(link.index)
    if message["event"] == "RTM_DELLINK":
        table.pop(link.index, None)
        return [LinkEvent(kind=LinkEventKind.removed, device=link.name, mac=link.mac)]
    if message["event"] != "RTM_NEWLINK" or before == link:
        return []
    table[link.index] = link
    if before is None:
        return [_event(LinkEventKind.added, link, table)]
    if before.name == link.name:
        return [_event(LinkEventKind.changed, link, table)]
    gone = LinkEvent(kind=LinkEventKind.removed, device=before.name, mac=before.mac)
    return [gone, _event(LinkEventKind.added, link, table)]


def _event(kind: LinkEventKind, link: Link, table: dict[int, Link]) -> LinkEvent:
    master = table.get(link.master)
    return LinkEvent(
        kind=kind,
        device=link.name,
        up=link.up,
        carrier=link.up and link.carrier,
        mtu=link.mtu,
        mac=link.mac,
        bridge=master.name if master else None,
    )
