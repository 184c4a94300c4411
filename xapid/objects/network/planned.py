"""Messages of the class network that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR, VM_POWER_ADMIN
from xapid.objects.network import Network

# fmt: off
not_built(Network,
    "pool_introduce(name_label: string, name_description: string, MTU: int, other_config: (string -> "
    "string) map, bridge: string, managed: bool, purpose: enum network_purpose set) => network ref",
    "Enter a network that a joining host brings.", role=POOL_OPERATOR, waits_for="several hosts", hidden=True)
not_built(Network, "attach_for_vm(host: host ref, vm: VM ref)",
    "Bring up on the host every network that the VM needs.",
    role=VM_POWER_ADMIN, waits_for="several hosts", hidden=True)
not_built(Network, "detach_for_vm(host: host ref, vm: VM ref)",
    "Take down on the host the networks that only the VM needed.",
    role=VM_POWER_ADMIN, waits_for="several hosts", hidden=True)
