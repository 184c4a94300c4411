"""The class crashdump: its fields, and its messages."""

from xapid.objects.crashdump.declaration import Crashdump

__all__ = ["Crashdump"]
