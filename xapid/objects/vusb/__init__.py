"""The class VUSB: its fields, and its messages."""

from xapid.objects.vusb.declaration import VUSB, VusbOperations

__all__ = ["VUSB", "VusbOperations"]
