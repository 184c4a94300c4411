"""The class VLAN: its fields, and its messages."""

from xapid.objects.vlan.declaration import VLAN

__all__ = ["VLAN"]
