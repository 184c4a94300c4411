"""Which packets of a guest pass: from a VIF's record to the packet filter, at start and while it runs."""

from __future__ import annotations

import logging
from collections.abc import Collection
from contextlib import AsyncExitStack
from ipaddress import IPv4Address, IPv6Address
from typing import Any

from xapid.hypervisor.spec import tap_name
from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.network.spec import Passing, PortRules
from xapid.objects.context import Context
from xapid.objects.network import NetworkDefaultLockingMode
from xapid.objects.undo import quietly
from xapid.objects.vif.declaration import VIF, VifLockingMode

log = logging.getLogger(__name__)

NO_MAC = "00:00:00:00:00:00"

#: The one way to ration a VIF's traffic, and its parameter, in KiB per second.
RATELIMIT, KBPS = "ratelimit", "kbps"
MAX_KBPS = 2**31

_PASSING = {
    VifLockingMode.unlocked: Passing.everything,
    VifLockingMode.locked: Passing.own,
    VifLockingMode.disabled: Passing.nothing,
}


def port_rules(vif: VIF) -> PortRules:
    """The rules that the record asks for."""
    return PortRules(
        mac=vif.MAC,
        passing=_passing(vif),
        ipv4=tuple(map(IPv4Address, vif.ipv4_allowed)),
        ipv6=tuple(map(IPv6Address, vif.ipv6_allowed)),
        kib_per_second=rate(vif.qos_algorithm_type, vif.qos_algorithm_params),
    )


def _passing(vif: VIF) -> Passing:
    if vif.locking_mode != VifLockingMode.network_default:
        return _PASSING[vif.locking_mode]
    network = vif.network
    closed = network is not None and network.default_locking_mode == NetworkDefaultLockingMode.disabled
    return Passing.nothing if closed else Passing.everything


def rate(algorithm: str, params: dict[str, str]) -> int | None:
    """KiB per second, or None when nothing is rationed. INVALID_VALUE unless it is a whole number from 1."""
    if algorithm != RATELIMIT or not params.get(KBPS):
        return None
    text = params[KBPS]
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and 1 <= int(text) <= MAX_KBPS):
        raise XenError("INVALID_VALUE", f"qos_algorithm_params:{KBPS}", text)
    return int(text)


def has_device(vif: VIF) -> bool:
    """Whether the host has, or is about to have, a device for it."""
    vm = vif.VM
    if vm is None:
        return False
    runs = vif.currently_attached and vm.power_state in ("Running", "Paused")
    return bool(runs or vif.current_operations or vm.current_operations)


def tap_of(vif: VIF) -> str:
    """The host's device for a VIF."""
    return tap_name(vif.VM.uuid, int(vif.device))


def rules_by_device(ctx: Context, present: Collection[str]) -> dict[str, PortRules]:
    """The rules of all guests that run as far as is known, and of those whose device is ``present``."""
    found = {}
    for vif in ctx.store.all(VIF):
        if vif.VM is not None and (tap_of(vif) in present or has_device(vif)):
            try:
                found[tap_of(vif)] = port_rules(vif)
            except (XenError, ValueError) as error:  # written down before anybody looked at it
                log.error("VIF %s passes nothing: %s", vif.uuid, error)
                found[tap_of(vif)] = PortRules(mac=NO_MAC, passing=Passing.nothing)
    return found


async def apply_rules(ctx: Context, vif: VIF) -> None:
    """Have the packet filter do what the record says; HOST_CANNOT_ATTACH_NETWORK when it cannot."""
    try:
        await ctx.services.network.set_rules(tap_of(vif), port_rules(vif))
    except NetworkError as error:
        network = vif.raw("network")
        raise XenError("HOST_CANNOT_ATTACH_NETWORK", ctx.services.host.ref, network) from error


async def drop_rules(ctx: Context, vif: VIF) -> None:
    """Forget the rules of a VIF that is no longer attached."""
    await ctx.services.network.drop_rules([tap_of(vif)])


async def change_rules(ctx: Context, obj: Any, affected: list[VIF], **values: Any) -> None:
    """Set fields of a VIF or network, with effect on the guests that run; all of it, or nothing.

    The record comes first: a guest that starts meanwhile has its rules read from there.
    """
    before = {name: obj.raw(name) for name in values}
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, _set_and_apply, ctx, obj, affected, before)
        await _set_and_apply(ctx, obj, affected, values)
        await ctx.durable()
        undo.pop_all()


async def _set_and_apply(ctx: Context, obj: Any, affected: list[VIF], values: dict[str, Any]) -> None:
    if obj.alive and any(obj.raw(name) != value for name, value in values.items()):
        with ctx.change():
            for name, value in values.items():
                setattr(obj, name, value)
    for vif in affected:
        if vif.alive and has_device(vif):
            await apply_rules(ctx, vif)
