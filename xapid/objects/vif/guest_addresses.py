"""Telling guests which addresses to use, while they run and whenever they start."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack
from ipaddress import IPv4Address, IPv4Interface, IPv6Address, IPv6Interface
from typing import Any

from xapid.hypervisor.errors import GuestAgentUnavailable, HypervisorError, ProgramNotFound
from xapid.model.errors import XenError, internal_error, not_implemented
from xapid.model.messages import message
from xapid.model.roles import VM_OPERATOR
from xapid.objects.context import Context
from xapid.objects.undo import quietly
from xapid.objects.vif.declaration import (
    VIF,
    VifIpv4ConfigurationMode,
    VifIpv6ConfigurationMode,
    VifLockingMode,
)
from xapid.objects.vif.guest_script import SCRIPT

#: Seconds that a guest may take to set an address.
PATIENCE = 30.0

log = logging.getLogger(__name__)

_ERRORS = ("INVALID_CIDR_ADDRESS_SPECIFIED", "INVALID_IP_ADDRESS_SPECIFIED",
           "ADDRESS_VIOLATES_LOCKING_CONSTRAINT", "VM_LACKS_FEATURE")  # fmt: skip


@message(VIF, role=VM_OPERATOR, errors=_ERRORS)
async def configure_ipv4(ctx: Context, self: VIF, mode: VifIpv4ConfigurationMode, address: str = "",
                         gateway: str = "") -> None:  # fmt: skip
    """Tell the guest to get its IPv4 address in the given way; address with prefix length.

    A Linux guest with an agent that may run commands is told at once, and whenever it starts. Mode None tells
    it nothing any more; it keeps what it has. Mode DHCP answers NOT_IMPLEMENTED.
    """
    if mode == VifIpv4ConfigurationMode.DHCP:
        raise not_implemented("VIF.configure_ipv4 with mode DHCP")
    static = mode == VifIpv4ConfigurationMode.Static
    if static:
        _check(self, IPv4Interface, address, IPv4Address, gateway)
    await _configure(
        ctx, self, 4, ipv4_configuration_mode=mode, ipv4_addresses=(address,) if static else (),
        ipv4_gateway=gateway if static else "",
    )  # fmt: skip


@message(VIF, role=VM_OPERATOR, errors=_ERRORS)
async def configure_ipv6(ctx: Context, self: VIF, mode: VifIpv6ConfigurationMode, address: str = "",
                         gateway: str = "") -> None:  # fmt: skip
    """Tell the guest to get its IPv6 address in the given way; address with prefix length.

    The same holds as for configure_ipv4; with mode Autoconf the guest listens to routers.
    """
    static = mode == VifIpv6ConfigurationMode.Static
    if static:
        _check(self, IPv6Interface, address, IPv6Address, gateway)
    await _configure(
        ctx, self, 6, ipv6_configuration_mode=mode, ipv6_addresses=(address,) if static else (),
        ipv6_gateway=gateway if static else "",
    )  # fmt: skip


def _check(vif: VIF, interface: Any, address: str, host: Any, gateway: str) -> None:
    try:
        wanted = interface(address)
        if "/" not in address or "%" in address or str(wanted) != address.lower():
            raise ValueError(address)
    except ValueError:
        raise XenError("INVALID_CIDR_ADDRESS_SPECIFIED", "address") from None
    try:
        if gateway and (getattr(host(gateway), "scope_id", None) or host(gateway).is_multicast):
            raise ValueError(gateway)
    except ValueError:
        raise XenError("INVALID_IP_ADDRESS_SPECIFIED", "gateway") from None
    allowed = vif.ipv4_allowed if host is IPv4Address else vif.ipv6_allowed
    if vif.locking_mode == VifLockingMode.locked and str(wanted.ip) not in allowed:
        raise XenError("ADDRESS_VIOLATES_LOCKING_CONSTRAINT", address)


async def _configure(ctx: Context, vif: VIF, family: int, **values: Any) -> None:
    """The record first, so that a guest that starts meanwhile is told the same."""
    before = {name: vif.raw(name) for name in values}
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, _set_and_tell, ctx, vif, family, before)
        await _set_and_tell(ctx, vif, family, values)
        await ctx.durable()
        undo.pop_all()


async def _set_and_tell(ctx: Context, vif: VIF, family: int, values: dict[str, Any]) -> None:
    if not vif.alive:
        return
    if any(vif.raw(name) != value for name, value in values.items()):
        with ctx.change():
            for name, value in values.items():
                setattr(vif, name, value)
    if vif.currently_attached and vif.VM.power_state == "Running":
        await _tell(ctx, vif, family)


async def _tell(ctx: Context, vif: VIF, family: int) -> None:
    mode = vif.ipv4_configuration_mode if family == 4 else vif.ipv6_configuration_mode
    if mode == "None":
        return
    addresses = vif.ipv4_addresses if family == 4 else vif.ipv6_addresses
    gateway = vif.ipv4_gateway if family == 4 else vif.ipv6_gateway
    argv = [
        "/bin/sh",
        "-c",
        SCRIPT,
        "xapid",
        vif.MAC.lower(),
        str(family),
        next(iter(addresses), ""),
        gateway,
    ]
    try:
        ended = await ctx.services.hypervisor.run_in_guest(vif.VM.uuid, argv, PATIENCE)
    except (GuestAgentUnavailable, ProgramNotFound) as error:
        raise XenError("VM_LACKS_FEATURE", vif.VM.ref) from error
    if ended.exit_code or ended.signal:
        said = ended.errors.decode(errors="replace").strip()[-300:]
        raise internal_error(f"The guest did not take the address: {said}")


async def tell_addresses(ctx: Context, vm: Any) -> None:
    """Tell a guest that has come up the addresses of all its cards; one that refuses goes its own way."""
    for vif in vm.VIFs:
        for family in (4, 6):
            try:
                if vif.alive and vif.currently_attached:
                    await _tell(ctx, vif, family)
            except (HypervisorError, XenError) as error:
                log.warning("guest %s, card %s: %s", vm.uuid, vif.device, error)
