"""The class host_cpu."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import FLOAT, INT, STRING, STRING_MAP, ref


class HostCpu(XenObject, name="host_cpu", write_role=POOL_OPERATOR):
    """One processor of a host, as its operating system counts them."""

    uuid = field(STRING, "unique identifier")
    host = field(ref("host"), "host that the processor belongs to", inverse="host_CPUs")
    number = field(INT, "number of the processor within the host, from 0")
    vendor = field(STRING, "maker, as the processor names it")
    speed = field(INT, "clock, in MHz")
    modelname = field(STRING, "name of the model, as the processor gives it")
    family = field(INT, "family number")
    model = field(INT, "model number")
    stepping = field(STRING, "stepping number")
    flags = field(STRING, "features, in words")
    features = field(STRING, "features, in hexadecimal words")
    utilisation = field(FLOAT, "share of the time that the processor works, 0.0 to 1.0", persist=False)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
