"""Messages of the class crashdump that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.crashdump import Crashdump

# fmt: off
not_built(Crashdump, "destroy(self: crashdump ref)",
    "Delete the dump with its disk.", role=POOL_OPERATOR, waits_for="crash dumps")
