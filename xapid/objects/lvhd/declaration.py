"""The class LVHD."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import STRING


class LVHD(XenObject, listable=False):
    """Block SRs whose disks take their space in steps."""

    uuid = field(STRING, "unique identifier")
