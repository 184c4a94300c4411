"""The class PVS_server."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import INT, NULL_REF, STRING, STRING_SET, ref


class PVSServer(XenObject, name="PVS_server"):
    """A server that streams disks to VMs."""

    uuid = field(STRING, "unique identifier")
    addresses = field(STRING_SET, "IPv4 addresses of the server", given=True, default=[])
    first_port = field(INT, "lowest UDP port that it answers on", given=True, default=0)
    last_port = field(INT, "highest UDP port that it answers on", given=True, default=0)
    site = field(ref("PVS_site"), "site that it belongs to", given=True, inverse="servers", default=NULL_REF)
