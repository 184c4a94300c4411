"""The class PIF: its fields, and its messages."""

from xapid.objects.pif.declaration import (
    PIF,
    IpConfigurationMode,
    Ipv6ConfigurationMode,
    PifIgmpStatus,
    PrimaryAddressType,
)

__all__ = ["PIF", "IpConfigurationMode", "Ipv6ConfigurationMode", "PifIgmpStatus", "PrimaryAddressType"]
