"""The USB devices of the machine, as the kernel lists them, and which of them VMs may have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xapid.hardware.files import entries, number, text
from xapid.hardware.ids import IdFile

#: Devices have names such as 1-2.3, beside interfaces (1-2:1.0) and root hubs (usb1).
_PORT = re.compile(r"[0-9]+-[0-9]+(?:\.[0-9]+)*")
_HUB = "09"
_UNKNOWN_SPEED = -1.0


@dataclass(frozen=True)
class UsbInterface:
    """What a device does, or one of the things: numbers in hexadecimal."""

    class_id: str
    subclass: str
    protocol: str


@dataclass(frozen=True)
class UsbDevice:
    """One device. Numbers of maker and model in hexadecimal; what is not known is empty."""

    path: str
    bus: int
    address: int
    vendor_id: str
    vendor: str
    product_id: str
    product: str
    serial: str
    version: str
    release: str
    #: Megabits per second; -1 when the kernel does not know.
    speed: float
    interfaces: tuple[UsbInterface, ...]


@dataclass(frozen=True)
class Rule:
    """Whether devices that have all of these may be given to VMs. A rule without conditions fits all."""

    allow: bool
    conditions: dict[str, str]

    def fits(self, device: UsbDevice) -> bool:
        """Whether the conditions hold; those of a kind hold together of one interface."""
        own = {"vid": device.vendor_id, "pid": device.product_id, "rel": device.release}
        if any(own[name] != value for name, value in self.conditions.items() if name in own):
            return False
        kind = {name: value for name, value in self.conditions.items() if name not in own}
        return not kind or any(kind.items() <= _kind(i).items() for i in device.interfaces)


def _kind(interface: UsbInterface) -> dict[str, str]:
    return {"class": interface.class_id, "subclass": interface.subclass, "prot": interface.protocol}


def read_rule(line: str) -> Rule:
    """``allow`` or ``deny``, then conditions such as ``class=03``: the settings take nothing else."""
    verdict, *words = line.lower().split()
    return Rule(verdict == "allow", dict(word.partition("=")[::2] for word in words))


def is_offered(device: UsbDevice, rules: Sequence[Rule]) -> bool:
    """Whether VMs may have the device: the first rule that fits decides, and without one they may."""
    return next((rule.allow for rule in rules if rule.fits(device)), True)


def list_usb(sys: Path, ids: IdFile) -> list[UsbDevice]:
    """All devices but hubs, by path. Blocks."""
    found = [path for path in entries(sys / "bus/usb/devices") if _PORT.fullmatch(path.name)]
    devices = [_device(path, ids) for path in found if text(path / "bDeviceClass") != _HUB]
    return [device for device in devices if device is not None]


def _device(path: Path, ids: IdFile) -> UsbDevice | None:
    vendor, product = number(path / "idVendor"), number(path / "idProduct")
    bus, address = text(path / "busnum"), text(path / "devnum")
    if not (vendor and product and bus.isdecimal() and address.isdecimal()):
        return None  # it is just being pulled out
    names = ids.names([(vendor,), (vendor, product)])
    return UsbDevice(
        path=path.name,
        bus=int(bus),
        address=int(address),
        vendor_id=vendor,
        vendor=names[vendor,] or text(path / "manufacturer"),
        product_id=product,
        product=names[vendor, product] or text(path / "product"),
        serial=text(path / "serial"),
        version=text(path / "version"),
        release=number(path / "bcdDevice"),
        speed=_speed(text(path / "speed")),
        interfaces=tuple(_interface(part) for part in entries(path) if part.name.startswith(f"{path.name}:")),
    )


def _interface(path: Path) -> UsbInterface:
    return UsbInterface(
        *(number(path / name) for name in ("bInterfaceClass", "bInterfaceSubClass", "bInterfaceProtocol"))
    )


def _speed(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        return _UNKNOWN_SPEED
