"""Guests that stop, restart or die by themselves: what their VM says, and what follows."""

from __future__ import annotations

import os
import signal
import socket
from typing import Any

import pytest

from tests.chaos.truth import true_again
from tests.lab.daemon import PATIENCE, Lab, kill, until


def type_in(lab: Lab, vm: str, command: str) -> None:
    """Type a command at the guest's serial console, as a user does: CONNECT, then raw bytes."""
    [console] = [c for c in lab.api.VM.get_consoles(vm) if lab.api.console.get_protocol(c) == "vt100"]
    session = lab.session_ref
    with socket.create_connection(("127.0.0.1", lab.daemon.ports["http_port"]), PATIENCE) as line:
        line.sendall(f"CONNECT /console?ref={console}&session_id={session} HTTP/1.0\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += line.recv(4096)
        assert b" 200 " in answer.split(b"\r\n")[0], answer
        line.sendall(f"\n{command}\n".encode())
        said = b""
        while command.encode() not in said:  # the echo: it has arrived
            said += line.recv(4096)


def running(lab: Lab, **changes: Any) -> tuple[str, str]:
    """A VM whose guest is up, with a disk; and the disk."""
    vm, vdi = lab.guest("guest", **changes), lab.disk()
    lab.attach(vm, vdi)
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    return vm, vdi


def usable(lab: Lab, vm: str, vdi: str) -> None:
    """Nothing is left of the guest: its disk can be copied, and it starts again."""
    true_again(lab)
    lab.api.VDI.destroy(lab.api.VDI.copy(vdi, lab.api.VDI.get_SR(vdi)))
    lab.api.VM.start(vm, True, False)
    lab.api.VM.hard_shutdown(vm)
    true_again(lab)


def again(lab: Lab, vm: str, before: str) -> None:
    """The VM runs in another domain than before."""
    lab.wait("VM", vm, lambda r: r["power_state"] == "Running" and r["domid"] not in (before, "-1"))
    true_again(lab)


OFF, REBOOT, PANIC = "poweroff -f", "reboot -f", "echo c > /proc/sysrq-trigger"


@pytest.mark.parametrize(
    ("command", "rule"),
    [(OFF, "actions_after_shutdown"), (REBOOT, "actions_after_reboot"), (PANIC, "actions_after_crash")],
)
def test_the_rule_says_destroy(lab: Lab, command: str, rule: str) -> None:
    vm, vdi = running(lab, **{rule: "destroy"})
    type_in(lab, vm, command)
    lab.wait_power(vm, "Halted")
    usable(lab, vm, vdi)
    crashed = [m for m in lab.api.message.get_all_records().values()
               if m["name"] == "VM_CRASHED" and m["obj_uuid"] == lab.uuid(vm)]  # fmt: skip
    assert bool(crashed) is (command == PANIC)


@pytest.mark.parametrize(
    ("command", "rule"), [(OFF, "actions_after_shutdown"), (PANIC, "actions_after_crash")]
)
def test_the_rule_says_restart(lab: Lab, command: str, rule: str) -> None:
    vm, vdi = running(lab, **{rule: "restart"})
    before = lab.api.VM.get_domid(vm)
    type_in(lab, vm, command)
    if command == OFF:
        again(lab, vm, before)
        lab.wait_agent(vm)
    else:
        lab.wait_reboot(vm)
        true_again(lab)
    lab.api.VM.hard_shutdown(vm)
    usable(lab, vm, vdi)


def test_a_reboot_stays_within_its_domain(lab: Lab) -> None:
    vm, _ = running(lab)
    before = lab.api.VM.get_record(vm)
    type_in(lab, vm, REBOOT)
    lab.wait_reboot(vm)
    after = lab.api.VM.get_record(vm)
    assert (after["power_state"], after["domid"]) == ("Running", before["domid"])
    true_again(lab)


def test_a_crashed_guest_is_preserved(lab: Lab) -> None:
    vm, vdi = running(lab, actions_after_crash="preserve")
    type_in(lab, vm, PANIC)
    lab.wait_power(vm, "Paused")
    true_again(lab)
    lab.api.VM.hard_shutdown(vm)
    usable(lab, vm, vdi)


def test_the_emulator_is_killed(lab: Lab) -> None:
    vm, vdi = running(lab, actions_after_crash="destroy")
    kill(lab.daemon.qemu_pid(lab.uuid(vm)))
    lab.wait_power(vm, "Halted")
    usable(lab, vm, vdi)


def test_the_emulator_is_killed_and_starts_again(lab: Lab) -> None:
    vm, vdi = running(lab, actions_after_crash="restart")
    before = lab.api.VM.get_domid(vm)
    kill(lab.daemon.qemu_pid(lab.uuid(vm)))
    again(lab, vm, before)
    lab.api.VM.hard_shutdown(vm)
    usable(lab, vm, vdi)


def test_the_emulator_is_killed_while_a_shutdown_waits(lab: Lab) -> None:
    vm, vdi = running(lab, actions_after_crash="restart")
    pid = lab.daemon.qemu_pid(lab.uuid(vm))
    os.kill(pid, signal.SIGSTOP)  # so that it does not heed the request before it dies
    task = lab.api.Async.VM.clean_shutdown(vm)
    lab.wait("VM", vm, lambda r: "clean_shutdown" in r["current_operations"].values())
    kill(pid)
    lab.wait_task(task)
    lab.wait("VM", vm, lambda r: not r["current_operations"])
    true_again(lab)
    if lab.api.VM.get_power_state(vm) != "Halted":
        lab.api.VM.hard_shutdown(vm)
    usable(lab, vm, vdi)


def test_a_shutdown_that_hangs_is_cut_short(lab: Lab) -> None:
    """The emulator is stopped, so nobody heeds it; hard_shutdown overtakes, and ends it all the same."""
    vm, vdi = running(lab)
    os.kill(lab.daemon.qemu_pid(lab.uuid(vm)), signal.SIGSTOP)
    waiting = lab.api.Async.VM.clean_shutdown(vm)
    lab.wait("VM", vm, lambda r: "clean_shutdown" in r["current_operations"].values())
    lab.api.VM.hard_shutdown(vm)
    assert lab.wait_task(waiting)["status"] in ("success", "failure")
    until(lambda: lab.api.VM.get_power_state(vm) == "Halted")
    usable(lab, vm, vdi)
