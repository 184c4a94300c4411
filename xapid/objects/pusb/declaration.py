"""The class PUSB."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, FLOAT, NULL_REF, STRING, STRING_MAP, ref


class PUSB(XenObject):
    """A USB device that is plugged into a host."""

    uuid = field(STRING, "unique identifier")
    USB_group = field(ref("USB_group"), "group that it serves", given=True, inverse="PUSBs", default=NULL_REF)
    host = field(ref("host"), "host that it is plugged into", given=True, inverse="PUSBs", default=NULL_REF)
    path = field(STRING, "its port: bus, dash, and the ports on the way, joined by dots", given=True,
                 default="")  # fmt: skip
    vendor_id = field(STRING, "number of its maker, in hexadecimal", given=True, default="")
    vendor_desc = field(STRING, "name of its maker", given=True, default="")
    product_id = field(STRING, "number of its model, in hexadecimal", given=True, default="")
    product_desc = field(STRING, "name of its model", given=True, default="")
    serial = field(STRING, "its serial number; empty: none told", given=True, default="")
    version = field(STRING, "version of USB that it speaks", given=True, default="")
    description = field(STRING, "what it is, in words", given=True, default="")
    passthrough_enabled = field(BOOL, "whether a VM may have it", default=False)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    speed = field(FLOAT, "its speed in megabits per second; -1: not known", given=True, default=-1.0)
