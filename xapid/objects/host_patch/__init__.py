"""The class host_patch: its fields, and its messages."""

from xapid.objects.host_patch.declaration import HostPatch

__all__ = ["HostPatch"]
