"""Messages of the class Cluster_host that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import NOBODY, POOL_OPERATOR
from xapid.objects.cluster_host import ClusterHost

# fmt: off
not_built(ClusterHost, "create(cluster: Cluster ref, host: host ref, pif: PIF ref) => Cluster_host ref",
    "Make a host a member of a cluster.",
    role=POOL_OPERATOR, waits_for="clustering",
    errors=("PIF_NOT_ATTACHED_TO_HOST", "NO_CLUSTER_HOSTS_REACHABLE"))
not_built(ClusterHost, "destroy(self: Cluster_host ref)",
    "Take a host out of its cluster.",
    role=POOL_OPERATOR, waits_for="clustering",
    errors=("CLUSTER_STACK_IN_USE", "CLUSTERING_DISABLED", "CLUSTER_HOST_IS_LAST"))
not_built(ClusterHost, "enable(self: Cluster_host ref)",
    "Let a member take part again.",
    role=POOL_OPERATOR, waits_for="clustering", errors=("PIF_ALLOWS_UNPLUG", "REQUIRED_PIF_IS_UNPLUGGED"))
not_built(ClusterHost, "force_destroy(self: Cluster_host ref)",
    "Take a host out of its cluster even when that does not work on it.",
    role=POOL_OPERATOR, waits_for="clustering", errors=("CLUSTER_STACK_IN_USE",))
not_built(ClusterHost, "forget(self: Cluster_host ref)",
    "Drop a member that is gone for good.", role=NOBODY, waits_for="clustering", hidden=True)
not_built(ClusterHost, "disable(self: Cluster_host ref)",
    "Let a member not take part until it is enabled again.",
    role=POOL_OPERATOR, waits_for="clustering", errors=("CLUSTER_STACK_IN_USE",))
