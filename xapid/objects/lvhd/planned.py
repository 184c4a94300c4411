"""Messages of the class LVHD that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.lvhd import LVHD

# fmt: off
not_built(LVHD,
    "enable_thin_provisioning(host: host ref, SR: SR ref, initial_allocation: int, allocation_quantum: int) "
    "=> string",
    "Turn an SR to disks that grow by the quantum from an initial size, both in bytes.",
    role=POOL_ADMIN, waits_for="block SRs")
