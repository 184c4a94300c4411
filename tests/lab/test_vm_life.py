"""The life of a VM through the front door: PyPI's XenAPI, a real daemon, a real guest."""

from __future__ import annotations

import pytest
import XenAPI

from tests.lab.daemon import MIB, Lab


def failure(call, *args) -> list[str]:
    """The error description with which a call fails."""
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    return caught.value.details


def test_the_whole_life(lab: Lab) -> None:
    vm = lab.guest("life")
    assert lab.api.VM.get_power_state(vm) == "Halted"
    lab.api.VM.start(vm, False, False)
    record = lab.api.VM.get_record(vm)
    assert record["power_state"] == "Running"
    assert record["resident_on"] == lab.api.host.get_all()[0]
    assert int(record["domid"]) > 0
    assert {lab.api.console.get_protocol(c) for c in record["consoles"]} == {"rfb", "vt100"}
    guest = lab.wait_agent(vm)
    assert guest["os_version"]["distro"] == "tinyguest"
    assert failure(lab.api.VM.start, vm, False, False) == ["VM_BAD_POWER_STATE", vm, "halted", "running"]

    lab.api.VM.pause(vm)
    assert lab.api.VM.get_power_state(vm) == "Paused"
    lab.api.VM.unpause(vm)
    lab.api.VM.suspend(vm)
    record = lab.api.VM.get_record(vm)
    assert record["power_state"] == "Suspended"
    assert lab.api.VDI.get_type(record["suspend_VDI"]) == "suspend"
    lab.api.VM.resume(vm, False, False)
    record = lab.api.VM.get_record(vm)
    assert (record["power_state"], record["suspend_VDI"]) == ("Running", "OpaqueRef:NULL")

    lab.wait_agent(vm)
    lab.api.VM.clean_reboot(vm)
    assert lab.api.VM.get_power_state(vm) == "Running"
    lab.wait_agent(vm)
    lab.api.VM.clean_shutdown(vm)
    record = lab.api.VM.get_record(vm)
    assert (record["power_state"], record["resident_on"]) == ("Halted", "OpaqueRef:NULL")
    assert record["consoles"] == []
    notes = lab.api.message.get("VM", lab.uuid(vm), "19700101T00:00:00Z").values()
    told = [note["name"] for note in sorted(notes, key=lambda note: note["timestamp"].value)]
    assert told == ["VM_STARTED", "VM_PAUSED", "VM_UNPAUSED", "VM_SUSPENDED", "VM_RESUMED", "VM_REBOOTED",
                    "VM_SHUTDOWN"]  # fmt: skip


def test_start_paused_hard_reboot_and_hard_shutdown(lab: Lab) -> None:
    vm = lab.guest("hard")
    lab.api.VM.start(vm, True, False)
    assert lab.api.VM.get_power_state(vm) == "Paused"
    lab.api.VM.hard_reboot(vm)
    assert lab.api.VM.get_power_state(vm) == "Running"
    before = lab.api.VM.get_domid(vm)
    lab.api.VM.hard_reboot(vm)
    assert lab.api.VM.get_domid(vm) != before
    lab.api.VM.hard_shutdown(vm)
    assert lab.api.VM.get_power_state(vm) == "Halted"


def test_clean_shutdown_by_the_power_button_alone(lab: Lab) -> None:
    vm = lab.guest("button", platform={"acpi": "true"})
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    lab.api.VM.pause(vm)
    assert failure(lab.api.VM.clean_shutdown, vm)[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.unpause(vm)
    lab.api.VM.shutdown(vm)
    assert lab.api.VM.get_power_state(vm) == "Halted"


def test_too_much_memory_touches_nothing(lab: Lab) -> None:
    huge = str(1 << 50)
    vm = lab.guest("huge", memory_static_max=huge, memory_dynamic_max=huge)
    assert failure(lab.api.VM.start, vm, False, False)[0] == "HOST_NOT_ENOUGH_FREE_MEMORY"
    assert lab.api.VM.get_power_state(vm) == "Halted"
    assert lab.api.VM.get_current_operations(vm) == {}


def test_a_clone_has_its_own_disk(lab: Lab) -> None:
    vm, vdi = lab.guest("origin"), lab.disk()
    lab.attach(vm, vdi, "0")
    twin = lab.api.VM.clone(vm, "twin")
    [vbd] = lab.api.VM.get_VBDs(twin)
    assert lab.api.VBD.get_VDI(vbd) != vdi
    assert lab.api.VBD.get_userdevice(vbd) == "0"
    copy = lab.api.VM.copy(vm, "copy", "")
    for each in (vm, twin, copy):
        lab.api.VM.start(each, True, False)
        assert lab.api.VBD.get_currently_attached(lab.api.VM.get_VBDs(each)[0])
        lab.api.VM.hard_shutdown(each)
    assert lab.api.VDI.get_virtual_size(lab.api.VBD.get_VDI(vbd)) == str(16 * MIB)


def test_a_disk_in_use_is_protected(lab: Lab) -> None:
    vm, other, vdi = lab.guest("one"), lab.guest("two"), lab.disk()
    lab.attach(vm, vdi)
    lab.attach(other, vdi)
    lab.api.VM.start(vm, True, False)
    assert failure(lab.api.VM.start, other, True, False)[0] == "VDI_IN_USE"
    assert lab.api.VM.get_power_state(other) == "Halted"
    assert failure(lab.api.VDI.destroy, vdi) == ["VDI_IN_USE", vdi, "destroy"]


def test_hot_plug_of_a_disk(lab: Lab) -> None:
    vm, vdi = lab.guest("plug"), lab.disk()
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    vbd = lab.attach(vm, vdi)
    lab.api.VBD.plug(vbd)
    assert lab.api.VBD.get_currently_attached(vbd)
    lab.api.VDI.resize_online(vdi, str(32 * MIB))
    assert lab.api.VDI.get_virtual_size(vdi) == str(32 * MIB)
    lab.api.VBD.unplug(vbd)
    assert not lab.api.VBD.get_currently_attached(vbd)
    lab.api.VBD.destroy(vbd)
    lab.api.VDI.destroy(vdi)


def test_a_guest_that_is_still_booting_is_asked_until_it_hears(lab: Lab) -> None:
    vm = lab.guest("booting")
    lab.api.VM.start(vm, False, False)
    lab.api.VM.clean_shutdown(vm)
    assert lab.api.VM.get_power_state(vm) == "Halted"
