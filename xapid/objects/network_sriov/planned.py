"""Messages of the class network_sriov that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.network_sriov import NetworkSriov

# fmt: off
not_built(NetworkSriov, "create(pif: PIF ref, network: network ref) => network_sriov ref",
    "Switch on the card's virtual functions and offer them on the network.",
    role=POOL_OPERATOR, waits_for="SR-IOV")
not_built(NetworkSriov, "destroy(self: network_sriov ref)",
    "Switch off the virtual functions; no VM may be using one.", role=POOL_OPERATOR, waits_for="SR-IOV")
not_built(NetworkSriov, "get_remaining_capacity(self: network_sriov ref) => int",
    "How many virtual functions are still free.", role=READ_ONLY, waits_for="SR-IOV")
