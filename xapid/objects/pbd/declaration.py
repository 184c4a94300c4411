"""The class PBD."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, STRING, STRING_MAP, ref


class PBD(XenObject, write_role=POOL_OPERATOR, creatable=True):
    """The connection of one host to one SR."""

    uuid = field(STRING, "unique identifier")
    host = field(ref("host"), "host that is connected", given=True, inverse="PBDs")
    SR = field(ref("SR"), "SR that it is connected to", given=True, inverse="PBDs")
    device_config = field(STRING_MAP, "where the host finds the storage: keys of the driver", given=True)
    currently_attached = field(BOOL, "whether the host can use the SR now")
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
