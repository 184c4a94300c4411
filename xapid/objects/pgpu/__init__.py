"""The class PGPU: its fields, and its messages."""

from xapid.objects.pgpu.declaration import PGPU

__all__ = ["PGPU"]
