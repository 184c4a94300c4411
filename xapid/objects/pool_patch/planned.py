"""Messages of the class pool_patch that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pool_patch import PoolPatch

# fmt: off
not_built(PoolPatch, "apply(self: pool_patch ref, host: host ref) => string",
    "Apply the patch to one host; answers what the patch said.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "pool_apply(self: pool_patch ref)",
    "Apply the patch to every host of the pool.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "precheck(self: pool_patch ref, host: host ref) => string",
    "Try whether the host could take the patch; answers what was found.",
    role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "clean(self: pool_patch ref)",
    "Delete the patch's file on the coordinator.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "pool_clean(self: pool_patch ref)",
    "Delete the patch's file on every host.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "destroy(self: pool_patch ref)",
    "Delete the patch, which no host may have any more.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolPatch, "clean_on_host(self: pool_patch ref, host: host ref)",
    "Delete the patch's file on one host.", role=POOL_OPERATOR, waits_for="updates")
