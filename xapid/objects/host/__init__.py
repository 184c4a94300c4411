"""The class host: its fields, and its messages."""

from xapid.objects.host.declaration import Host
from xapid.objects.host.enums import (
    HostAllowedOperations,
    HostDisplay,
    HostNtpMode,
    HostNumaAffinityPolicy,
    HostSchedGran,
    LatestSyncedUpdatesAppliedState,
    UpdateGuidances,
)

__all__ = [
    "Host",
    "HostAllowedOperations",
    "HostDisplay",
    "HostNtpMode",
    "HostNumaAffinityPolicy",
    "HostSchedGran",
    "LatestSyncedUpdatesAppliedState",
    "UpdateGuidances",
]
