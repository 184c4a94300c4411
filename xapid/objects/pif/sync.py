"""Bringing the PIFs of this host in line with the cards that it has."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from xapid.network.spec import NicInfo
from xapid.objects.context import Context
from xapid.objects.host.address import listens_everywhere
from xapid.objects.network import Network
from xapid.objects.network.names import bridge_of_card
from xapid.objects.pif.cards import cards, managing_card, metrics_fields, pif_fields
from xapid.objects.pif.declaration import PIF, PrimaryAddressType
from xapid.objects.pif_metrics import PifMetrics

UNTAGGED = -1


async def sync_pifs(ctx: Context, appeared: Collection[str] | None = None) -> set[str]:
    """Give every card its PIF, refresh them all, and drop those of cards that are gone.

    Returns the devices that PIFs tell of: the cards, and bridges that cards are ports of.

    With ``appeared``, only cards of these names get a new one, so that a card that
    was forgotten stays so until somebody scans. The host is only looked at.
    """
    nics = await ctx.services.network.list_nics()
    known = pifs_by_device(ctx)
    chosen = cards(nics, {*ctx.services.config.adopt_nics, *known})
    by_device = {nic.device: nic for nic in nics}
    manager = ""
    if not ctx.services.host.management_disabled:
        manager = _sticky_manager(known, by_device) or managing_card(chosen, nics)
    with ctx.change():
        for device in known.keys() - by_device.keys():
            remove(ctx, known[device])
        for nic in chosen:
            pif = known.get(nic.device)
            if pif is None and (appeared is None or nic.device in appeared):
                pif = make(ctx, nic)
            if pif is not None:
                _describe(pif, nic, by_device, nic.device == manager)
        _follow_management(ctx)
    return {nic.device for nic in chosen} | {nic.bridge for nic in chosen if nic.bridge}


def _sticky_manager(known: dict[str, PIF], nics: dict[str, NicInfo]) -> str:
    """The card over which the host was managed before, if it has an address still; else nothing."""
    for device, pif in known.items():
        if pif.management and device in nics:
            fields = pif_fields(nics[device], nics, True)
            if fields["IP"] or fields["IPv6"]:
                return device
    return ""


def address_of(pif: PIF) -> str:
    """The address that management over the interface has; empty for none."""
    if pif.primary_address_type == PrimaryAddressType.IPv6:
        return str(pif.IPv6[0]).partition("/")[0] if pif.IPv6 else ""
    return str(pif.IP)


def _follow_management(ctx: Context) -> None:
    """Tell everybody the address of the managing interface, unless the settings say another. In a change."""
    host = ctx.services.host
    found = (address_of(pif) for pif in host.PIFs if pif.management)
    address = next(found, "")
    if address and listens_everywhere(ctx.services.config.http_host):
        if address != ctx.services.reach.address:
            ctx.services.reach.move_to(address)
        if address != host.address:
            host.address = address


def pifs_by_device(ctx: Context) -> dict[str, PIF]:
    """The PIFs of cards of this host, by the card's name."""
    return {pif.device: pif for pif in ctx.services.host.PIFs if pif.VLAN == UNTAGGED}


def make(ctx: Context, nic: NicInfo) -> PIF:
    """A PIF for the card, on a network of its own; the one that it had before, if it is back. In a change."""
    bridge = bridge_of_card(ctx, nic.device)
    network = next((n for n in ctx.store.all(Network) if n.bridge == bridge), None)
    if network is None:
        network = ctx.store.create(
            Network, name_label=f"Network of {nic.device}", bridge=bridge, MTU=nic.mtu,
            name_description=f"What {nic.device} of {ctx.services.host.name_label} is connected to",
        )  # fmt: skip
    return ctx.store.create(
        PIF, device=nic.device, device_name=nic.device, host=ctx.services.host, network=network,
        VLAN=UNTAGGED, metrics=ctx.store.create(PifMetrics),
    )  # fmt: skip


def remove(ctx: Context, pif: PIF) -> None:
    """Delete a PIF with its metrics, in a change; its network stays, with whatever people said about it."""
    if pif.metrics is not None:
        ctx.store.destroy(pif.metrics)
    ctx.store.destroy(pif)


def _describe(pif: PIF, nic: NicInfo, nics: dict[str, NicInfo], management: bool) -> None:
    for name, value in pif_fields(nic, nics, management).items():
        setattr(pif, name, value)
    metrics, measured = pif.metrics, metrics_fields(nic)
    if metrics is not None and measured != {name: metrics.raw(name) for name in measured}:
        for name, value in measured.items():
            setattr(metrics, name, value)
        metrics.last_updated = datetime.now(UTC).replace(microsecond=0)
