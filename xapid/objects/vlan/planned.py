"""Messages of the class VLAN that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.vlan import VLAN

# fmt: off
not_built(VLAN,
    "pool_introduce(tagged_PIF: PIF ref, untagged_PIF: PIF ref, tag: int, other_config: (string -> string) "
    "map) => VLAN ref",
    "Enter a VLAN that a joining host brings.", role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(VLAN, "create(tagged_PIF: PIF ref, tag: int, network: network ref) => VLAN ref",
    "Make an interface on the network for the traffic of one tag.", role=POOL_OPERATOR, waits_for="VLANs")
not_built(VLAN, "destroy(self: VLAN ref)",
    "Delete the VLAN and its interface.", role=POOL_OPERATOR, waits_for="VLANs")
