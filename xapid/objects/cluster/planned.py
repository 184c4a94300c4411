"""Messages of the class Cluster that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.cluster import Cluster

# fmt: off
not_built(Cluster,
    "create(PIF: PIF ref, cluster_stack: string, pool_auto_join: bool, token_timeout: float = 20.0, "
    "token_timeout_coefficient: float = 1.0) => Cluster ref",
    "Make a cluster of this host alone.",
    role=POOL_OPERATOR, waits_for="clustering",
    errors=("INVALID_CLUSTER_STACK", "INVALID_VALUE", "PIF_ALLOWS_UNPLUG", "REQUIRED_PIF_IS_UNPLUGGED"))
not_built(Cluster, "destroy(self: Cluster ref)",
    "Delete a cluster that has one member.",
    role=POOL_OPERATOR, waits_for="clustering",
    errors=("CLUSTER_DOES_NOT_HAVE_ONE_NODE", "CLUSTER_STACK_IN_USE"))
not_built(Cluster, "get_network(self: Cluster ref) => network ref",
    "The network on which the members reach each other.", role=READ_ONLY, waits_for="clustering")
not_built(Cluster,
    "pool_create(network: network ref, cluster_stack: string, token_timeout: float = 20.0, "
    "token_timeout_coefficient: float = 1.0) => Cluster ref",
    "Make a cluster of all hosts of the pool, on a network.", role=POOL_OPERATOR, waits_for="clustering")
not_built(Cluster, "pool_force_destroy(self: Cluster ref)",
    "Delete a cluster, also when some members cannot be reached.",
    role=POOL_OPERATOR, waits_for="clustering", errors=("CLUSTER_FORCE_DESTROY_FAILED",))
not_built(Cluster, "pool_destroy(self: Cluster ref)",
    "Delete a cluster of all hosts of the pool.",
    role=POOL_OPERATOR, waits_for="clustering",
    errors=("CLUSTER_STACK_IN_USE", "CLUSTERING_DISABLED", "CLUSTER_HOST_IS_LAST"))
not_built(Cluster, "pool_resync(self: Cluster ref)",
    "Make hosts of the pool members that are not, and enable those that should be.",
    role=POOL_OPERATOR, waits_for="clustering")
not_built(Cluster, "cstack_sync(self: Cluster ref)",
    "Bring the records up to what the cluster software says.",
    role=POOL_OPERATOR, waits_for="clustering", hidden=True, pool_internal=True)
