"""The class PIF_metrics."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, FLOAT, INT, STRING, STRING_MAP


class PifMetrics(XenObject, name="PIF_metrics", write_role=POOL_OPERATOR):
    """What is known and measured of one network interface."""

    uuid = field(STRING, "unique identifier")
    io_read_kbs = field(FLOAT, "received, in kB/s; no longer kept here", default=0.0, persist=False,
                        removed=True)  # fmt: skip
    io_write_kbs = field(FLOAT, "sent, in kB/s; no longer kept here", default=0.0, persist=False,
                         removed=True)  # fmt: skip
    carrier = field(BOOL, "whether the cable has a signal")
    vendor_id = field(STRING, "PCI number of the maker")
    vendor_name = field(STRING, "name of the maker")
    device_id = field(STRING, "PCI number of the model")
    device_name = field(STRING, "name of the model")
    speed = field(INT, "speed of the link, in Mbit/s; 0: unknown")
    duplex = field(BOOL, "whether the link sends and receives at once")
    pci_bus_path = field(STRING, "place of the card on the PCI bus")
    last_updated = field(DATETIME, "when this was last measured")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
