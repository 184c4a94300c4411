"""The class PUSB: its fields, and its messages."""

from xapid.objects.pusb.declaration import PUSB

__all__ = ["PUSB"]
