"""The class Observer: its fields."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, STRING, STRING_MAP, STRING_SET, refs


class Observer(XenObject, creatable=True):
    """Somebody who wants to see what calls do, as traces."""

    uuid = field(STRING, "unique name of the observer")
    name_label = field(STRING, "name for people", default="", writable=True)
    name_description = field(STRING, "what it is for", default="", writable=True)
    hosts = field(refs("host"), "the hosts that trace for it; none: all", default=(), given=True)
    attributes = field(STRING_MAP, "what is added to each of its spans", default={}, given=True)
    endpoints = field(STRING_SET, "where its spans go: bugtool (files of the host), or URLs of collectors",
                      default=(), given=True)  # fmt: skip
    components = field(STRING_SET, "the parts of a host that trace for it; none: all", default=(), given=True)
    enabled = field(BOOL, "whether anything is traced for it", default=False, given=True)
