"""The class PIF."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, INT, NULL_REF, STRING, STRING_MAP, STRING_SET, ApiEnum, enum, ref, refs


class PifIgmpStatus(ApiEnum):
    """Whether multicast is forwarded only where it was asked for."""

    enabled = "enabled"
    disabled = "disabled"
    unknown = "unknown"


class IpConfigurationMode(ApiEnum):
    """Where an IPv4 address comes from."""

    None_ = "None"
    DHCP = "DHCP"
    Static = "Static"


class Ipv6ConfigurationMode(ApiEnum):
    """Where an IPv6 address comes from."""

    None_ = "None"
    DHCP = "DHCP"
    Static = "Static"
    Autoconf = "Autoconf"


class PrimaryAddressType(ApiEnum):
    """The kind of address that management uses."""

    IPv4 = "IPv4"
    IPv6 = "IPv6"


class PIF(XenObject, write_role=POOL_OPERATOR):
    """A network interface of a host: a card, or a VLAN, bond or tunnel on cards."""

    uuid = field(STRING, "unique identifier")
    device = field(STRING, "name of the interface on the host, such as eth0", given=True)
    network = field(ref("network"), "network that it connects the host to", given=True, inverse="PIFs")
    host = field(ref("host"), "host that it belongs to", given=True, inverse="PIFs")
    MAC = field(STRING, "hardware address", given=True)
    MTU = field(INT, "largest packet, in bytes", given=True)
    VLAN = field(INT, "VLAN tag, or -1 for untagged", given=True)
    metrics = field(ref("PIF_metrics"), "what is known of the card")
    physical = field(BOOL, "whether there is a card behind it, not a VLAN, bond or tunnel", default=False)
    currently_attached = field(BOOL, "whether it is up", default=True)
    ip_configuration_mode = field(enum(IpConfigurationMode), "where its IPv4 address comes from",
                                  default=IpConfigurationMode.None_)  # fmt: skip
    IP = field(STRING, "IPv4 address; empty: none", default="")
    netmask = field(STRING, "IPv4 netmask; empty: none", default="")
    gateway = field(STRING, "IPv4 gateway; empty: none", default="")
    DNS = field(STRING, "addresses of name servers, separated by commas", default="")
    bond_slave_of = field(ref("Bond"), "bond that it is part of; null: none", inverse="slaves",
                          default=NULL_REF)  # fmt: skip
    bond_master_of = field(refs("Bond"), "bond that it stands for; at most one", inverse="master")
    VLAN_master_of = field(ref("VLAN"), "VLAN that it stands for; null: none", default=NULL_REF)
    VLAN_slave_of = field(refs("VLAN"), "VLANs on top of it", inverse="tagged_PIF")
    management = field(BOOL, "whether the host is managed over it", default=False)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    disallow_unplug = field(BOOL, "whether it must not be taken down", default=False)
    tunnel_access_PIF_of = field(refs("tunnel"), "tunnel that it is the near end of; at most one",
                                 inverse="access_PIF")  # fmt: skip
    tunnel_transport_PIF_of = field(refs("tunnel"), "tunnels that it carries", inverse="transport_PIF")
    ipv6_configuration_mode = field(enum(Ipv6ConfigurationMode), "where its IPv6 address comes from",
                                    default=Ipv6ConfigurationMode.None_)  # fmt: skip
    IPv6 = field(STRING_SET, "IPv6 addresses, with prefix lengths", default=[])
    ipv6_gateway = field(STRING, "IPv6 gateway; empty: none", default="")
    primary_address_type = field(enum(PrimaryAddressType), "kind of address that management uses",
                                 default=PrimaryAddressType.IPv4)  # fmt: skip
    managed = field(BOOL, "whether the interface is configured here", given=True, default=True)
    properties = field(STRING_MAP, "settings of the card, such as gro", default={})
    capabilities = field(STRING_SET, "special abilities of the card, such as sriov or fcoe", default=[])
    igmp_snooping_status = field(
        enum(PifIgmpStatus), "whether its bridge forwards multicast only where it was asked for",
        default=PifIgmpStatus.unknown,
    )  # fmt: skip
    sriov_physical_PIF_of = field(refs("network_sriov"), "SR-IOV network on this card; at most one",
                                  inverse="physical_PIF")  # fmt: skip
    sriov_logical_PIF_of = field(
        refs("network_sriov"), "SR-IOV network that it is the usable end of; at most one",
        inverse="logical_PIF",
    )  # fmt: skip
    PCI = field(ref("PCI"), "PCI device of the card; null: none known", default=NULL_REF)
    device_name = field(STRING, "name of the card on the host, as it was at first", writable=True,
                        internal=True)  # fmt: skip
