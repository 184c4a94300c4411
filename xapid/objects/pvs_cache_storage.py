"""The class PVS_cache_storage."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.messages import not_built
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import INT, NULL_REF, STRING, ref


class PVSCacheStorage(XenObject, name="PVS_cache_storage", write_role=POOL_OPERATOR, creatable=True):
    """Where a host keeps what it caches for a site."""

    uuid = field(STRING, "unique identifier")
    host = field(ref("host"), "host that caches", given=True, default=NULL_REF)
    SR = field(ref("SR"), "SR that holds the cache", given=True, default=NULL_REF)
    site = field(ref("PVS_site"), "site that is cached", given=True, inverse="cache_storage",
                 default=NULL_REF)  # fmt: skip
    size = field(INT, "room for the cache, in bytes", given=True, default=21474836480)
    VDI = field(ref("VDI"), "disk that the cache is on; null: none", default=NULL_REF)


# fmt: off
not_built(PVSCacheStorage, "create(args: PVS_cache_storage record) => PVS_cache_storage ref",
    "Give a host room to cache for a site.", role=POOL_OPERATOR, waits_for="PVS")
not_built(PVSCacheStorage, "destroy(self: PVS_cache_storage ref)",
    "Take away a host's room to cache for a site.", role=POOL_OPERATOR, waits_for="PVS")
