"""Telemetry: xapid itself sends none; what clients note about theirs is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.pool.declaration import Pool
from xapid.objects.pool.enums import TelemetryFrequency
from xapid.objects.secret import Secret

#: How late the next collection may be: two of its periods from now.
_PERIODS = {
    TelemetryFrequency.daily: timedelta(days=1),
    TelemetryFrequency.weekly: timedelta(weeks=1),
    TelemetryFrequency.monthly: timedelta(days=31),
}


@message(Pool, role=POOL_ADMIN)
async def set_telemetry_next_collection(ctx: Context, self: Pool, value: datetime) -> None:
    """Set the earliest time of the next collection.

    TELEMETRY_NEXT_COLLECTION_TOO_LATE when that is more than two periods away.
    """
    moment = value if value.tzinfo else value.replace(tzinfo=UTC)
    if moment > datetime.now(UTC) + 2 * _PERIODS[self.telemetry_frequency]:
        raise XenError("TELEMETRY_NEXT_COLLECTION_TOO_LATE", moment.strftime("%Y%m%dT%H:%M:%SZ"))
    with ctx.change():
        self.telemetry_next_collection = moment


@message(Pool, role=POOL_ADMIN)
async def reset_telemetry_uuid(ctx: Context, self: Pool) -> None:
    """Let telemetry be sent under a new identifier from now on."""
    with ctx.change():
        if self.telemetry_uuid is not None:
            ctx.store.destroy(self.telemetry_uuid)
        self.telemetry_uuid = ctx.store.create(Secret, value=str(uuid4()))
