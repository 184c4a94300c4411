"""Disks, network cards and USB devices as libvirt's XML."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from xapid.hypervisor.capabilities import Capabilities
from xapid.hypervisor.spec import DiskSpec, NicSpec, UsbSpec

# libvirt keeps names of devices that begin so, and hands them back in listings and events.
ALIAS_PREFIX = "ua-"

_TARGET_PREFIX = {"virtio": "vd", "scsi": "sd", "sata": "sd", "usb": "sd", "ide": "hd"}


def sub(parent: ET.Element, tag: str, text: str | None = None, **attributes: str | None) -> ET.Element:
    """Append a child; attributes that are None are left out."""
    given = {name: value for name, value in attributes.items() if value is not None}
    child = ET.SubElement(parent, tag, given)
    child.text = text
    return child


def nic_alias(index: int) -> str:
    """The device name of a NIC."""
    return f"{ALIAS_PREFIX}nic{index}"


def disk_alias(target: str) -> str:
    """The device name of a disk."""
    return f"{ALIAS_PREFIX}{target}"


def usb_alias(uuid: str) -> str:
    """The device name of a USB device."""
    return f"{ALIAS_PREFIX}usb-{uuid}"


def disk_bus(disk: DiskSpec, host: Capabilities) -> str:
    """The bus it will be on."""
    return disk.bus or (host.cdrom_bus if disk.device == "cdrom" else host.disk_bus)


def disk_xml(disk: DiskSpec, host: Capabilities, order: int | None = None) -> ET.Element:
    """One disk; `order` is its place in the boot order."""
    bus = disk_bus(disk, host)
    is_block = disk.path is not None and disk.path.startswith("/dev/")
    root = ET.Element("disk", {"type": "block" if is_block else "file", "device": disk.device})
    driver = sub(root, "driver", name="qemu", type=disk.format, cache=disk.cache, io=disk.io)
    if disk.device == "disk" and not disk.read_only:
        driver.set("discard", "unmap")
    if disk.path is not None:
        sub(root, "source", **{"dev" if is_block else "file": disk.path})
    sub(root, "target", dev=_TARGET_PREFIX[bus] + disk.target.removeprefix("xvd"), bus=bus)
    if disk.read_only or disk.device == "cdrom":
        sub(root, "readonly")
    if disk.shareable:
        sub(root, "shareable")
    if disk.serial:
        sub(root, "serial", disk.serial)
    if order is not None:
        sub(root, "boot", order=str(order))
    sub(root, "alias", name=disk_alias(disk.target))
    if bus == "scsi":
        sub(root, "address", type="drive", controller="0", bus="0", target=str(disk.position), unit="0")
    return root


def nic_xml(nic: NicSpec, order: int | None = None) -> ET.Element:
    """One network card; `order` is its place in the boot order."""
    root = ET.Element("interface", {"type": "ethernet" if nic.bridge is None else "bridge"})
    sub(root, "mac", address=nic.mac.lower())
    if nic.bridge is not None:
        sub(root, "source", bridge=nic.bridge)
    sub(root, "target", dev=nic.tap)
    sub(root, "model", type=nic.model)
    if nic.mtu is not None:
        sub(root, "mtu", size=str(nic.mtu))
    sub(root, "link", state="up" if nic.link_up else "down")
    if order is not None:
        sub(root, "boot", order=str(order))
    sub(root, "alias", name=nic_alias(nic.index))
    return root


def usb_xml(usb: UsbSpec) -> ET.Element:
    """One USB device of the host. QEMU takes it from the host's driver, and gives it back."""
    root = ET.Element("hostdev", {"mode": "subsystem", "type": "usb", "managed": "no"})
    sub(sub(root, "source"), "address", bus=str(usb.bus), device=str(usb.device))
    sub(root, "alias", name=usb_alias(usb.uuid))
    return root
