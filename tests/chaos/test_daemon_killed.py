"""The daemon is killed at any moment of an operation, and started again."""

from __future__ import annotations

import contextlib
import http.client
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.chaos.truth import domains, true_again
from tests.lab.contents import card
from tests.lab.daemon import MIB, Lab

DATA = 192 * MIB
#: When the daemon is killed, as parts of the time that the operation takes.
MOMENTS = (0.1, 0.6)


def written_disk(lab: Lab, size: int = DATA) -> str:
    """A disk full of something, so that copying it takes a while."""
    vdi = lab.disk(size)
    place = lab.daemon.state / "storage" / "local" / f"{lab.api.VDI.get_uuid(vdi)}.qcow2"
    subprocess.run(["qemu-io", "-c", f"write -P 7 0 {size}", place], check=True, stdout=subprocess.DEVNULL)
    return vdi


def halted(lab: Lab) -> str:
    """A VM with two disks that was never started."""
    vm = lab.guest("victim")
    for _ in range(2):
        lab.attach(vm, lab.disk())
    return vm


def guarded(lab: Lab) -> str:
    """A VM with a TPM, and with a card that is held to its addresses."""
    vm = lab.guest("guarded", PV_kernel=str(lab.image.bzimage))
    lab.attach(vm, lab.disk())
    lab.api.VTPM.create(vm, False)
    lab.api.VIF.set_locking_mode(card(lab, vm), "locked")
    return vm


def large(lab: Lab) -> str:
    """A VM with two large disks."""
    vm = lab.guest("large")
    for _ in range(2):
        lab.attach(vm, written_disk(lab))
    return vm


def running(lab: Lab) -> str:
    """A VM whose guest is up."""
    vm = halted(lab)
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    return vm


def started(lab: Lab) -> str:
    """A VM whose guest is just booting."""
    vm = halted(lab)
    lab.api.VM.start(vm, False, False)
    return vm


def suspended(lab: Lab) -> str:
    """A VM whose memory is on disk."""
    vm = started(lab)
    lab.api.VM.suspend(vm)
    return vm


@dataclass(frozen=True)
class Case:
    """An operation to be interrupted."""

    name: str
    prepare: Callable[[Lab], str]
    begin: Callable[[Any, str], str]
    """Starts it on what ``prepare`` made; the task."""
    states: tuple[str, ...] = ()
    """The power states of which one is reached by itself after the restart; none: the VM may be gone."""
    moments: tuple[float, ...] = MOMENTS

    def __str__(self) -> str:
        return self.name


CASES = [
    Case("start", halted, lambda a, vm: a.VM.start(vm, True, False), ("Halted", "Running", "Paused")),
    Case("start_guarded", guarded, lambda a, vm: a.VM.start(vm, True, False),
         ("Halted", "Running", "Paused"), (0.05, 0.2, 0.4, 0.6, 0.8)),
    Case("clean_shutdown", running, lambda a, vm: a.VM.clean_shutdown(vm), ("Halted", "Running"),
         (0.3,)),
    Case("suspend", started, lambda a, vm: a.VM.suspend(vm), ("Running", "Suspended")),
    Case("resume", suspended, lambda a, vm: a.VM.resume(vm, True, False), ("Suspended", "Paused", "Running")),
    Case("copy", large, lambda a, vm: a.VM.copy(vm, "copy", ""), ("Halted",), (0.05, 0.3, 0.6, 0.9)),
    Case("clone", halted, lambda a, vm: a.VM.clone(vm, "twin"), ("Halted",), (0.05, 0.3, 0.6, 0.9)),
    Case("destroy", suspended, lambda a, vm: a.VM.destroy(vm)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_killed_during(lab: Lab, case: Case) -> None:
    vm = case.prepare(lab)
    begun = time.monotonic()
    assert lab.wait_task(case.begin(lab.api.Async, vm))["status"] == "success"
    usual = time.monotonic() - begun
    lab.clear()
    for moment in case.moments:
        vm = case.prepare(lab)
        task = case.begin(lab.api.Async, vm)
        time.sleep(moment * usual)  # not to wait for anything: this is when the fault strikes
        lab.restart()
        record = lab.wait_task(task)
        assert record["status"] == "success" or (record["status"], record["error_info"][0]) == (
            "failure", "INTERNAL_ERROR")  # fmt: skip
        if vm in lab.api.VM.get_all():
            if case.states:
                lab.wait("VM", vm, lambda r: r["power_state"] in case.states)
            true_again(lab)
            _once_more(lab, case, vm)
        true_again(lab)
        lab.clear()
        true_again(lab)
        assert len(lab.api.VDI.get_all()) == 0


def _once_more(lab: Lab, case: Case, vm: str) -> None:
    """The operation works now, unless it had its effect all the same."""
    before = lab.api.VM.get_power_state(vm)
    task = lab.wait_task(case.begin(lab.api.Async, vm))
    if task["status"] == "success":
        return
    assert task["error_info"][0] == "VM_BAD_POWER_STATE", task["error_info"]
    assert before != lab.api.VM.get_power_state(vm) or before in case.states


@pytest.mark.parametrize("sent", [0, 24 * MIB, 32 * MIB])
@pytest.mark.parametrize("new", [False, True])
def test_killed_during_an_import(lab: Lab, sent: int, new: bool) -> None:
    size = 32 * MIB
    vdi = lab.disk(size)
    sr = lab.api.VDI.get_SR(vdi)
    target = f"sr_id={sr}" if new else f"vdi={vdi}"
    task = lab.api.task.create("import", "")
    connection = http.client.HTTPConnection("127.0.0.1", lab.daemon.ports["http_port"])
    connection.putrequest("PUT", f"/import_raw_vdi?session_id={lab.session_ref}&task_id={task}&{target}")
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    with contextlib.suppress(ConnectionError):
        for _ in range(sent // MIB):
            connection.send(b"x" * MIB)
    lab.wait("task", task, lambda r: r["allowed_operations"] or r["status"] != "pending")
    lab.restart()
    connection.close()
    record = lab.wait_task(task)
    assert record["status"] == "failure" or sent == size
    assert (record["status"] == "success") is (record["error_info"] == [])
    true_again(lab)
    vm = lab.guest("user")
    lab.attach(vm, vdi)
    lab.api.VM.start(vm, True, False)
    true_again(lab)


def test_terminated_and_started_again(lab: Lab) -> None:
    """Guests go on while the daemon is away, and are found again; one that ended meanwhile is halted."""
    stays, ends = started(lab), started(lab)
    before = lab.api.VM.get_record(stays)
    task = lab.api.Async.VM.clean_shutdown(ends)
    uuid = lab.uuid(ends)
    lab.daemon.stop()
    assert domains(lab)[before["uuid"]] == "Running"
    subprocess.run(["kill", "-9", str(lab.daemon.qemu_pid(uuid))], check=True)
    lab.daemon.start()
    lab.log_in()
    assert lab.api.task.get_status(task) != "pending"
    after = lab.api.VM.get_record(stays)
    assert (after["power_state"], after["domid"]) == ("Running", before["domid"])
    assert lab.api.VM.get_power_state(ends) == "Halted"
    true_again(lab)
    lab.api.VM.pause(stays)
    lab.api.VM.unpause(stays)
    lab.api.VM.hard_shutdown(stays)
    lab.api.VM.start(ends, True, False)
    true_again(lab)


def test_killed_again_and_again(lab: Lab) -> None:
    """A guest sees nothing of a daemon that keeps dying, also at its start."""
    vm = started(lab)
    domid = lab.api.VM.get_domid(vm)
    for moment in (0.1, 0.5, 1.0):
        lab.daemon.kill()
        with contextlib.suppress(RuntimeError, TimeoutError):
            lab.daemon.start(wait=False)
            time.sleep(moment)  # the fault's moment
    lab.restart()
    assert (lab.api.VM.get_power_state(vm), lab.api.VM.get_domid(vm)) == ("Running", domid)
    true_again(lab)


def test_an_acknowledged_change_is_kept(lab: Lab) -> None:
    vm = lab.guest("kept")
    lab.api.VM.add_to_other_config(vm, "key", "value")
    lab.restart()
    assert lab.api.VM.get_other_config(vm)["key"] == "value"
    with pytest.raises(XenAPI.Failure):
        lab.api.VM.add_to_other_config(vm, "key", "value")
    assert Path(lab.daemon.state, "xapid.db").exists()
