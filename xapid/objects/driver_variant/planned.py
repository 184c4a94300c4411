"""Messages of the class Driver_variant that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.driver_variant import DriverVariant

# fmt: off
not_built(DriverVariant, "select(self: Driver_variant ref)",
    "Choose this version of its driver for the next boot.", role=POOL_ADMIN, waits_for="updates")
