"""Messages of the class PUSB that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_ADMIN
from xapid.objects.pusb import PUSB

# fmt: off
not_built(PUSB, "scan(host: host ref)",
    "Look for USB devices of the host that came or went.", role=POOL_ADMIN, waits_for="USB")
not_built(PUSB, "set_passthrough_enabled(self: PUSB ref, value: bool)",
    "Say whether VMs may have the device; False while one has it is refused.",
    role=POOL_ADMIN, waits_for="USB")
