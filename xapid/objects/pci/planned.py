"""Messages of the class PCI that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pci import PCI

# fmt: off
not_built(PCI, "disable_dom0_access(self: PCI ref) => enum pci_dom0_access",
    "Keep the host itself off the device from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="kernel command line")
not_built(PCI, "enable_dom0_access(self: PCI ref) => enum pci_dom0_access",
    "Let the host itself use the device again from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="kernel command line")
not_built(PCI, "get_dom0_access_status(self: PCI ref) => enum pci_dom0_access",
    "Whether the host itself uses the device, and what its next boot changes.",
    role=POOL_OPERATOR, waits_for="PCI")
