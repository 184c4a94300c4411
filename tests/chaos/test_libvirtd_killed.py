"""libvirtd is killed; the daemon starts it again, and nobody but calls under way notices."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Any

import pytest
import XenAPI

from tests.chaos.test_daemon_killed import halted, running, started, suspended
from tests.chaos.truth import true_again
from tests.lab.daemon import Lab, kill, until


def kill_libvirtd(lab: Lab) -> None:
    """Kill it, and wait until another one is there."""
    pid = lab.daemon.libvirtd_pid
    kill(pid)
    until(lambda: lab.daemon.libvirtd_pid != pid)


def works(call: Callable[..., object], *args: object) -> bool:
    """Whether the call succeeds; while libvirtd is away it says so."""
    try:
        call(*args)
    except XenAPI.Failure as error:
        if error.details[0] == "VM_BAD_POWER_STATE":
            return True  # the call that failed had its effect all the same
        assert "cannot be asked" in error.details[1], error.details
        return False
    return True


def test_running_guests_are_found_again(lab: Lab) -> None:
    vm, other = started(lab), halted(lab)
    before = lab.api.VM.get_record(vm)
    kill_libvirtd(lab)
    true_again(lab)
    after = lab.api.VM.get_record(vm)
    assert (after["power_state"], after["domid"]) == ("Running", before["domid"])
    until(lambda: works(lab.api.VM.pause, vm), patience=20)
    lab.api.VM.start(other, True, False)
    lab.api.VM.hard_shutdown(vm)
    true_again(lab)


def test_a_guest_ends_while_nobody_looks(lab: Lab) -> None:
    """What happens between two libvirtds is found out by looking; whoever waits for it is told."""
    vm = running(lab)
    waiting = lab.api.Async.VM.clean_shutdown(vm)
    kill(lab.daemon.libvirtd_pid)
    with contextlib.suppress(LookupError, ProcessLookupError):
        kill(lab.daemon.qemu_pid(lab.uuid(vm)))
    assert lab.wait_task(waiting)["status"] in ("success", "failure")
    lab.wait_power(vm, "Halted")
    true_again(lab)


@pytest.mark.parametrize(
    ("prepare", "call"),
    [
        (halted, lambda a, vm: a.VM.start(vm, True, False)),
        (started, lambda a, vm: a.VM.suspend(vm)),
        (suspended, lambda a, vm: a.VM.resume(vm, True, False)),
        (started, lambda a, vm: a.VM.hard_shutdown(vm)),
    ],
    ids=["start", "suspend", "resume", "hard_shutdown"],
)
@pytest.mark.parametrize("after", [0.05, 0.3])
def test_a_call_under_way(
    lab: Lab, prepare: Callable[[Lab], str], call: Callable[[Any, str], Any], after: float
) -> None:
    vm = prepare(lab)
    task = call(lab.api.Async, vm)
    time.sleep(after)  # the fault's moment
    kill_libvirtd(lab)
    record = lab.wait_task(task)
    assert record["status"] == "success" or record["error_info"]
    true_again(lab)
    if record["status"] == "failure":
        until(lambda: works(call, lab.api, vm), patience=20)
    true_again(lab)
