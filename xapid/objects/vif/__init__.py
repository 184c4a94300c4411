"""The class VIF: its fields, and its messages."""

from xapid.objects.vif.declaration import (
    VIF,
    VifIpv4ConfigurationMode,
    VifIpv6ConfigurationMode,
    VifLockingMode,
    VifOperations,
)

__all__ = ["VIF", "VifIpv4ConfigurationMode", "VifIpv6ConfigurationMode", "VifLockingMode", "VifOperations"]
