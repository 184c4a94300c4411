"""The class pool_patch."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import BOOL, INT, NULL_REF, STRING, STRING_MAP, ApiEnum, enum, ref, refs, set_of


class AfterApplyGuidance(ApiEnum):
    """What has to be restarted once a patch is applied."""

    restartHVM = "restartHVM"
    restartPV = "restartPV"
    restartHost = "restartHost"
    restartXAPI = "restartXAPI"


class PoolPatch(XenObject, name="pool_patch", write_role=POOL_OPERATOR):
    """A fix for hosts in the form that came before pool_update; kept so that old clients find the class."""

    uuid = field(STRING, "unique identifier")
    name_label = field(STRING, "name of the patch", given=True, default="")
    name_description = field(STRING, "what the patch is for", given=True, default="")
    version = field(STRING, "version of the patch", given=True, default="")
    size = field(INT, "size of the patch's file, in bytes", default=0)
    pool_applied = field(BOOL, "whether every host of the pool has it", default=False)
    host_patches = field(refs("host_patch"), "the patch on each host that has it", inverse="pool_patch")
    after_apply_guidance = field(set_of(enum(AfterApplyGuidance)),
                                 "what has to be restarted once it is applied", default=[])  # fmt: skip
    pool_update = field(ref("pool_update"), "the update that stands behind the patch; null if none does",
                        given=True, default=NULL_REF)  # fmt: skip
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True, default={})
    filename = field(STRING, "path of the patch's file on the coordinator", default="", internal=True)
