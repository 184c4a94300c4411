"""The class Cluster_host."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import (
    BOOL,
    DATETIME,
    NEVER,
    NULL_REF,
    STRING,
    STRING_MAP,
    ApiEnum,
    enum,
    map_of,
    ref,
    set_of,
)


class ClusterHostOperation(ApiEnum):
    """What can be under way on a member of a cluster."""

    enable = "enable"
    disable = "disable"
    destroy = "destroy"


class ClusterHost(XenObject, name="Cluster_host"):
    """The membership of one host in a cluster."""

    uuid = field(STRING, "unique identifier")
    cluster = field(ref("Cluster"), "cluster that the host is a member of", given=True,
                    inverse="cluster_hosts", default=NULL_REF)  # fmt: skip
    host = field(ref("host"), "host that is the member", given=True, default=NULL_REF)
    enabled = field(BOOL, "whether the host takes part now", default=False)
    PIF = field(ref("PIF"), "interface through which it reaches the other members", given=True,
                default=NULL_REF)  # fmt: skip
    joined = field(BOOL, "whether it has joined the cluster since it was entered", default=True)
    live = field(BOOL, "whether the others see it", default=False)
    last_update_live = field(DATETIME, "when live was last told", default=NEVER)
    allowed_operations = field(set_of(enum(ClusterHostOperation)), "operations that may start now",
                               default=[], persist=False)  # fmt: skip
    current_operations = field(
        map_of(STRING, enum(ClusterHostOperation)), "operations under way, by the task that runs them",
        default={}, persist=False,
    )  # fmt: skip
    other_config = field(STRING_MAP, "settings by clients, free keys", given=True, default={})
