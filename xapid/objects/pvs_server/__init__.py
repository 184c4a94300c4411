"""The class PVS_server: its fields, and its messages."""

from xapid.objects.pvs_server.declaration import PVSServer

__all__ = ["PVSServer"]
