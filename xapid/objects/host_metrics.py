"""The class host_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, STRING, STRING_MAP


class HostMetrics(XenObject, name="host_metrics", write_role=POOL_OPERATOR):
    """What is measured on one host."""

    uuid = field(STRING, "unique identifier")
    memory_total = field(INT, "memory of the host, in bytes")
    memory_free = field(INT, "free memory, in bytes; no longer kept here", default=0, removed=True)
    live = field(BOOL, "whether the host answers")
    last_updated = field(DATETIME, "when this was last measured")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
