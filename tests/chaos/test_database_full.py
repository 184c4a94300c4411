"""The file system of the database is full: changes are refused, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import XenAPI

from tests.chaos.test_daemon_killed import written_disk
from tests.chaos.truth import processes, true_again
from tests.lab.daemon import Lab, until
from tests.lab.test_vm_life import failure

REFUSED = "The change was not made: the database refused it"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of four MiB."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(place: Path) -> Path:
    """Leave not one byte."""
    ballast = place / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return ballast


def refused(call: Callable[..., object], *args: object) -> None:
    """The call fails, and says that the database is the reason."""
    [code, reason] = failure(call, *args)
    assert code == "INTERNAL_ERROR" and reason.startswith(REFUSED), reason


def test_a_full_disk(small: Path, own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon(database=f"sqlite:///{small}/xapid.db")
    api = lab.api
    running, halted, vdi = lab.guest("running"), lab.guest("halted"), lab.disk()
    lab.attach(halted, vdi)
    api.VM.start(running, False, False)
    lab.wait_agent(running)
    ballast = fill(small)
    sr = api.VDI.get_SR(vdi)

    _use_up(lab, running)
    refused(api.VM.set_name_label, running, "other")
    refused(api.VM.add_to_other_config, running, "k" * 4096, "v" * 65536)
    assert api.VM.get_name_label(running) == "running"
    refused(api.VM.start, halted, False, False)
    refused(api.VM.clone, halted, "twin")
    refused(api.VDI.copy, vdi, sr)
    refused(api.VM.suspend, running)
    true_again(lab)
    assert api.VM.get_power_state(running) == "Running"
    assert api.VM.get_power_state(halted) == "Halted"
    assert len(api.VDI.get_all()) == 1
    assert api.VM.get_record(running)["name_label"] == "running"
    lab.daemon.qemu_pid(lab.uuid(running))

    ballast.unlink()
    api.VM.set_name_label(running, "other")
    api.VM.start(halted, True, False)
    api.VM.destroy(api.VM.clone(lab.guest("third"), "twin"))
    true_again(lab)
    lab.restart()
    assert lab.api.VM.get_name_label(running) == "other"
    assert lab.api.VM.get_power_state(halted) == "Paused"
    true_again(lab)


def test_reads_beside_refused_changes(small: Path, own_daemon: Callable[..., Lab]) -> None:
    """Who only looks is not told of the changes of others, and never sees them."""
    lab = own_daemon(database=f"sqlite:///{small}/xapid.db")
    other = Lab(lab.daemon, lab.image)
    vm = lab.guest("guest")
    fill(small)
    _use_up(lab, vm)

    def change() -> None:
        for number in range(100):
            refused(other.api.VM.set_name_label, vm, f"number {number}")

    with ThreadPoolExecutor() as pool:
        changing = pool.submit(change)
        while not changing.done():
            assert lab.api.VM.get_name_label(vm) == "guest"
    changing.result()


def test_a_guest_ends_while_the_disk_is_full(small: Path, own_daemon: Callable[..., Lab]) -> None:
    """What could not be written down is found out again as soon as there is room."""
    lab = own_daemon(database=f"sqlite:///{small}/xapid.db")
    vm = lab.guest("guest")
    lab.api.VM.start(vm, True, False)
    ballast = fill(small)
    _use_up(lab, vm)
    refused(lab.api.VM.hard_shutdown, vm)
    ballast.unlink()
    lab.wait_power(vm, "Halted")
    true_again(lab)
    lab.api.VM.start(vm, True, False)
    true_again(lab)


def test_a_task_ends_while_the_disk_is_full(small: Path, own_daemon: Callable[..., Lab]) -> None:
    """It failed, for its result could not be kept; its record says so once there is room."""
    lab = own_daemon(database=f"sqlite:///{small}/xapid.db")
    vm = lab.guest("guest")
    vdi = written_disk(lab)
    original = f"{lab.api.VDI.get_uuid(vdi)}.qcow2"
    lab.attach(vm, vdi)
    task = lab.api.Async.VM.copy(vm, "copy", "")
    [copying] = until(lambda: _converting(lab))
    os.kill(copying, signal.SIGSTOP)
    ballast = fill(small)
    _use_up(lab, vm)
    os.kill(copying, signal.SIGCONT)
    place = lab.daemon.state / "storage" / "local"
    until(lambda: [p.name for p in place.iterdir() if p.suffix == ".qcow2"] == [original])
    ballast.unlink()
    record = lab.wait_task(task)
    assert (record["status"], record["error_info"][0]) == ("failure", "INTERNAL_ERROR")
    true_again(lab)


def _converting(lab: Lab) -> list[int]:
    return [pid for pid, words in processes(lab, "qemu-img").items() if "convert" in words]


def _use_up(lab: Lab, vm: str) -> None:
    """Write until the room that the database has set aside is gone too."""
    for size in (20000, 1):
        with pytest.raises(XenAPI.Failure):
            for number in range(1000):
                lab.api.VM.add_to_other_config(vm, f"ballast{size}-{number}", "x" * size)
