"""Messages of the class PBD that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pbd import PBD

# fmt: off
not_built(PBD, "plug(self: PBD ref)",
    "Connect the host to the SR.",
    role=POOL_OPERATOR, waits_for="storage objects", errors=("SR_UNKNOWN_DRIVER",))
not_built(PBD, "unplug(self: PBD ref)",
    "Disconnect the host from the SR; no running VM may use its disks.",
    role=POOL_OPERATOR, waits_for="storage objects")
not_built(PBD, "set_device_config(self: PBD ref, value: (string -> string) map)",
    "Set where the host finds the storage; it must be disconnected.",
    role=POOL_OPERATOR, waits_for="storage objects")
