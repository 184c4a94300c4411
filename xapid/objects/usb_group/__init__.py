"""The class USB_group: its fields, and its messages."""

from xapid.objects.usb_group.declaration import UsbGroup

__all__ = ["UsbGroup"]
