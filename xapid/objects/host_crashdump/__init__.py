"""The class host_crashdump: its fields, and its messages."""

from xapid.objects.host_crashdump.declaration import HostCrashdump

__all__ = ["HostCrashdump"]
