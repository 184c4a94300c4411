"""The ways in which a VM starts: firmware, disks, CDs, the network, a kernel from the host."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from tests.lab.contents import boot_disk, card, drive, iso
from tests.lab.daemon import MIB, Lab, until
from tests.lab.guest import GuestImage
from tests.lab.terminal import Terminal
from tests.lab.test_vm_life import failure

#: The name of the variable in which UEFI notes its first way to start; the empty store has none.
BOOT_ENTRY = "Boot0001".encode("utf-16-le")


def machine(lab: Lab, name: str, order: str, firmware: str = "bios", **changes: Any) -> str:
    """A halted VM that starts by its firmware."""
    memory = str((128 if firmware == "bios" else 256) * MIB)
    return lab.guest(name, PV_kernel="", PV_ramdisk="", PV_args="", HVM_boot_policy="BIOS order",
                     HVM_boot_params={"order": order, "firmware": firmware}, memory_static_max=memory,
                     memory_dynamic_max=memory, memory_dynamic_min=memory, **changes)  # fmt: skip


def how_it_booted(lab: Lab, vm: str) -> tuple[str, str]:
    """Once the guest is up: what it came from, and by which firmware."""
    lab.wait_agent(vm)
    with Terminal(lab, vm) as terminal:
        words = dict(w.partition("=")[::2] for w in terminal.run("cat /proc/cmdline").split())
        firmware = terminal.run("[ -d /sys/firmware/efi ] && echo uefi || echo bios")
    return words["guest.boot"], firmware


def console_log(lab: Lab, vm: str) -> str:
    """All that the VM's serial console ever said."""
    return (lab.daemon.state / "consoles" / f"{lab.uuid(vm)}.log").read_text(errors="replace")


def test_from_disk_by_bios_and_by_uefi(lab: Lab, guest_image: GuestImage, tmp_path: Path) -> None:
    bios, uefi = machine(lab, "bios", "cd"), machine(lab, "uefi", "cd", "uefi")
    disk = boot_disk(lab, guest_image, tmp_path)
    lab.attach(bios, lab.api.VDI.clone(disk, {}), "0")
    lab.attach(uefi, disk, "0")
    drive(lab, bios, iso(lab, guest_image.iso))  # comes second in the order
    for vm in (bios, uefi):
        lab.api.VM.start(vm, False, False)
    assert how_it_booted(lab, bios) == ("disk", "bios")
    assert how_it_booted(lab, uefi) == ("disk", "uefi")

    # What a UEFI guest keeps in its firmware outlives power cycles, and goes with the VM.
    nvram = lab.daemon.state / "nvram" / f"{lab.uuid(uefi)}.fd"
    lab.api.VM.clean_shutdown(uefi)
    kept = nvram.read_bytes()
    assert BOOT_ENTRY in kept
    lab.api.VM.hard_shutdown(bios)
    lab.api.VM.start(uefi, True, False)
    assert nvram.read_bytes() == kept
    lab.api.VM.hard_shutdown(uefi)
    assert nvram.read_bytes() == kept
    lab.api.VM.destroy(uefi)
    assert not nvram.exists()


def test_from_cd_by_bios_and_by_uefi(lab: Lab, guest_image: GuestImage, tmp_path: Path) -> None:
    bios, uefi = machine(lab, "bios", "dc"), machine(lab, "uefi", "cd", "uefi")
    cd = iso(lab, guest_image.iso)
    drives = {vm: drive(lab, vm, cd) for vm in (bios, uefi)}
    lab.attach(bios, boot_disk(lab, guest_image, tmp_path), "0")  # could start too, but comes second
    lab.attach(uefi, lab.disk(), "0")  # comes first, but there is nothing to start from
    for vm in (bios, uefi):
        lab.api.VM.start(vm, False, False)
    assert how_it_booted(lab, bios) == ("iso", "bios")
    assert how_it_booted(lab, uefi) == ("iso", "uefi")

    # One CD in two drives; out and in while the guest looks.
    vbd = drives[bios]
    assert failure(lab.api.VBD.insert, vbd, cd) == ["VBD_NOT_EMPTY", vbd]
    with Terminal(lab, bios) as terminal:
        size = "cat /sys/block/sr0/size"
        assert int(terminal.run(size)) * 512 == guest_image.iso.stat().st_size
        lab.api.VBD.eject(vbd)
        assert lab.api.VBD.get_empty(vbd)
        assert failure(lab.api.VBD.eject, vbd) == ["VBD_IS_EMPTY", vbd]
        terminal.run("! head -c 2048 /dev/sr0")
        lab.api.VBD.insert(vbd, cd)
        assert lab.api.VBD.get_VDI(vbd) == cd
        with guest_image.iso.open("rb") as file:
            start = hashlib.md5(file.read(MIB)).hexdigest()
        assert terminal.run(f"head -c {MIB} /dev/sr0 | md5sum").split()[0] == start


def test_from_the_network_falls_through_to_disk(lab: Lab, guest_image: GuestImage, tmp_path: Path) -> None:
    vm = machine(lab, "network", "ncd")
    mac = lab.api.VIF.get_MAC(card(lab, vm))
    lab.attach(vm, boot_disk(lab, guest_image, tmp_path), "0")
    lab.api.VM.start(vm, False, False)
    [leases] = (lab.daemon.state / "network").rglob(f"{lab.daemon.settings['internal_bridge']}.leases")
    until(lambda: mac in leases.read_text(), what="the firmware to ask for an address")
    # The guest says that it is up before it asks for an address itself.
    assert "GUEST-UP" not in console_log(lab, vm)
    assert how_it_booted(lab, vm) == ("disk", "bios")


def test_a_kernel_lies_where_kernels_for_guests_may_lie(lab: Lab, guest_image: GuestImage) -> None:
    for path in ("/etc/passwd", f"{guest_image.directory}/../../../../../etc/passwd"):
        vm = lab.guest("kernel", PV_kernel=path)
        assert failure(lab.api.VM.start, vm, False, False)[:2] == ["INVALID_VALUE", "PV_kernel"]
        assert lab.api.VM.get_power_state(vm) == "Halted"
    vm = lab.guest("ramdisk", PV_ramdisk="/etc/passwd")
    assert failure(lab.api.VM.start, vm, False, False)[0] == "INVALID_VALUE"


def test_provision_from_a_template(lab: Lab) -> None:
    [template] = lab.api.VM.get_by_name_label("Debian Bookworm 12")
    vm = lab.api.VM.clone(template, "provisioned")
    assert lab.api.VM.get_is_a_template(vm)
    assert not lab.api.VM.get_is_default_template(vm)
    assert failure(lab.api.VM.start, vm, False, False) == ["VM_IS_TEMPLATE", vm, "start"]
    lab.api.VM.provision(vm)
    record = lab.api.VM.get_record(vm)
    assert (record["is_a_template"], "disks" in record["other_config"]) == (False, False)
    [vbd] = record["VBDs"]
    vdi = lab.api.VDI.get_record(lab.api.VBD.get_VDI(vbd))
    assert (vdi["type"], int(vdi["virtual_size"])) == ("system", 10 * 1024 * MIB)
    assert lab.api.VBD.get_bootable(vbd)
    assert lab.api.VM.get_is_a_template(template)
    assert "disks" in lab.api.VM.get_other_config(template)
    lab.api.VM.start(vm, True, False)
    assert lab.api.VBD.get_currently_attached(vbd)


def test_secure_boot_starts_nothing_unsigned(lab: Lab, guest_image: GuestImage, tmp_path: Path) -> None:
    vm = machine(lab, "secure", "c", "uefi", platform={"secureboot": "true"})
    lab.attach(vm, boot_disk(lab, guest_image, tmp_path), "0")
    lab.api.VM.start(vm, False, False)
    until(lambda: "Access Denied" in console_log(lab, vm), what="the firmware to refuse")
    assert "GUEST-UP" not in console_log(lab, vm)
