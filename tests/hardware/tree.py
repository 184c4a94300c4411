"""A machine of one's own: the PCI devices of this one, and whatever is plugged into it, below a directory."""

from __future__ import annotations

import os
from pathlib import Path

PCI_FILES = ("class", "vendor", "device", "subsystem_vendor", "subsystem_device")


class Tree:
    """What /sys would show of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pci, self.usb = root / "bus/pci/devices", root / "bus/usb/devices"
        self.pci.mkdir(parents=True)
        self.usb.mkdir(parents=True)

    def copy_this_machine(self) -> None:
        """The PCI devices of the machine that the tests run on, as they are."""
        for device in Path("/sys/bus/pci/devices").iterdir():
            copy = self._device(self.pci, device.name)
            for name in PCI_FILES:
                (copy / name).write_bytes((device / name).read_bytes())
            for link in ("driver", "physfn"):
                if (device / link).is_symlink():
                    (copy / link).symlink_to(os.readlink(device / link))

    def add_pci(self, address: str, numbers: str, driver: str = "", physfn: str = "") -> Path:
        """``numbers``: class, vendor, device, and those of the card, in the order and form of the kernel."""
        device = self._device(self.pci, address)
        for name, number in zip(PCI_FILES, numbers.split(), strict=True):
            (device / name).write_text(f"0x{number}\n")
        if driver:
            (device / "driver").symlink_to(f"../../../bus/pci/drivers/{driver}")
        if physfn:
            (device / "physfn").symlink_to(f"../{physfn}")
        return device

    def plug_usb(self, path: str, ids: str, interface: str = "08 06 50", **files: str) -> Path:
        """``ids``: maker and model; ``interface``: class, subclass and protocol; ``files``: what differs."""
        device = self._device(self.usb, path)
        vendor, product = ids.split(":")
        said = {"idVendor": vendor, "idProduct": product, "busnum": path[0], "devnum": "4", "speed": "480",
                "version": " 2.00", "bcdDevice": "0100", "bDeviceClass": "00", **files}  # fmt: skip
        part = device / f"{path}:1.0"
        part.mkdir()
        kind = zip(
            ("bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol"), interface.split(), strict=True
        )
        for place, name, text in [*((device, *i) for i in said.items()), *((part, *i) for i in kind)]:
            (place / name).write_text(f"{text}\n")
        return device

    def _device(self, bus: Path, name: str) -> Path:
        """The kernel shows a bus as links to where the devices are."""
        device = self.root / "devices" / name
        device.mkdir(parents=True)
        (bus / name).symlink_to(device)
        return device

    def pull(self, bus: Path, name: str) -> None:
        """Take a device out."""
        (bus / name).unlink()
