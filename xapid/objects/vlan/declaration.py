"""The class VLAN."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import INT, NULL_REF, STRING, STRING_MAP, ref


class VLAN(XenObject, write_role=POOL_OPERATOR):
    """A tag that keeps one network's traffic apart on an interface that several share."""

    uuid = field(STRING, "unique identifier")
    tagged_PIF = field(ref("PIF"), "interface that carries the tagged traffic", given=True,
                       inverse="VLAN_slave_of", default=NULL_REF)  # fmt: skip
    untagged_PIF = field(ref("PIF"), "interface that the traffic of this tag appears on, without the tag",
                         default=NULL_REF)  # fmt: skip
    tag = field(INT, "the tag, 0 to 4094", given=True, default=-1)
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
