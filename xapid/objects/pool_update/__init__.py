"""The class pool_update: its fields, and its messages."""

from xapid.objects.pool_update.declaration import LivepatchStatus, PoolUpdate, UpdateAfterApplyGuidance

__all__ = ["LivepatchStatus", "PoolUpdate", "UpdateAfterApplyGuidance"]
