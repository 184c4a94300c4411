"""What /sys and the host's files know about a NIC. Everything here blocks, and reads only."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from xapid.hardware.ids import IdFile
from xapid.network.spec import Duplex

_NET = Path("/sys/class/net")
_PCI_IDS = IdFile("pci.ids")


@dataclass(frozen=True)
class Hardware:
    """The physical side of a network device; empty where there is none."""

    is_physical: bool = False
    speed: int = 0
    duplex: Duplex = Duplex.unknown
    driver: str = ""
    pci_bus_path: str = ""
    vendor_id: str = ""
    vendor_name: str = ""
    device_id: str = ""
    device_name: str = ""


def read_hardware(name: str) -> Hardware:
    """The hardware behind the device of that name."""
    base = _NET / name
    device = base / "device"
    speed, duplex = _read(base / "speed"), _read(base / "duplex")
    speed_mbps = int(speed) if speed.isdecimal() and int(speed) < 2**31 else 0
    known_duplex = Duplex(duplex) if duplex in Duplex.__members__ else Duplex.unknown
    if not device.exists():
        return Hardware(speed=speed_mbps, duplex=known_duplex)
    pci = _pci_device(device.resolve())
    vendor = _read(pci / "vendor").removeprefix("0x") if pci else ""
    model = _read(pci / "device").removeprefix("0x") if pci else ""
    names = _PCI_IDS.names([(vendor,), (vendor, model)])
    return Hardware(
        is_physical=True,
        speed=speed_mbps,
        duplex=known_duplex,
        driver=(device / "driver").resolve().name if (device / "driver").exists() else "",
        pci_bus_path=pci.name if pci else "",
        vendor_id=vendor,
        vendor_name=names[vendor,],
        device_id=model,
        device_name=names[vendor, model],
    )


def _pci_device(device: Path) -> Path | None:
    # A virtio NIC hangs below its PCI device, hence the walk upwards.
    for path in (device, *device.parents):
        if path == Path("/sys/devices"):
            return None
        if (path / "subsystem").exists() and (path / "subsystem").resolve().name == "pci":
            return path
    return None


def _read(path: Path) -> str:
    with suppress(OSError):  # a NIC that is down has no speed: EINVAL
        return path.read_text(encoding="utf-8", errors="replace").strip()
    return ""
