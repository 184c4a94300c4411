"""Devices of the host, by way of a daemon that is shown a machine of our own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.hardware.tree import Tree
from tests.lab.daemon import PLAIN_VM, Lab
from tests.xe.test_guest import program

NULL = "OpaqueRef:NULL"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    made = Tree(tmp_path / "sys")
    made.copy_this_machine()
    return made


def refused(call: Callable[..., Any], *args: Any) -> list[str]:
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    return list(caught.value.details)


def by_id(lab: Lab) -> dict[str, dict[str, Any]]:
    return {record["pci_id"]: {**record, "ref": ref} for ref, record in lab.api.PCI.get_all_records().items()}


def test_pci_devices(tree: Tree, own_daemon: Callable[..., Lab]) -> None:
    for function in (0, 1):
        tree.add_pci(f"0000:f0:00.{function}", "030000 10de 0ff2 10de 1012", driver="vfio-pci")
    tree.add_pci("0000:f1:00.0", "020000 8086 10fb 8086 0003", driver="ixgbe")
    tree.add_pci("0000:f1:10.0", "020000 8086 10ed 8086 0003", physfn="0000:f1:00.0")
    lab = own_daemon(sys_dir=str(tree.root))
    first = by_id(lab)
    screen, other, card, virtual = (first[f"0000:f{i}"] for i in ("0:00.0", "0:00.1", "1:00.0", "1:10.0"))
    assert (screen["class_name"], screen["vendor_name"]) == (
        "VGA compatible controller",
        "NVIDIA Corporation",
    )
    assert screen["dependencies"] == [other["ref"]]
    assert (card["dependencies"], virtual["dependencies"]) == ([], [])
    assert {record["host"] for record in first.values()} == set(lab.api.host.get_all())
    assert lab.api.PCI.get_dom0_access_status(screen["ref"]) == "disabled"
    assert lab.api.PCI.get_dom0_access_status(card["ref"]) == "enabled"
    assert refused(lab.api.PCI.disable_dom0_access, card["ref"])[0] == "NOT_IMPLEMENTED"
    for pif in lab.api.PIF.get_all_records().values():
        path = lab.api.PIF_metrics.get_pci_bus_path(pif["metrics"])
        assert pif["PCI"] == (first[path]["ref"] if path in first else NULL)

    lab.api.PCI.add_to_other_config(card["ref"], "mine", "kept")
    tree.pull(tree.pci, "0000:f0:00.1")
    lab.daemon.stop()
    lab.daemon.start()
    lab.log_in()
    second = by_id(lab)
    assert second.keys() == first.keys() - {"0000:f0:00.1"}
    assert second["0000:f0:00.0"]["dependencies"] == []
    assert second["0000:f1:00.0"] == {**card, "other_config": {"mine": "kept"}}


def scanned(lab: Lab) -> dict[str, str]:
    """The USB devices, by path."""
    lab.api.PUSB.scan(lab.api.host.get_all()[0])
    return {record["path"]: ref for ref, record in lab.api.PUSB.get_all_records().items()}


def test_usb_devices_and_their_groups(tree: Tree, own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon(sys_dir=str(tree.root))
    api = lab.api
    assert scanned(lab) == {}
    stick_files = tree.plug_usb("1-1", "0781:5567", serial="4C53")
    tree.plug_usb("1-2", "046d:c31c", interface="03 01 01")  # a keyboard stays the host's
    pusbs = scanned(lab)
    assert list(pusbs) == ["1-1"]
    stick = api.PUSB.get_record(pusbs["1-1"])
    assert (stick["vendor_desc"], stick["speed"], stick["passthrough_enabled"]) == (
        "SanDisk Corp.",
        480.0,
        False,
    )
    assert (stick["description"], stick["USB_group"]) == ("SanDisk Corp. Cruzer Blade 4C53", NULL)

    api.PUSB.set_passthrough_enabled(pusbs["1-1"], True)
    group = api.PUSB.get_USB_group(pusbs["1-1"])
    assert api.USB_group.get_PUSBs(group) == [pusbs["1-1"]]
    assert refused(api.USB_group.destroy, group) == ["USB_GROUP_CONTAINS_PUSB", pusbs["1-1"]]
    empty = api.USB_group.create("mine", "", {})
    vm = api.VM.create({**PLAIN_VM, "name_label": "with a stick"})
    assert refused(api.VUSB.create, vm, empty, {}) == ["USB_GROUP_CONTAINS_NO_PUSBS", empty]
    api.USB_group.destroy(empty)
    dom0 = next(v for v, r in api.VM.get_all_records().items() if r["is_control_domain"])
    assert refused(api.VUSB.create, dom0, group, {})[0] == "OPERATION_NOT_ALLOWED"
    vusb = api.VUSB.create(vm, group, {"of": "mine"})
    assert api.VUSB.get_allowed_operations(vusb) == ["attach"]
    assert refused(api.VUSB.create, vm, group, {}) == ["USB_GROUP_CONFLICT", group]
    assert refused(api.VM.suspend, vm)[0] == "VM_BAD_POWER_STATE"
    assert "snapshot" not in api.VM.get_allowed_operations(vm)
    assert refused(api.VUSB.unplug, vusb) == ["VM_BAD_POWER_STATE", vm, "running", "halted"]
    api.VUSB.destroy(vusb)
    assert "snapshot" in api.VM.get_allowed_operations(vm)

    api.VUSB.create(vm, group, {})
    tree.pull(tree.usb, "1-1")
    assert refused(api.VM.start, vm, False, False) == ["VM_REQUIRES_VUSB", vm, group]
    assert scanned(lab) == {}
    assert (api.USB_group.get_all(), api.VUSB.get_all()) == ([], [])
    tree.usb.joinpath("1-1").symlink_to(stick_files)
    again = scanned(lab)["1-1"]
    api.PUSB.set_passthrough_enabled(again, True)
    api.PUSB.set_passthrough_enabled(again, False)
    assert (api.USB_group.get_all(), api.PUSB.get_passthrough_enabled(again)) == ([], False)
    for number in range(7):
        tree.plug_usb(f"3-{number + 1}", "0781:5567")
    many = [ref for path, ref in scanned(lab).items() if path.startswith("3-")]
    for pusb in many:
        api.PUSB.set_passthrough_enabled(pusb, True)
    groups = [api.PUSB.get_USB_group(pusb) for pusb in many]
    for group in groups[:6]:
        api.VUSB.create(vm, group, {})
    assert refused(api.VUSB.create, vm, groups[6], {}) == ["TOO_MANY_VUSBS", "6"]


def test_a_guest_with_a_usb_device(tree: Tree, own_daemon: Callable[..., Lab]) -> None:
    """libvirt's test driver takes the domain as a real host would; it has no devices to hand over."""
    tree.plug_usb("1-1", "0781:5567")
    lab = own_daemon(sys_dir=str(tree.root), libvirt_uri="test:///default", hypervisor_type="test")
    api, pusb = lab.api, scanned(lab)["1-1"]
    api.PUSB.set_passthrough_enabled(pusb, True)
    vm = api.VM.create({**PLAIN_VM, "name_label": "with a stick"})
    vusb = api.VUSB.create(vm, api.PUSB.get_USB_group(pusb), {})
    api.VM.start(vm, False, False)
    assert api.VUSB.get_currently_attached(vusb)
    assert api.VUSB.get_allowed_operations(vusb) == ["unplug"]
    assert refused(api.VM.suspend, vm) == ["VM_HAS_VUSBS", vm]
    assert refused(api.VUSB.destroy, vusb)[0] == "OPERATION_NOT_ALLOWED"
    assert refused(api.PUSB.set_passthrough_enabled, pusb, False) == ["USB_ALREADY_ATTACHED", pusb, vm]
    api.VM.hard_shutdown(vm)
    assert not api.VUSB.get_currently_attached(vusb)
    api.VM.destroy(vm)
    assert api.VUSB.get_all() == []


def test_a_device_that_libvirt_does_not_find(tree: Tree, own_daemon: Callable[..., Lab]) -> None:
    tree.plug_usb("1-1", "0781:5567", busnum="99", devnum="99")
    lab = own_daemon(sys_dir=str(tree.root))
    api, pusb = lab.api, scanned(lab)["1-1"]
    api.PUSB.set_passthrough_enabled(pusb, True)
    vm = lab.guest("with a stick")
    vusb = api.VUSB.create(vm, api.PUSB.get_USB_group(pusb), {})
    assert "usb" in str(refused(api.VM.start, vm, False, False)).lower()
    assert (api.VM.get_power_state(vm), api.VUSB.get_currently_attached(vusb)) == ("Halted", False)


def test_xe_gives_a_device_to_a_vm(tree: Tree, own_daemon: Callable[..., Lab], tmp_path: Path) -> None:
    tree.add_pci("0000:f1:00.0", "020000 8086 10fb 8086 0003", driver="vfio-pci")
    lab = own_daemon(sys_dir=str(tree.root))
    command, environ = program(lab, tmp_path)

    def xe(name: str, *arguments: str, fails: bool = False) -> str:
        minimal = ("--minimal",) if name.endswith("-list") else ()
        words = [*command, name, *arguments, *minimal]
        done = subprocess.run(words, env=environ, capture_output=True, text=True)
        assert (done.returncode != 0) is fails, done
        return done.stdout.strip()

    assert xe("pci-get-dom0-access-status", f"uuid={xe('pci-list', 'pci-id=0000:f1:00.0')}") == "disabled"
    vm = lab.uuid(lab.guest("with a stick"))
    assert xe("pusb-list") == ""
    tree.plug_usb("1-1", "0781:5567")
    xe("pusb-scan", f"host-uuid={xe('host-list')}")
    xe("pusb-param-set", f"uuid={xe('pusb-list', 'path=1-1')}", "passthrough-enabled=true")
    vusb = xe("vusb-create", f"usb-group-uuid={xe('usb-group-list')}", f"vm-uuid={vm}")
    assert xe("vusb-list", f"vm-uuid={vm}") == vusb
    xe("vusb-unplug", f"uuid={vusb}", fails=True)
    xe("vusb-destroy", f"uuid={vusb}")
    assert xe("vusb-list") == ""
