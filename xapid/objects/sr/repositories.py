"""From an SR's record to the driver that serves it on this host."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.sr.declaration import SR
from xapid.storage.protocol import StorageDriver


def repository(ctx: Context, sr: SR | None) -> StorageDriver:
    """The attached driver of the SR. SR_NOT_ATTACHED when it is not plugged into this host."""
    if sr is None:
        raise XenError("HANDLE_INVALID", "SR", "OpaqueRef:NULL")
    if sr.uuid not in ctx.services.storage:
        raise XenError("SR_NOT_ATTACHED" if sr.PBDs else "SR_HAS_NO_PBDS", sr.ref)
    return ctx.services.storage[sr.uuid]


def attached(ctx: Context, sr: SR | None) -> StorageDriver | None:
    """The attached driver of the SR, or None."""
    return ctx.services.storage[sr.uuid] if sr is not None and sr.uuid in ctx.services.storage else None
