"""What a guest had in memory when it crashed: a real panic, and the file that is left of it."""

from __future__ import annotations

import pytest

from tests.lab.daemon import MIB, Lab
from tests.lab.terminal import Terminal
from tests.lab.test_vm_life import failure


def crash(lab: Lab, vm: str) -> None:
    """Let the guest's kernel panic."""
    lab.wait_agent(vm)
    with Terminal(lab, vm) as terminal:
        terminal.link.sendall(b"echo c > /proc/sysrq-trigger\n")
        terminal.wait_closed()


def memories(lab: Lab) -> set[str]:
    """The files with memory of guests in the default repository."""
    return {path.name for path in (lab.daemon.state / "storage").rglob("*") if path.stat().st_size > 64 * MIB}


@pytest.mark.parametrize("after", ["destroy", "restart"])
def test_the_memory_of_a_guest_that_crashed(lab: Lab, after: str) -> None:
    vm = lab.guest("crash", actions_after_crash=f"coredump_and_{after}")
    lab.api.VM.start(vm, False, False)
    domid = lab.api.VM.get_domid(vm)
    crash(lab, vm)
    lab.wait("VM", vm, lambda record: record["domid"] != domid)
    if after == "restart":
        lab.wait_power(vm, "Running")
        lab.api.VM.hard_shutdown(vm)
    [dump] = lab.api.VM.get_crash_dumps(vm)
    vdi = lab.api.crashdump.get_VDI(dump)
    record = lab.api.VDI.get_record(vdi)
    assert (record["type"], record["crash_dumps"], record["missing"]) == ("crashdump", [dump], False)
    assert int(record["virtual_size"]) > 64 * MIB
    assert len(memories(lab)) == 1
    sr = record["SR"]
    lab.api.SR.scan(sr)
    assert not lab.api.VDI.get_missing(vdi)
    if after == "destroy":
        lab.api.crashdump.destroy(dump)
    else:
        lab.api.VM.destroy(vm)  # and all that was kept of it
    assert memories(lab) == set()
    assert failure(lab.api.VDI.get_uuid, vdi)[0] == "HANDLE_INVALID"
    assert lab.api.crashdump.get_all() == []
