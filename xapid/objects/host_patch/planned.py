"""Messages of the class host_patch that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.host_patch import HostPatch

# fmt: off
not_built(HostPatch, "destroy(self: host_patch ref)",
    "Delete the patch's file and record on its host.", role=POOL_OPERATOR, waits_for="updates")
not_built(HostPatch, "apply(self: host_patch ref) => string",
    "Apply the patch to its host; answers what the patch said.", role=POOL_OPERATOR, waits_for="updates")
