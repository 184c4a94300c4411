"""The class VUSB."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING, STRING_MAP, ApiEnum, enum, map_of, ref, set_of


class VusbOperations(ApiEnum):
    """What can be under way on a USB device of a VM."""

    attach = "attach"
    plug = "plug"
    unplug = "unplug"


class VUSB(XenObject):
    """A USB device of a VM, taken from a group of USB devices of the host."""

    uuid = field(STRING, "unique identifier")
    allowed_operations = field(set_of(enum(VusbOperations)), "operations that may start now", default=[],
                               persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(VusbOperations)), "operations under way, by the task that runs them", default={},
        persist=False,
    )  # fmt: skip
    VM = field(ref("VM"), "VM that the device belongs to", inverse="VUSBs")
    USB_group = field(ref("USB_group"), "group that serves it", inverse="VUSBs")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    currently_attached = field(BOOL, "whether the guest sees it now", default=False)
