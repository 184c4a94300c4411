"""The class pool_patch: its fields, and its messages."""

from xapid.objects.pool_patch.declaration import AfterApplyGuidance, PoolPatch

__all__ = ["AfterApplyGuidance", "PoolPatch"]
