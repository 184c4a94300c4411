"""The class PVS_proxy."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import BOOL, NULL_REF, STRING, ApiEnum, enum, ref


class PvsProxyStatus(ApiEnum):
    """What a PVS_proxy does now, or why it cannot."""

    stopped = "stopped"
    initialised = "initialised"
    caching = "caching"
    incompatible_write_cache_mode = "incompatible_write_cache_mode"
    incompatible_protocol_version = "incompatible_protocol_version"


class PVSProxy(XenObject, name="PVS_proxy"):
    """What caches the disk that is streamed to one network device of a VM."""

    uuid = field(STRING, "unique identifier")
    site = field(ref("PVS_site"), "site that streams the disk", given=True, inverse="proxies",
                 default=NULL_REF)  # fmt: skip
    VIF = field(ref("VIF"), "network device of the VM that the stream goes to", given=True, default=NULL_REF)
    currently_attached = field(BOOL, "whether it caches now", default=False)
    status = field(enum(PvsProxyStatus), "what it does now", default=PvsProxyStatus.stopped)
