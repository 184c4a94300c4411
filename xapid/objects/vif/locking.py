"""Locking a VIF to its addresses, closing it, and rationing what it sends; also while the guest runs."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.vif.declaration import VIF, VifLockingMode
from xapid.objects.vif.traffic import change_rules, rate
from xapid.objects.vif.values import addresses

_IP_ERRORS = ("INVALID_IP_ADDRESS_SPECIFIED", "HOST_CANNOT_ATTACH_NETWORK")


@message(VIF, role=POOL_OPERATOR, errors=("HOST_CANNOT_ATTACH_NETWORK",))
async def set_locking_mode(ctx: Context, self: VIF, value: VifLockingMode) -> None:
    """Set which of the guest's packets pass.

    ``locked`` lets pass what bears the VIF's own hardware address and an allowed address;
    ``disabled`` cuts the guest off; ``network_default`` does as the network says.
    """
    await change_rules(ctx, self, [self], locking_mode=value)


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def set_ipv4_allowed(ctx: Context, self: VIF, value: list[str]) -> None:
    """Replace the IPv4 addresses that a locked device may use."""
    await change_rules(ctx, self, [self], ipv4_allowed=tuple(addresses(IPv4Address, "ipv4_allowed", value)))


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def add_ipv4_allowed(ctx: Context, self: VIF, value: str) -> None:
    """Allow a locked device one more IPv4 address."""
    wanted = addresses(IPv4Address, "ipv4_allowed", [*self.ipv4_allowed, value])
    await change_rules(ctx, self, [self], ipv4_allowed=tuple(wanted))


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def remove_ipv4_allowed(ctx: Context, self: VIF, value: str) -> None:
    """No longer allow a locked device that IPv4 address; one that was not allowed is fine."""
    gone = addresses(IPv4Address, "ipv4_allowed", [value])
    left = tuple(address for address in self.ipv4_allowed if address not in gone)
    await change_rules(ctx, self, [self], ipv4_allowed=left)


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def set_ipv6_allowed(ctx: Context, self: VIF, value: list[str]) -> None:
    """Replace the IPv6 addresses that a locked device may use, besides its link-local one."""
    await change_rules(ctx, self, [self], ipv6_allowed=tuple(addresses(IPv6Address, "ipv6_allowed", value)))


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def add_ipv6_allowed(ctx: Context, self: VIF, value: str) -> None:
    """Allow a locked device one more IPv6 address; with the first, also its link-local one."""
    wanted = addresses(IPv6Address, "ipv6_allowed", [*self.ipv6_allowed, value])
    await change_rules(ctx, self, [self], ipv6_allowed=tuple(wanted))


@message(VIF, role=POOL_OPERATOR, errors=_IP_ERRORS)
async def remove_ipv6_allowed(ctx: Context, self: VIF, value: str) -> None:
    """No longer allow a locked device that IPv6 address; one that was not allowed is fine."""
    gone = addresses(IPv6Address, "ipv6_allowed", [value])
    left = tuple(address for address in self.ipv6_allowed if address not in gone)
    await change_rules(ctx, self, [self], ipv6_allowed=left)


@message(VIF, role=VM_ADMIN, asynchronous=False)
async def set_qos_algorithm_type(ctx: Context, self: VIF, value: str) -> None:
    """Set how the guest's sending is rationed: ``ratelimit``, or anything else for not at all."""
    rate(value, self.qos_algorithm_params)
    await change_rules(ctx, self, [self], qos_algorithm_type=value)


@message(VIF, role=VM_ADMIN, asynchronous=False, errors=("INVALID_VALUE",))
async def set_qos_algorithm_params(ctx: Context, self: VIF, value: dict[str, str]) -> None:
    """Set the parameters of the rationing: ``kbps``, in KiB per second, for ``ratelimit``."""
    rate(self.qos_algorithm_type, value)
    await change_rules(ctx, self, [self], qos_algorithm_params=value)


@message(VIF, role=VM_ADMIN, asynchronous=False, errors=("INVALID_VALUE", "MAP_DUPLICATE_KEY"))
async def add_to_qos_algorithm_params(ctx: Context, self: VIF, key: str, value: str) -> None:
    """Add a parameter of the rationing."""
    if key in self.qos_algorithm_params:
        raise XenError("MAP_DUPLICATE_KEY", "VIF", "qos_algorithm_params", self.ref, key)
    wanted = {**self.qos_algorithm_params, key: value}
    rate(self.qos_algorithm_type, wanted)
    await change_rules(ctx, self, [self], qos_algorithm_params=wanted)


@message(VIF, role=VM_ADMIN, asynchronous=False)
async def remove_from_qos_algorithm_params(ctx: Context, self: VIF, key: str) -> None:
    """Remove a parameter of the rationing; an absent one is fine."""
    left = {name: value for name, value in self.qos_algorithm_params.items() if name != key}
    await change_rules(ctx, self, [self], qos_algorithm_params=left)
