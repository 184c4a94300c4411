"""The class Bond: its fields, and its messages."""

from xapid.objects.bond.declaration import Bond, BondMode

__all__ = ["Bond", "BondMode"]
