"""Messages of the class SDN_controller that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.sdn_controller import SDNController

# fmt: off
not_built(SDNController,
    'introduce(protocol: enum sdn_controller_protocol = "ssl", address: string = "", port: int = 0) => '
    "SDN_controller ref",
    "Have the virtual switches follow this controller.", role=POOL_OPERATOR, waits_for="Open vSwitch")
not_built(SDNController, "forget(self: SDN_controller ref)",
    "Have the virtual switches follow this controller no more.", role=POOL_OPERATOR, waits_for="Open vSwitch")
