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
    "reconfigure_ip(self: PIF ref, mode: enum ip_configuration_mode, IP: string, netmask: string, gateway: "
    "string, DNS: string)",
    "Set where the IPv4 address comes from; the other settings count in mode Static.",
    role=POOL_OPERATOR, waits_for="changing cards", errors=("CLUSTERING_ENABLED",))
not_built(PIF,
    "reconfigure_ipv6(self: PIF ref, mode: enum ipv6_configuration_mode, IPv6: string, gateway: string, "
    "DNS: string)",
    "Set where the IPv6 address comes from; the other settings count in mode Static.",
    role=POOL_OPERATOR, waits_for="changing cards", errors=("CLUSTERING_ENABLED",))
not_built(PIF, "set_primary_address_type(self: PIF ref, primary_address_type: enum primary_address_type)",
    "Choose the kind of address that management uses.", role=POOL_OPERATOR, waits_for="changing cards")
not_built(PIF, "unplug(self: PIF ref)",
    "Take the interface down.",
    role=POOL_OPERATOR, waits_for="changing cards",
    errors=("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN", "VIF_IN_USE", "PIF_DOES_NOT_ALLOW_UNPLUG",
            "PIF_HAS_FCOE_SR_IN_USE"))
not_built(PIF, "set_disallow_unplug(self: PIF ref, value: bool)",
    "Choose whether the interface must not be taken down.",
    role=POOL_OPERATOR, waits_for="changing cards",
    errors=("OTHER_OPERATION_IN_PROGRESS", "CLUSTERING_ENABLED"))
not_built(PIF, "plug(self: PIF ref)",
    "Bring the interface up.",
    role=POOL_OPERATOR, waits_for="changing cards", errors=("TRANSPORT_PIF_NOT_CONFIGURED",))
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
not_built(PIF,
    "db_introduce(device: string, network: network ref, host: host ref, MAC: string, MTU: int, VLAN: int, "
    "physical: bool, ip_configuration_mode: enum ip_configuration_mode, IP: string, netmask: string, "
    "gateway: string, DNS: string, bond_slave_of: Bond ref, VLAN_master_of: VLAN ref, management: bool, "
    "other_config: (string -> string) map, disallow_unplug: bool = false, ipv6_configuration_mode: enum "
    'ipv6_configuration_mode = "None", IPv6: string set = [], ipv6_gateway: string = "", '
    'primary_address_type: enum primary_address_type = "IPv4", managed: bool = true, properties: (string -> '
    "string) map = {}) => PIF ref",
    "Enter an interface into the database only.", role=POOL_OPERATOR, waits_for="changing cards")
not_built(PIF, "db_forget(self: PIF ref)",
    "Delete an interface from the database only.", role=POOL_OPERATOR, waits_for="changing cards")
not_built(PIF, "set_property(self: PIF ref, name: string, value: string)",
    "Set one of the settings of the interface's card.", role=POOL_OPERATOR, waits_for="changing cards")
