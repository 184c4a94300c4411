"""The class VM_group: its fields, and its messages."""

from xapid.objects.vm_group.declaration import PlacementPolicy, VmGroup

__all__ = ["PlacementPolicy", "VmGroup"]
