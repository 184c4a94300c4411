"""The class host_patch."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, DATETIME, INT, NULL_REF, STRING, STRING_MAP, ref


class HostPatch(XenObject, name="host_patch", write_role=POOL_OPERATOR):
    """A patch as one host has it, in the form that came before pool_update."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name of the patch", given=True, default="")
    name_description = field(STRING, "what the patch is for", given=True, default="")
    version = field(STRING, "version of the patch", given=True)
    host = field(ref("host"), "the host that the patch was sent to", given=True, inverse="patches")
    applied = field(BOOL, "whether the host runs with it")
    timestamp_applied = field(DATETIME, "when it was applied")
    size = field(INT, "size of the patch's file, in bytes")
    pool_patch = field(ref("pool_patch"), "the patch of the pool that this is one host's part of", given=True,
                       inverse="host_patches", default=NULL_REF)  # fmt: skip
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True, default={})
    filename = field(STRING, "path of the patch's file on the host", internal=True)
