"""The class Cluster."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import POOL_OPERATOR
from xapid.model.types import (
    BOOL,
    FLOAT,
    INT,
    STRING,
    STRING_MAP,
    STRING_SET,
    ApiEnum,
    enum,
    map_of,
    refs,
    set_of,
)


class ClusterOperation(ApiEnum):
    """What can be under way on a cluster."""

    add = "add"
    remove = "remove"
    enable = "enable"
    disable = "disable"
    destroy = "destroy"


class Cluster(XenObject, write_role=POOL_OPERATOR):
    """Hosts that watch each other and agree on which of them are alive."""

    uuid = field(STRING, "unique identifier")
    cluster_hosts = field(refs("Cluster_host"), "its members", inverse="cluster")
    pending_forget = field(STRING_SET, "addresses of members that are gone and not yet forgotten by all",
                           default=[])  # fmt: skip
    cluster_token = field(STRING, "secret that the members prove themselves with", given=True, default="")
    cluster_stack = field(STRING, "software that the members agree by", given=True, default="corosync")
    cluster_stack_version = field(INT, "version of that software", given=True, default=2)
    is_quorate = field(BOOL, "whether enough members see each other for the cluster to decide", default=False)
    quorum = field(INT, "how many members that takes", default=0)
    live_hosts = field(INT, "how many members see each other now", default=0)
    expected_hosts = field(INT, "how many members there should be", default=0)
    allowed_operations = field(set_of(enum(ClusterOperation)), "operations that may start now", default=[],
                               persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(ClusterOperation)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    pool_auto_join = field(BOOL, "whether hosts that join the pool join the cluster as well", given=True,
                           default=True)  # fmt: skip
    token_timeout = field(FLOAT, "seconds of silence after which a member counts as lost", given=True,
                          default=20.0)  # fmt: skip
    token_timeout_coefficient = field(FLOAT, "seconds that each member beyond the second adds to that",
                                      given=True, default=1.0)  # fmt: skip
    cluster_config = field(STRING_MAP, "settings of the cluster software", given=True, default={})
    other_config = field(STRING_MAP, "settings by clients, free keys", writable=True, default={})
