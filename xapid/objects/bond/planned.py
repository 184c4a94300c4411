"""Messages of the class Bond that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.bond import Bond

# fmt: off
not_built(Bond,
    'create(network: network ref, members: PIF ref set, MAC: string, mode: enum bond_mode = "balance-slb", '
    "properties: (string -> string) map = {}) => Bond ref",
    "Join the interfaces to one, on the network; an empty MAC takes the first member's.",
    role=POOL_OPERATOR, waits_for="bonds")
not_built(Bond, "destroy(self: Bond ref)",
    "Take a bond apart; its addresses go back to its primary member.", role=POOL_OPERATOR, waits_for="bonds")
not_built(Bond, "set_mode(self: Bond ref, value: enum bond_mode)",
    "Choose how traffic is spread over the members.", role=POOL_OPERATOR, waits_for="bonds")
not_built(Bond, "set_property(self: Bond ref, name: string, value: string)",
    "Set one of the settings of the bond's mode.", role=POOL_OPERATOR, waits_for="bonds")
