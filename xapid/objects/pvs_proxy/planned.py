"""Messages of the class PVS_proxy that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pvs_proxy import PVSProxy

# fmt: off
not_built(PVSProxy, "create(site: PVS_site ref, VIF: VIF ref) => PVS_proxy ref",
    "Have the streams to the VM's network device cached.", role=POOL_OPERATOR, waits_for="PVS")
not_built(PVSProxy, "destroy(self: PVS_proxy ref)",
    "No longer cache the streams to a VM's network device; the VM has to be off.",
    role=POOL_OPERATOR, waits_for="PVS")
