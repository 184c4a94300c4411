"""The class PVS_site: its fields, and its messages."""

from xapid.objects.pvs_site.declaration import PVSSite

__all__ = ["PVSSite"]
