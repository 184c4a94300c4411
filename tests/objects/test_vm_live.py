"""What can be changed and asked while guests run: a real daemon, real guests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.lab.daemon import MIB, Lab


def refused(call: Callable[..., Any], *args: Any) -> list[str]:
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    return list(caught.value.details)


@pytest.fixture
def guest(lab: Lab) -> str:
    vm = lab.guest(
        "sizes", VCPUs_max="3", memory_static_max=str(192 * MIB), memory_dynamic_max=str(192 * MIB)
    )
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    return vm


def metrics(lab: Lab, vm: str, condition: Callable[[dict[str, Any]], Any]) -> None:
    lab.wait("VM_metrics", lab.api.VM.get_metrics(vm), condition)


def test_memory_and_processors_of_a_running_guest(lab: Lab, guest: str) -> None:
    assert int(lab.api.VM.get_memory_target(guest)) == 192 * MIB
    lab.api.VM.set_memory_dynamic_range(guest, str(128 * MIB), str(144 * MIB))
    assert int(lab.api.VM.get_memory_target(guest)) == 144 * MIB
    lab.api.VM.wait_memory_target_live(guest)
    metrics(lab, guest, lambda r: abs(int(r["memory_actual"]) - 144 * MIB) <= 16 * MIB)
    assert lab.api.VM.get_cooperative(guest) is True
    lab.api.VM.set_memory_target_live(guest, str(176 * MIB))
    lab.api.VM.wait_memory_target_live(guest)
    assert int(lab.api.VM.get_memory_dynamic_min(guest)) == 176 * MIB
    assert (
        refused(lab.api.VM.set_memory_dynamic_max, guest, str(512 * MIB))[0] == "MEMORY_CONSTRAINT_VIOLATION"
    )

    for number in ("3", "1", "2"):
        lab.api.VM.set_VCPUs_number_live(guest, number)
        assert lab.api.VM_metrics.get_VCPUs_number(lab.api.VM.get_metrics(guest)) == number
    assert refused(lab.api.VM.set_VCPUs_number_live, guest, "4")[0] == "INVALID_VALUE"


def test_a_host_with_guests_cannot_be_emptied(lab: Lab, guest: str) -> None:
    host = lab.api.session.get_this_host(lab.session_ref)
    assert lab.api.VM.get_possible_hosts(guest) == [host]
    lab.api.VM.assert_can_boot_here(guest, host)
    assert lab.api.host.get_vms_which_prevent_evacuation(host) == {guest: ["NO_HOSTS_AVAILABLE"]}
    assert refused(lab.api.host.assert_can_evacuate, host) == [
        "CANNOT_EVACUATE_HOST",
        f"NO_HOSTS_AVAILABLE,{guest}",
    ]
    lab.api.host.disable(host)
    try:
        assert "vm_start" not in lab.api.host.get_allowed_operations(host)
        assert lab.api.VM.get_possible_hosts(guest) == []
        assert refused(lab.api.VM.assert_can_boot_here, guest, host) == ["HOST_DISABLED", host]
        assert refused(lab.api.VM.start, lab.guest("late"), False, False) == ["HOST_DISABLED", host]
        assert refused(lab.api.host.evacuate, host) == ["NO_HOSTS_AVAILABLE"]
        lab.api.VM.hard_shutdown(guest)
        lab.api.host.evacuate(host)
        lab.api.host.assert_can_evacuate(host)
    finally:
        lab.api.host.enable(host)
    assert int(lab.api.host.compute_free_memory(host)) > 0
    assert lab.api.host.compute_memory_overhead(host) == "0"
    assert lab.api.host.dmesg(host)
    lab.api.pool.sync_database()


def test_a_vm_that_is_too_large_is_told_so(lab: Lab) -> None:
    host = lab.api.session.get_this_host(lab.session_ref)
    vm = lab.guest("huge")
    lab.api.VM.set_memory(vm, str(1 << 50))
    code, needed, free = refused(lab.api.VM.start, vm, False, False)
    assert code == "HOST_NOT_ENOUGH_FREE_MEMORY"
    assert int(needed) >= int(lab.api.VM.get_memory_overhead(vm)) + (1 << 50)
    assert int(free) < int(needed)
    assert refused(lab.api.VM.assert_can_boot_here, vm, host)[0] == code
    assert lab.api.VM.get_possible_hosts(vm) == []


def test_the_reset_button_and_sysrq_restart_a_guest(lab: Lab, guest: str) -> None:
    domid = lab.api.VM.get_domid(guest)
    lab.api.VM.send_sysrq(guest, "h")
    assert refused(lab.api.VM.send_sysrq, guest, "#") == ["INVALID_VALUE", "key", "#"]
    lab.api.VM.send_trigger(guest, "reset")
    lab.wait("VM_guest_metrics", lab.api.VM.get_guest_metrics(guest), lambda r: not r["live"])
    lab.wait_agent(guest)
    assert lab.api.VM.get_domid(guest) == domid


def test_a_forced_stop_wins_over_a_clean_one(lab: Lab, guest: str) -> None:
    """The guest is stopped dead in the middle of being asked to restart: it stays down."""
    task = lab.api.Async.VM.clean_reboot(guest)
    lab.wait("VM", guest, lambda record: "clean_reboot" in record["current_operations"].values())
    lab.api.VM.hard_shutdown(guest)
    record = lab.wait_task(task)
    assert lab.api.VM.get_power_state(guest) == "Halted"
    assert lab.api.VM.get_current_operations(guest) == {}
    if record["status"] != "success":  # as it is when the guest had restarted before it was stopped
        assert (record["status"], record["error_info"][:1]) == ("failure", ["OPERATION_NOT_ALLOWED"])


def test_a_forced_restart_wins_over_a_clean_shutdown(lab: Lab, guest: str) -> None:
    domid = lab.api.VM.get_domid(guest)
    task = lab.api.Async.VM.clean_shutdown(guest)
    lab.wait("VM", guest, lambda record: "clean_shutdown" in record["current_operations"].values())
    lab.api.VM.hard_reboot(guest)
    assert lab.wait_task(task)["status"] == "success"
    assert lab.api.VM.get_power_state(guest) == "Running"
    assert lab.api.VM.get_domid(guest) not in ("-1", domid)


def test_a_vm_from_a_windows_template_starts_with_what_the_template_says(lab: Lab) -> None:
    template = lab.api.VM.get_by_name_label("Windows 10 (64-bit)")[0]
    vm = lab.api.VM.clone(template, "from a template")
    lab.api.VM.provision(vm)
    lab.api.VM.set_memory_limits(vm, *(str(128 * MIB),) * 4)
    (vbd,) = lab.api.VM.get_VBDs(vm)
    size = lab.api.VDI.get_virtual_size(lab.api.VBD.get_VDI(vbd))
    assert (lab.api.VM.get_is_a_template(vm), int(size)) == (False, 64 << 30)
    lab.api.VM.start(vm, True, False)
    assert lab.api.VM.get_power_state(vm) == "Paused"
    assert lab.api.VBD.get_currently_attached(vbd) is True
    command_line = Path(f"/proc/{lab.daemon.qemu_pid(lab.uuid(vm))}/cmdline").read_text()
    assert "ide-hd" in command_line
    assert "pflash" in command_line
