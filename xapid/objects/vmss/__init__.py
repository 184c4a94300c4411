"""The class VMSS: its fields, and its messages."""

from xapid.objects.vmss.declaration import VMSS, VmssFrequency, VmssType

__all__ = ["VMSS", "VmssFrequency", "VmssType"]
