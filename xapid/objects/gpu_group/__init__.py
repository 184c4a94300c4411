"""The class GPU_group: its fields, and its messages."""

from xapid.objects.gpu_group.declaration import AllocationAlgorithm, GpuGroup

__all__ = ["AllocationAlgorithm", "GpuGroup"]
