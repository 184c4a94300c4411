"""The PCI devices of the machine, as the kernel lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from xapid.hardware.files import entries, linked, number
from xapid.hardware.ids import IdFile, Key

#: Kinds of devices that people manage or give to VMs: storage, network, display, accelerators.
MANAGED = ("01", "02", "03", "12")
#: Drivers that hold a device for VMs, so that the host itself does not use it.
KEEPERS = frozenset({"vfio-pci", "pciback", "xen-pciback", "pci-stub"})

_ADDRESS = re.compile(r"[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]")
_NO_NUMBER = ("", "0000", "ffff")


@dataclass(frozen=True)
class PciDevice:
    """One function of a device. Numbers in hexadecimal; a name that is not known is empty."""

    address: str
    class_id: str
    class_name: str
    vendor_id: str
    vendor_name: str
    device_id: str
    device_name: str
    subsystem_vendor_id: str
    subsystem_vendor_name: str
    subsystem_device_id: str
    subsystem_device_name: str
    driver: str
    #: Address of the function that provides this one by SR-IOV; empty: it stands for itself.
    physical_function: str

    @property
    def slot(self) -> str:
        """The address without the function: what is pulled out in one piece."""
        return self.address.rpartition(".")[0]


def list_pci(sys: Path, ids: IdFile) -> list[PciDevice]:
    """All devices of managed kinds, by address. Blocks."""
    found = [path for path in entries(sys / "bus/pci/devices") if _ADDRESS.fullmatch(path.name)]
    return [_device(path, ids) for path in found if number(path / "class")[:2] in MANAGED]


def driver_of(sys: Path, address: str) -> str:
    """The driver that serves the device now, empty for none. Blocks."""
    return linked(sys / "bus/pci/devices" / address / "driver")


def _device(path: Path, ids: IdFile) -> PciDevice:
    kind = number(path / "class")[:4]
    vendor, device = number(path / "vendor"), number(path / "device")
    card_vendor, card = _given(path / "subsystem_vendor"), _given(path / "subsystem_device")
    keys: dict[str, Key] = {
        "subclass": ("C", kind[:2], kind[2:]),
        "class": ("C", kind[:2]),
        "vendor": (vendor,),
        "device": (vendor, device),
        "card vendor": (card_vendor,),
        "card": (vendor, device, card_vendor, card),
    }
    names = ids.names(keys.values())
    return PciDevice(
        address=path.name,
        class_id=kind,
        class_name=names[keys["subclass"]] or names[keys["class"]],
        vendor_id=vendor,
        vendor_name=names[keys["vendor"]],
        device_id=device,
        device_name=names[keys["device"]],
        subsystem_vendor_id=card_vendor,
        subsystem_vendor_name=names[keys["card vendor"]],
        subsystem_device_id=card,
        subsystem_device_name=names[keys["card"]],
        driver=linked(path / "driver"),
        physical_function=linked(path / "physfn"),
    )


def _given(path: Path) -> str:
    """A number of the card; makers of chips without one leave zeros."""
    value = number(path)
    return "" if value in _NO_NUMBER else value
