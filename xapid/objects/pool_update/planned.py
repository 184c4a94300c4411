"""Messages of the class pool_update that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pool_update import PoolUpdate

# fmt: off
not_built(PoolUpdate, "introduce(vdi: VDI ref) => pool_update ref",
    "Make the update that the disk holds known to the pool.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "precheck(self: pool_update ref, host: host ref) => enum livepatch_status",
    "Try whether the host could take the update; answers how much would be live at once.",
    role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "apply(self: pool_update ref, host: host ref)",
    "Apply the update to one host.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "pool_apply(self: pool_update ref)",
    "Apply the update to every host of the pool.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "pool_clean(self: pool_update ref)",
    "Delete the update's disk; the record stays.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "destroy(self: pool_update ref)",
    "Delete an update that no host has.", role=POOL_OPERATOR, waits_for="updates")
not_built(PoolUpdate, "attach(self: pool_update ref, use_localhost_proxy: bool = false) => string",
    "Offer the update's disk to the hosts; answers the address to read it from.",
    role=POOL_OPERATOR, waits_for="updates", hidden=True)
not_built(PoolUpdate, "detach(self: pool_update ref)",
    "Offer the update's disk no longer.", role=POOL_OPERATOR, waits_for="updates", hidden=True)
not_built(PoolUpdate, "resync_host(host: host ref)",
    "Write down anew which updates the host has.", role=POOL_OPERATOR, waits_for="updates", hidden=True)
