"""Messages of the class Host_driver that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.host_driver import HostDriver

# fmt: off
not_built(HostDriver, "select(self: Host_driver ref, variant: Driver_variant ref)",
    "Choose the version of the driver that runs from the next boot on.",
    role=POOL_ADMIN, waits_for="updates")
not_built(HostDriver, "deselect(self: Host_driver ref)",
    "Choose no version of the driver: the default runs from the next boot on.",
    role=POOL_ADMIN, waits_for="updates")
not_built(HostDriver, "rescan(host: host ref)",
    "Look for the drivers of the host, and their versions.", role=POOL_ADMIN, waits_for="updates")
