"""Messages of the class PIF that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pif import PIF

# fmt: off
not_built(PIF, "create_VLAN(device: string, network: network ref, host: host ref, VLAN: int) => PIF ref",
    "Make a VLAN of the tag on the named device of the host; use VLAN.create.",
    role=POOL_OPERATOR, waits_for="VLANs", errors=("VLAN_TAG_INVALID",))
not_built(PIF, "destroy(self: PIF ref)",
    "Delete a VLAN's interface; use VLAN.destroy.",
    role=POOL_OPERATOR, waits_for="VLANs", errors=("PIF_IS_PHYSICAL",))
not_built(PIF,
    "pool_introduce(device: string, network: network ref, host: host ref, MAC: string, MTU: int, VLAN: int, "
    "physical: bool, ip_configuration_mode: enum ip_configuration_mode, IP: string, netmask: string, "
    "gateway: string, DNS: string, bond_slave_of: Bond ref, VLAN_master_of: VLAN ref, management: bool, "
    "other_config: (string -> string) map, disallow_unplug: bool = false, ipv6_configuration_mode: enum "
    'ipv6_configuration_mode = "None", IPv6: string set = [], ipv6_gateway: string = "", '
    'primary_address_type: enum primary_address_type = "IPv4", managed: bool = true, properties: (string -> '
    "string) map = {}) => PIF ref",
    "Enter an interface that a joining host brings.",
    role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
