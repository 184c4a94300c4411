"""The class VIF_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import DATETIME, FLOAT, STRING, STRING_MAP


class VifMetrics(XenObject, name="VIF_metrics", persist=False, removed=True, write_role=VM_ADMIN):
    """Throughput of a network device, from before there were data sources; none is made any more."""

    uuid = field(STRING, "unique identifier")
    io_read_kbs = field(FLOAT, "rate of receiving, in KiB per second", default=0.0, persist=False,
                        removed=True)  # fmt: skip
    io_write_kbs = field(FLOAT, "rate of sending, in KiB per second", default=0.0, persist=False,
                         removed=True)  # fmt: skip
    last_updated = field(DATETIME, "when these numbers were last read")
    other_config = field(STRING_MAP, "free entries for clients and tools", default={}, writable=True)
