"""The class pool: its fields, and its messages."""

from xapid.objects.pool.declaration import Pool
from xapid.objects.pool.enums import (
    CertificatePurpose,
    HelloReturn,
    PoolAllowedOperations,
    PoolGuestSecurebootReadiness,
    TelemetryFrequency,
    UpdateSyncFrequency,
)

__all__ = [
    "CertificatePurpose",
    "HelloReturn",
    "Pool",
    "PoolAllowedOperations",
    "PoolGuestSecurebootReadiness",
    "TelemetryFrequency",
    "UpdateSyncFrequency",
]
