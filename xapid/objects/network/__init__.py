"""The class network: its fields, and its messages."""

from xapid.objects.network.declaration import (
    Network,
    NetworkDefaultLockingMode,
    NetworkOperations,
    NetworkPurpose,
)

__all__ = ["Network", "NetworkDefaultLockingMode", "NetworkOperations", "NetworkPurpose"]
