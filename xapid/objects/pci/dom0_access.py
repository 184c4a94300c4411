"""Whether the host itself uses a PCI device."""

from __future__ import annotations

from xapid.hardware.pci import KEEPERS
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.pci.declaration import PCI, PciDom0Access


@message(PCI, role=POOL_OPERATOR)
async def get_dom0_access_status(ctx: Context, self: PCI) -> PciDom0Access:
    """Whether the host itself uses the device: not while a driver such as vfio-pci keeps it for VMs.

    What the host's next boot changes stands in its boot loader, which is never changed from here.
    """
    driver = await ctx.services.hardware.pci_driver(self.pci_id)
    return PciDom0Access.disabled if driver in KEEPERS else PciDom0Access.enabled
