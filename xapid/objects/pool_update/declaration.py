"""The class pool_update."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, INT, STRING, STRING_MAP, ApiEnum, enum, ref, refs, set_of


class UpdateAfterApplyGuidance(ApiEnum):
    """What has to be restarted once an update is applied."""

    restartHVM = "restartHVM"
    restartPV = "restartPV"
    restartHost = "restartHost"
    restartXAPI = "restartXAPI"


class LivepatchStatus(ApiEnum):
    """How much of an update takes effect without a restart."""

    ok_livepatch_complete = "ok_livepatch_complete"
    ok_livepatch_incomplete = "ok_livepatch_incomplete"
    ok = "ok"


class PoolUpdate(XenObject, name="pool_update", write_role=POOL_OPERATOR):
    """A package of fixes that hosts of the pool can be given."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name of the update", given=True, default="")
    name_description = field(STRING, "what the update is for", given=True, default="")
    version = field(STRING, "version of the update", given=True, default="")
    installation_size = field(INT, "room that it takes on a host, in bytes", given=True, default=0)
    key = field(STRING, "name of the public key that its signature is checked with", given=True, default="")
    after_apply_guidance = field(
        set_of(enum(UpdateAfterApplyGuidance)), "what has to be restarted once it is applied", given=True,
        default=[],
    )  # fmt: skip
    vdi = field(ref("VDI"), "disk that holds the update; null once it was cleaned away", given=True)
    hosts = field(refs("host"), "hosts that the update is applied to", inverse="updates")
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True, default={})
    enforce_homogeneity = field(BOOL, "whether all hosts of a pool have to have it, or none", given=True,
                                default=False)  # fmt: skip
