"""The class tunnel."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import NULL_REF, STRING, STRING_MAP, ApiEnum, enum, ref


class TunnelProtocol(ApiEnum):
    """How a tunnel wraps packets."""

    gre = "gre"
    vxlan = "vxlan"


class Tunnel(XenObject, name="tunnel", write_role=POOL_OPERATOR):
    """A tunnel that joins a network's bridges on several hosts."""

    uuid = field(STRING, "unique identifier")
    access_PIF = field(ref("PIF"), "interface that the tunnel's traffic appears on", given=True,
                       inverse="tunnel_access_PIF_of", default=NULL_REF)  # fmt: skip
    transport_PIF = field(ref("PIF"), "interface that carries the tunnel's packets", given=True,
                          inverse="tunnel_transport_PIF_of", default=NULL_REF)  # fmt: skip
    status = field(STRING_MAP, "whether the tunnel works, under the key active", writable=True,
                   default={"active": "false"})  # fmt: skip
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
    protocol = field(enum(TunnelProtocol), "how packets are wrapped", writable=True,
                     default=TunnelProtocol.gre)  # fmt: skip
