"""The class PBD: its fields, and its messages."""

from xapid.objects.pbd.declaration import PBD

__all__ = ["PBD"]
