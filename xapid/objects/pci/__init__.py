"""The class PCI: its fields, and its messages."""

from xapid.objects.pci.declaration import PCI, PciDom0Access

__all__ = ["PCI", "PciDom0Access"]
