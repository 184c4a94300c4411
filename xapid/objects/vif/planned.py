"""Messages of the class VIF that are not built yet."""

from __future__ import annotations

from functools import partial

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, VM_ADMIN, VM_OPERATOR
from xapid.objects.vif.declaration import VIF

# fmt: off
packet_filters = partial(not_built, VIF, waits_for="packet filters")
packet_filters(
    "set_locking_mode(self: VIF ref, value: enum vif_locking_mode)", "Set which of the guest's packets pass.",
    role=POOL_OPERATOR)
packet_filters(
    "set_ipv4_allowed(self: VIF ref, value: string set)",
    "Replace the IPv4 addresses that a locked device may use.", role=POOL_OPERATOR)
packet_filters(
    "add_ipv4_allowed(self: VIF ref, value: string)", "Allow a locked device one more IPv4 address.",
    role=POOL_OPERATOR)
packet_filters(
    "remove_ipv4_allowed(self: VIF ref, value: string)", "No longer allow a locked device that IPv4 address.",
    role=POOL_OPERATOR)
packet_filters(
    "set_ipv6_allowed(self: VIF ref, value: string set)",
    "Replace the IPv6 addresses that a locked device may use.", role=POOL_OPERATOR)
packet_filters(
    "add_ipv6_allowed(self: VIF ref, value: string)", "Allow a locked device one more IPv6 address.",
    role=POOL_OPERATOR)
packet_filters(
    "remove_ipv6_allowed(self: VIF ref, value: string)", "No longer allow a locked device that IPv6 address.",
    role=POOL_OPERATOR)

vlan_trunks = partial(not_built, VIF, waits_for="VLAN trunks")
vlan_trunks(
    "add_trunks(self: VIF ref, value: int)", "Let one more VLAN tag through to the guest, 0 to 4094.",
    role=VM_ADMIN)
vlan_trunks(
    "remove_trunks(self: VIF ref, value: int)", "No longer let a VLAN tag through to the guest.",
    role=VM_ADMIN)
vlan_trunks(
    "set_trunks(self: VIF ref, value: int set)",
    "Replace the VLAN tags that reach the guest, each 0 to 4094.", role=VM_ADMIN)

not_built(
    VIF,
    'configure_ipv4(self: VIF ref, mode: enum vif_ipv4_configuration_mode, address: string = "", '
    'gateway: string = "")',
    "Tell the guest to get its IPv4 address in the given way; address with prefix length.", role=VM_OPERATOR,
    waits_for="guest addresses")
not_built(
    VIF,
    'configure_ipv6(self: VIF ref, mode: enum vif_ipv6_configuration_mode, address: string = "", '
    'gateway: string = "")',
    "Tell the guest to get its IPv6 address in the given way; address with prefix length.", role=VM_OPERATOR,
    waits_for="guest addresses")
