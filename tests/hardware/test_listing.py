"""What is told of the devices of a machine."""

from __future__ import annotations

import asyncio
import os
import threading
from pathlib import Path

import pytest

from tests.hardware.tree import Tree
from xapid.hardware import host as hardware_host
from xapid.hardware.blocks import mounted_below
from xapid.hardware.host import Hardware, HardwareTimeout
from xapid.hardware.ids import IdFile
from xapid.hardware.pci import driver_of, list_pci
from xapid.hardware.usb import is_offered, list_usb, read_rule

SYS = Path("/sys")
PCI_IDS, USB_IDS = IdFile("pci.ids"), IdFile("usb.ids")


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "sys")


def test_the_devices_of_this_machine(tree: Tree) -> None:
    tree.copy_this_machine()
    here = list_pci(SYS, PCI_IDS)
    assert list_pci(tree.root, PCI_IDS) == here
    for device in here:
        assert device.class_name
        assert device.driver == driver_of(SYS, device.address)
        uevent = (SYS / "bus/pci/devices" / device.address / "uevent").read_text().lower()
        assert f"pci_id={device.vendor_id}:{device.device_id}" in uevent


def test_names_and_virtual_functions(tree: Tree) -> None:
    tree.add_pci("0000:03:00.0", "020000 8086 10fb 8086 0003", driver="ixgbe")
    tree.add_pci("0000:03:10.0", "020000 8086 10ed 0000 0000", physfn="0000:03:00.0", driver="vfio-pci")
    tree.add_pci("0000:00:1f.0", "060100 8086 0d57 ffff ffff")
    card, function = list_pci(tree.root, PCI_IDS)
    assert (card.address, card.slot, card.class_id) == ("0000:03:00.0", "0000:03:00", "0200")
    assert (card.class_name, card.vendor_name) == ("Ethernet controller", "Intel Corporation")
    assert card.device_name.startswith("82599ES")
    assert card.subsystem_device_name.startswith("Ethernet Server Adapter X520")
    assert (function.physical_function, function.driver) == (card.address, "vfio-pci")
    assert (function.subsystem_vendor_id, function.subsystem_device_name) == ("", "")


def test_a_host_without_the_databases(tree: Tree, tmp_path: Path) -> None:
    tree.add_pci("0000:03:00.0", "020000 8086 10fb 8086 0003")
    [card] = list_pci(tree.root, IdFile("pci.ids", [str(tmp_path)]))
    assert (card.vendor_id, card.vendor_name, card.class_name) == ("8086", "", "")


def test_usb_devices(tree: Tree) -> None:
    tree.plug_usb("1-1", "0781:5567", serial="4C53", manufacturer="not asked")
    tree.plug_usb("1-2.3", "fff0:0001", manufacturer="Own", product="Made\x07", speed="unknown")
    tree.plug_usb("2-1", "1d6b:0002", bDeviceClass="09")
    tree.plug_usb("2-2", "0781:5567", busnum="")
    stick, unknown = list_usb(tree.root, USB_IDS)
    assert (stick.vendor, stick.product) == ("SanDisk Corp.", "Cruzer Blade")
    assert (stick.path, stick.bus, stick.address, stick.serial, stick.version, stick.speed) == (
        "1-1", 1, 4, "4C53", "2.00", 480.0,
    )  # fmt: skip
    assert (unknown.vendor, unknown.product, unknown.speed) == ("Own", "Made\ufffd", -1.0)


@pytest.mark.parametrize(
    ("rules", "offered"),
    [
        ([], True),
        (["deny class=08"], False),
        (["deny class=08 prot=62"], True),
        (["deny vid=0781 pid=5567"], False),
        (["deny vid=0781 pid=0000"], True),
        (["allow rel=0100 class=08", "deny"], True),
        (["DENY"], False),
    ],
)
def test_who_may_be_given_to_vms(tree: Tree, rules: list[str], offered: bool) -> None:
    tree.plug_usb("1-1", "0781:5567")
    [stick] = list_usb(tree.root, USB_IDS)
    assert is_offered(stick, [read_rule(rule) for rule in rules]) is offered


def test_disks_that_the_host_uses(tree: Tree) -> None:
    stick = tree.plug_usb("1-1", "0781:5567")
    part = stick / "1-1:1.0/host0/block/sdx/sdx1"
    part.mkdir(parents=True)
    (part.parent / "dev").write_text("7777:0\n")
    (part / "dev").write_text("7777:1\n")
    assert mounted_below(tree.usb / "1-1") == []
    number = os.stat("/proc").st_dev
    (part / "dev").write_text(f"{os.major(number)}:{os.minor(number)}\n")
    assert mounted_below(tree.usb / "1-1") == ["sdx1"]
    assert mounted_below(tree.usb / "gone") == []


async def test_a_machine_that_hangs(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardware_host, "SECONDS", 0.2)
    device = tree.add_pci("0000:03:00.0", "020000 8086 10fb 8086 0003")
    (device / "class").unlink()
    os.mkfifo(device / "class")  # opening it waits for somebody who writes
    hardware = Hardware(tree.root, [])
    before = threading.active_count()
    for _ in range(3):
        with pytest.raises(HardwareTimeout):
            await hardware.pci()
    assert threading.active_count() == before + 1
    held = (device / "class").rename(device / "held")
    (device / "class").write_text("0x020000\n")
    await asyncio.to_thread(held.write_text, "0x020000\n")
    monkeypatch.setattr(hardware_host, "SECONDS", 30)
    assert len(await hardware.pci()) == 1
