"""The class VGPU: its fields, and its messages."""

from xapid.objects.vgpu.declaration import VGPU

__all__ = ["VGPU"]
