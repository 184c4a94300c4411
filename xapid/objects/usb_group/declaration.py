"""The class USB_group."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import STRING, STRING_MAP, refs


class UsbGroup(XenObject, name="USB_group"):
    """USB devices, any of which may serve a VM."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the group", writable=True, default="")
    name_description = field(STRING, "free text about the group", writable=True, default="")
    PUSBs = field(refs("PUSB"), "devices in the group", inverse="USB_group")
    VUSBs = field(refs("VUSB"), "USB devices of VMs that it serves", inverse="USB_group")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
