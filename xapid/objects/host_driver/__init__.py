"""The class Host_driver: its fields, and its messages."""

from xapid.objects.host_driver.declaration import HostDriver

__all__ = ["HostDriver"]
