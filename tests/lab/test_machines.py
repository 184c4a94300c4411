"""What a VM's settings make of its machine, read from the machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest

from tests.lab.daemon import MIB, Lab, until
from tests.lab.test_boot import console_log
from tests.lab.test_vm_life import failure


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


def groups_of(pid: int) -> Path:
    """The directory of the control group that shares out the processor to a process."""
    lines = (line.split(":", 2) for line in Path(f"/proc/{pid}/cgroup").read_text().split())
    [path] = [path for _, controllers, path in lines if "cpu" in controllers.split(",")]
    # libvirt puts the emulator and each processor into groups of their own below that of the domain
    return Path("/sys/fs/cgroup/cpu", path.lstrip("/")).parent


@pytest.fixture
def control_groups() -> Iterator[None]:
    """libvirt leaves the group of all machines behind when the last one is gone."""
    yield
    for left in Path("/sys/fs/cgroup").glob("*/machine"):
        with suppress(OSError):  # others have machines in it
            left.rmdir()


def test_shares_of_the_processor(control_groups: None, own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon(cpu_control="true")
    vm = lab.guest("shared", VCPUs_params={"weight": "512", "cap": "50"})
    lab.api.VM.start(vm, True, False)
    domain = groups_of(lab.daemon.qemu_pid(lab.uuid(vm)))

    def enforced(name: str) -> int:
        return int((domain / name).read_text())

    assert (enforced("cpu.shares"), enforced("cpu.cfs_quota_us")) == (2048, 50_000)
    assert failure(lab.api.VM.add_to_VCPUs_params_live, vm, "cap", "20")[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.unpause(vm)
    lab.api.VM.add_to_VCPUs_params_live(vm, "weight", "128")
    lab.api.VM.add_to_VCPUs_params_live(vm, "cap", "20")
    assert (enforced("cpu.shares"), enforced("cpu.cfs_quota_us")) == (512, 20_000)
    lab.api.VM.add_to_VCPUs_params_live(vm, "cap", "0")
    assert enforced("cpu.cfs_quota_us") == -1
    assert lab.api.VM.get_VCPUs_params(vm) == {"weight": "128", "cap": "0"}


def processors_of(pid: int) -> list[set[int]]:
    """The processors that each virtual one of a guest may run on."""
    tasks = [path for path in Path(f"/proc/{pid}/task").iterdir() if "CPU" in (path / "comm").read_text()]
    return [os.sched_getaffinity(int(task.name)) for task in tasks]


def test_what_can_be_set_without_control_groups(lab: Lab) -> None:
    vm = lab.guest("masked", VCPUs_params={"mask": "0"})
    lab.api.VM.start(vm, False, False)
    pid = lab.daemon.qemu_pid(lab.uuid(vm))
    assert processors_of(pid) == [{0}]
    lab.api.VM.add_to_VCPUs_params_live(vm, "mask", "1")
    assert processors_of(pid) == [{1}]
    for key, value in (("cap", "10"), ("mask", "999")):
        told = failure(lab.api.VM.add_to_VCPUs_params_live, vm, key, value)
        assert told[0] == "VM_INCOMPATIBLE_WITH_THIS_HOST"
    for key, value in (("mask", ""), ("mask", "a"), ("weight", "0"), ("cap", "-1"), ("speed", "1")):
        assert failure(lab.api.VM.add_to_VCPUs_params_live, vm, key, value)[0] == "INVALID_VALUE"
    assert lab.api.VM.get_VCPUs_params(vm) == {"mask": "1"}


def test_the_record_of_the_last_start(lab: Lab) -> None:
    vm = lab.guest("noted", platform={"acpi": "true"}, VCPUs_params={"mask": "0"})
    assert failure(lab.api.VM.get_boot_record, vm)[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.start(vm, True, False)
    lab.api.VM.set_platform(vm, {"acpi": "false"})
    lab.api.VM.set_VCPUs_params(vm, {})
    lab.api.VM.set_name_label(vm, "renamed")
    record = lab.api.VM.get_boot_record(vm)
    assert (record["platform"], record["VCPUs_params"]) == ({"acpi": "true"}, {"mask": "0"})
    assert record["name_label"] == "renamed"
    assert set(record) == set(lab.api.VM.get_record(vm))
    assert record["memory_static_max"] == str(128 * MIB)
    assert failure(lab.api.VM.set_HVM_shadow_multiplier, vm, 2.0)[0] == "VM_BAD_POWER_STATE"
    lab.api.VM.hard_shutdown(vm)
    lab.api.VM.set_HVM_shadow_multiplier(vm, 2.0)
    assert lab.api.VM.get_HVM_shadow_multiplier(vm) == 2.0
    assert failure(lab.api.VM.set_HVM_shadow_multiplier, vm, 0.5)[0] == "INVALID_VALUE"


def test_a_guest_sleeps_in_its_memory(lab: Lab) -> None:
    # One that starts by PVH has no firmware to wake up through.
    talkative = lab.image.cmdline.replace("quiet", "loglevel=7")
    vm = lab.guest("sleeper", PV_kernel=str(lab.image.bzimage), PV_args=talkative)
    assert failure(lab.api.VM.s3_suspend, vm)[0] == "VM_BAD_POWER_STATE"
    host_itself = lab.api.host.get_control_domain(lab.api.host.get_all()[0])
    assert failure(lab.api.VM.s3_suspend, host_itself)[0] == "OPERATION_NOT_ALLOWED"
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    assert failure(lab.api.VM.s3_resume, vm)[0] == "OPERATION_NOT_ALLOWED"
    lab.api.VM.s3_suspend(vm)
    assert lab.api.VM.get_power_state(vm) == "Running"
    lab.api.VM.s3_resume(vm)
    until(lambda: "Waking up from system sleep state S3" in console_log(lab, vm), what="the guest to wake")
    lab.api.VM.hard_shutdown(vm)
