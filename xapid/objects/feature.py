"""The class Feature."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING, ref


class Feature(XenObject):
    """Something that a host can do that not every host can."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "short name of the feature", given=True, default="")
    name_description = field(STRING, "what the feature is", given=True, default="")
    enabled = field(BOOL, "whether it is switched on", default=False)
    experimental = field(BOOL, "whether it is not yet meant for every day", given=True, default=False)
    version = field(STRING, "version of the feature", given=True, default="1.0")
    host = field(ref("host"), "host that has it", inverse="features")
