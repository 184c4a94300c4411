"""The class LVHD: its fields, and its messages."""

from xapid.objects.lvhd.declaration import LVHD

__all__ = ["LVHD"]
