"""What a VM's settings make of its machine, read from the machine."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from tests.lab.daemon import Lab


def words(lab: Lab, vm: str) -> str:
    """The command line of the process that runs the VM."""
    pid = lab.daemon.qemu_pid(lab.uuid(vm))
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def test_a_copy_learns_that_it_is_one(lab: Lab) -> None:
    vm = lab.guest("first")
    assert lab.api.VM.get_generation_id(vm) == "0:0"
    lab.api.VM.start(vm, True, False)
    made = lab.api.VM.get_generation_id(vm)
    high, low = map(int, made.split(":"))
    assert str(UUID(int=high << 64 | low)) in words(lab, vm)
    lab.api.VM.hard_shutdown(vm)
    lab.api.VM.start(vm, True, False)
    assert lab.api.VM.get_generation_id(vm) == made
    lab.api.VM.hard_shutdown(vm)
    assert lab.api.VM.get_generation_id(lab.api.VM.clone(vm, "twin")) not in (made, "0:0")

    none = lab.guest("none", generation_id="")
    lab.api.VM.start(none, True, False)
    assert "vmgenid" not in words(lab, none)
    lab.api.VM.hard_shutdown(none)
    assert lab.api.VM.get_generation_id(lab.api.VM.clone(none, "none either")) == ""
