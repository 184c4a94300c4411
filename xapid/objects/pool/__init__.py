"""The class pool: its fields, and its messages."""

from xapid.objects.pool.declaration import Pool
from xapid.objects.pool.enums import (
    HelloReturn,
    PoolAllowedOperations,
    PoolGuestSecurebootReadiness,
    TelemetryFrequency,
    UpdateSyncFrequency,
)

__all__ = [
    "HelloReturn",
    "Pool",
    "PoolAllowedOperations",
    "PoolGuestSecurebootReadiness",
    "TelemetryFrequency",
    "UpdateSyncFrequency",
]
