"""The class VDI: its fields, and its messages."""

from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import OnBoot, VdiOperations, VdiType

__all__ = ["VDI", "OnBoot", "VdiOperations", "VdiType"]
