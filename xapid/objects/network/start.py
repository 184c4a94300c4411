"""Networks when the daemon starts: the internal one, the bridges in use, and the host's cards."""

from __future__ import annotations

import logging
from ipaddress import IPv4Network
from uuid import UUID

from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.network.spec import BridgeSpec, internal_network
from xapid.objects.context import Context
from xapid.objects.network.addresses import AddressKeeper, guests_on
from xapid.objects.network.adoption import adopted_card
from xapid.objects.network.bridges import bridge_spec, ensure_bridge, is_internal
from xapid.objects.network.declaration import Network
from xapid.objects.pif.properties import apply_properties
from xapid.objects.pif.sync import sync_pifs
from xapid.objects.pif.watch import CardWatch
from xapid.objects.undo import quietly
from xapid.objects.vif.traffic import rules_by_device

log = logging.getLogger(__name__)

#: Clients look the internal network up by this name, or by these keys of its other_config.
NAME = "Host internal management network"
INTERNAL, INSTALLER = "is_host_internal_management_network", "is_guest_installer_network"


async def start_networks(ctx: Context) -> None:
    """Bring records and host together, and keep them so; what the host refuses is logged, and never fatal."""
    ctx.services.reach.closed = ctx.services.host.management_disabled
    ensure_internal_network(ctx)
    try:
        await sync_pifs(ctx)
        await _take_adopted_cards(ctx)
        await _reconcile(ctx)
    except NetworkError as error:
        log.error("the host's networks could not be brought up: %s", error)
    for pif in ctx.services.host.PIFs:
        await quietly(apply_properties, ctx, pif)
    CardWatch(ctx).start()
    AddressKeeper(ctx).start()


def ensure_internal_network(ctx: Context) -> Network:
    """The network between host and guests; made at first start, and with the bridge that the settings say."""
    bridge = ctx.services.config.internal_bridge
    dhcp = internal_network(bridge, UUID(int=0), IPv4Network(ctx.services.config.internal_subnet)).dhcp
    assert dhcp is not None, "the internal network has a DHCP server"
    range_ = {
        "ip_begin": str(dhcp.first),
        "ip_end": str(dhcp.last),
        "netmask": str(IPv4Network(ctx.services.config.internal_subnet).netmask),
    }
    networks = ctx.store.all(Network)
    found = [n for n in networks if is_internal(ctx, n)]
    found += [n for n in networks if n.managed and n.other_config.get(INTERNAL) == "true"]
    with ctx.change():
        network = found[0] if found else ctx.store.create(
            Network, name_label=NAME, bridge=bridge, other_config={INSTALLER: "true", INTERNAL: "true"},
            name_description="Between this host and its guests only; the host gives out the addresses",
        )  # fmt: skip
        network.bridge = bridge
        network.other_config = {**network.other_config, **range_}
    return network


async def _take_adopted_cards(ctx: Context) -> None:
    for network in ctx.store.all(Network):
        if network.managed and adopted_card(ctx, network) is not None:
            try:
                await ensure_bridge(ctx, network)
            except XenError as error:
                log.error("network card %s cannot be taken: %s", adopted_card(ctx, network).device, error)


async def _reconcile(ctx: Context) -> None:
    driver = ctx.services.network
    report = await driver.reconcile(_needed(ctx))
    present = {nic.device for nic in await driver.list_nics()}
    await driver.reconcile_rules(rules_by_device(ctx, present))
    for bridge, reason in report.failed.items():
        log.error("bridge %s: %s", bridge, reason)
    if report.busy:
        log.warning("bridges that no network needs, yet guests are joined: %s", ", ".join(report.busy))


def _needed(ctx: Context) -> list[BridgeSpec]:
    """The bridges that have to exist although nobody asks for them now."""
    return [
        bridge_spec(ctx, network)
        for network in ctx.store.all(Network)
        if network.managed and network.bridge
        and (is_internal(ctx, network) or guests_on(network) or adopted_card(ctx, network) is not None)
    ]  # fmt: skip
