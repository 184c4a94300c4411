"""The class Host_driver."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import NULL_REF, STRING, ref, refs


class HostDriver(XenObject, name="Host_driver"):
    """A driver of a host's kernel that exists in several versions."""

    uuid = field(STRING, "unique identifier")
    host = field(ref("host"), "host that has the driver", given=True, default=NULL_REF)
    name = field(STRING, "name of the driver")
    friendly_name = field(STRING, "its name for people")
    variants = field(refs("Driver_variant"), "versions that the host has of it", inverse="driver")
    active_variant = field(ref("Driver_variant"), "version that runs now; null: none of them")
    selected_variant = field(ref("Driver_variant"),
                             "version that runs from the next boot on; null: the default")  # fmt: skip
    type = field(STRING, "kind of device that it drives")
    description = field(STRING, "what it drives, in words")
    info_ = field(STRING, "where to read more about it")
