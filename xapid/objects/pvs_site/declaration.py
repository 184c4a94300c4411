"""The class PVS_site."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import STRING, refs


class PVSSite(XenObject, name="PVS_site", write_role=POOL_OPERATOR):
    """A group of servers that stream disks to VMs, and what caches for them."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name that people gave the site", writable=True, default="")
    name_description = field(STRING, "free text about the site", writable=True, default="")
    PVS_uuid = field(STRING, "identifier of the site in the configuration of its servers", given=True,
                     default="")  # fmt: skip
    cache_storage = field(refs("PVS_cache_storage"), "caches for the site, one a host", inverse="site",
                          default=[])  # fmt: skip
    servers = field(refs("PVS_server"), "servers of the site", inverse="site")
    proxies = field(refs("PVS_proxy"), "network devices of VMs whose streams are cached", inverse="site")
