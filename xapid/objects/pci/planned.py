"""Messages of the class PCI that are not built yet."""

from xapid.model.messages import not_built
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.pci import PCI

# Only the command line of the kernel keeps a device from the host at its boot, and that is not ours to write.
# fmt: off
not_built(PCI, "disable_dom0_access(self: PCI ref) => enum pci_dom0_access",
    "Keep the host itself off the device from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="kernel command line")
not_built(PCI, "enable_dom0_access(self: PCI ref) => enum pci_dom0_access",
    "Let the host itself use the device again from its next boot on; answers the state.",
    role=POOL_OPERATOR, waits_for="kernel command line")
