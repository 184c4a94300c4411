"""The class VBD_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import DATETIME, FLOAT, NEVER, STRING, STRING_MAP


class VbdMetrics(XenObject, name="VBD_metrics", persist=False, removed=True, write_role=VM_ADMIN):
    """Throughput of a block device, from before there were data sources; none is made any more."""

    uuid = field(STRING, "unique identifier")
    io_read_kbs = field(FLOAT, "rate of reading, in KiB per second", default=0.0, persist=False, removed=True)
    io_write_kbs = field(FLOAT, "rate of writing, in KiB per second", default=0.0, persist=False,
                         removed=True)  # fmt: skip
    last_updated = field(DATETIME, "when these numbers were last read", default=NEVER, removed=True)
    other_config = field(STRING_MAP, "free entries for clients and tools", default={}, writable=True,
                         removed=True)  # fmt: skip
