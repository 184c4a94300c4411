"""The class host_crashdump."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import DATETIME, INT, STRING, STRING_MAP, ref


class HostCrashdump(XenObject, name="host_crashdump", write_role=POOL_OPERATOR):
    """What a host's kernel left behind when it crashed."""

    uuid = field(STRING, "unique identifier")
    host = field(ref("host"), "the host that crashed", given=True, inverse="crashdumps")
    timestamp = field(DATETIME, "when it crashed")
    size = field(INT, "size of the dump, in bytes")
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True, default={})
    filename = field(STRING, "name of the dump in the host's directory of crash dumps", given=True,
                     internal=True)  # fmt: skip
