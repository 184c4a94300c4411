"""The class crashdump."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import STRING, STRING_MAP, ref


class Crashdump(XenObject, name="crashdump", write_role=POOL_OPERATOR):
    """The memory of a guest at the moment when it crashed."""

    uuid = field(STRING, "unique identifier")
    VM = field(ref("VM"), "the VM that crashed", given=True, inverse="crash_dumps")
    VDI = field(ref("VDI"), "the disk that holds the dump", given=True, inverse="crash_dumps")
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True, default={})
