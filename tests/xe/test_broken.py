"""Transfers that break at a real daemon: both ends say so, the task fails, and nothing half made is left."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lab.daemon import MIB, PATIENCE, Lab, until
from tests.lab.test_repositories import repository
from tests.xe.test_guest import program

#: More than the connections between `xe`, the daemon and a pipe hold on their way.
LARGE = 16 * MIB
LOST = b"Lost connection to the server.\n"


class Runner:
    """Runs `xe` at a daemon, from a directory."""

    def __init__(self, lab: Lab, directory: Path) -> None:
        self.lab, self.directory = lab, directory
        self.command, self.environ = program(lab, directory)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([*self.command, *words], env=self.environ, cwd=self.directory, stdin=pipe,
                                stdout=pipe, stderr=pipe, bufsize=0,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # fmt: skip

    def run(self, *words: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
        """The exit code, and what was written to stdout and stderr."""
        process = self.start(*words)
        out, err = process.communicate(stdin, timeout=PATIENCE)
        return process.returncode, out, err

    def shell(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a line of bash in which ``xe`` is the program."""
        script = f'xe() {{ {" ".join(self.command)} "$@"; }}; {line}'
        return subprocess.run(["bash", "-c", script], env=self.environ, cwd=self.directory, text=True,
                              capture_output=True, timeout=PATIENCE, check=False)  # fmt: skip


@pytest.fixture
def xe(lab: Lab, tmp_path: Path) -> Runner:
    return Runner(lab, tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of four MiB."""
    place = tmp_path / "small"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def full_disk(xe: Runner, size: int = LARGE) -> tuple[str, str, bytes]:
    """A disk of random bytes: its reference, its uuid and the bytes."""
    vdi = xe.lab.disk(size)
    uuid, content = str(xe.lab.api.VDI.get_uuid(vdi)), os.urandom(size)
    assert xe.run("vdi-import", f"uuid={uuid}", "filename=-", stdin=content) == (0, b"", b"")
    return vdi, uuid, content


def full_vm(xe: Runner, name: str) -> str:
    """A VM with such a disk."""
    vm = xe.lab.guest(name)
    xe.lab.attach(vm, full_disk(xe)[0], "0")
    return vm


def has(xe: Runner, uuid: str, content: bytes) -> bool:
    """Whether that is on the disk, and nobody holds it."""
    return xe.run("vdi-export", f"uuid={uuid}", "filename=-") == (0, content, b"")


def files(lab: Lab) -> set[str]:
    """What lies in the repositories."""
    return {str(path) for path in (lab.daemon.state / "storage").rglob("*") if path.is_file()}


def settled(lab: Lab, *known: str) -> None:
    """Until there are no tasks but those."""
    until(lambda: set(lab.api.task.get_all()) == set(known), what="the tasks to go")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_client_that_dies_while_it_sends(xe: Runner, number: signal.Signals) -> None:
    vdi, uuid, content = full_disk(xe, 4 * MIB)
    (xe.directory / "content").write_bytes(content)
    before = files(xe.lab)
    xe.lab.api.VDI.resize(vdi, str(1 << 40))
    task = xe.lab.api.task.create("sending", "")
    with (xe.directory / "source").open("wb") as file:
        file.truncate(1 << 40)  # of holes: it takes hours
    named = f"task-uuid={xe.lab.api.task.get_uuid(task)}"
    process = xe.start("vdi-import", f"uuid={uuid}", "filename=source", named)
    xe.lab.wait("VDI", vdi, lambda record: record["current_operations"])
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[number]
    assert xe.lab.wait_task(task)["status"] == "failure"
    xe.lab.wait("VDI", vdi, lambda record: not record["current_operations"])
    until(lambda: files(xe.lab) == before)
    head = xe.shell(f"xe vdi-export uuid={uuid} filename=- | head -c {len(content)} >head; cmp head content")
    assert (head.stdout, head.stderr) == ("", "")
    settled(xe.lab, task)


def test_a_client_that_dies_while_it_receives(xe: Runner) -> None:
    vm = full_vm(xe, "watched")
    task = xe.lab.api.task.create("receiving", "")
    process = xe.start("vm-export", "vm=watched", "filename=", f"task-uuid={xe.lab.api.task.get_uuid(task)}")
    # It stays there: nobody reads what is sent.
    xe.lab.wait("VM", vm, lambda record: record["current_operations"])
    process.kill()
    process.communicate(timeout=PATIENCE)
    assert xe.lab.wait_task(task)["status"] == "failure"
    xe.lab.wait("VM", vm, lambda record: not record["current_operations"])
    settled(xe.lab, task)


def test_a_reader_that_has_enough(xe: Runner) -> None:
    vm = full_vm(xe, "long")
    line = "xe vm-export vm=long filename={} | head -c 1000 | wc -c; echo ${{PIPESTATUS[0]}}"
    for name in ("", "-"):
        done = xe.shell(line.format(name))
        assert (done.stdout, done.stderr) == ("1000\n1\n", "")
    settled(xe.lab)
    assert xe.lab.api.VM.get_current_operations(vm) == {}


def test_a_writer_that_gives_up(xe: Runner) -> None:
    full_vm(xe, "half")
    archive = xe.run("vm-export", "vm=half", "filename=-")[1]
    disks = set(xe.lab.api.VDI.get_all())
    code, out, err = xe.run("vm-import", "filename=-", stdin=archive[: len(archive) // 2])
    assert (code, out) == (1, b"") and b"too soon" in err, err
    assert len(xe.lab.api.VM.get_by_name_label("half")) == 1
    assert set(xe.lab.api.VDI.get_all()) == disks
    code, out, err = xe.run("vm-import", "filename=-", stdin=archive)
    assert (code, err) == (0, b"") and len(xe.lab.api.VM.get_by_name_label("half")) == 2
    settled(xe.lab)


def test_a_full_disk_at_the_user(xe: Runner, small: Path) -> None:
    full_vm(xe, "large")
    full = b"Operation failed. Error: small/out: No space left on device\n"
    assert xe.run("vm-export", "vm=large", "filename=small/out") == (1, b"", full)
    assert list(small.iterdir()) == []
    done = xe.shell("xe vm-export vm=large filename=- >small/out")
    assert done.returncode == 1
    assert done.stderr == "Operation failed. Error: the standard output: No space left on device\n"
    done = xe.shell("dd if=/dev/zero of=small/out bs=1M 2>/dev/null; xe vm-list >>small/out")
    assert done.returncode == 1
    assert done.stderr == "Operation failed. Error: the standard output: No space left on device\n"
    settled(xe.lab)


def test_a_full_repository(xe: Runner, small: Path) -> None:
    full_vm(xe, "guest")
    archive = xe.run("vm-export", "vm=guest", "filename=-")[1]
    (xe.directory / "content").write_bytes(os.urandom(LARGE))
    sr = repository(xe.lab, small / "sr")
    try:
        uuid, vdi = xe.lab.api.SR.get_uuid(sr), xe.lab.disk(LARGE, sr=sr)
        disk = xe.lab.api.VDI.get_uuid(vdi)
        code, out, err = xe.run("vdi-import", f"uuid={disk}", "filename=content")
        assert (code, out) == (1, b"") and b"No space" in err, err
        assert has(xe, disk, bytes(LARGE))
        code, out, err = xe.run("vm-import", "filename=-", f"sr-uuid={uuid}", stdin=archive)
        assert (code, out) == (1, b"") and b"No space" in err, err
        assert len(xe.lab.api.VM.get_by_name_label("guest")) == 1
        assert xe.lab.api.SR.get_VDIs(sr) == [vdi]
        settled(xe.lab)
    finally:
        for vdi in xe.lab.api.SR.get_VDIs(sr):
            xe.lab.api.VDI.destroy(vdi)
        [pbd] = xe.lab.api.SR.get_PBDs(sr)
        xe.lab.api.PBD.unplug(pbd)
        xe.lab.api.SR.forget(sr)


def test_a_daemon_that_is_killed(own_daemon: Callable[..., Lab], tmp_path: Path) -> None:
    lab = own_daemon()
    xe = Runner(lab, tmp_path)
    vm = full_vm(xe, "kept")
    archive = xe.run("vm-export", "vm=kept", "filename=-")[1]
    vdi, uuid, content = full_disk(xe, 4 * MIB)
    disks, before = set(lab.api.VDI.get_all()), files(lab)
    sending, making, reading = (lab.api.task.create(name, "") for name in ("send", "make", "read"))

    exporting = xe.start("vm-export", "vm=kept", "filename=", f"task-uuid={lab.api.task.get_uuid(reading)}")
    lab.wait("VM", vm, lambda record: record["current_operations"])
    importing = xe.start("vm-import", "filename=-", f"task-uuid={lab.api.task.get_uuid(making)}")
    assert importing.stdin is not None
    importing.stdin.write(archive[: len(archive) // 2])
    lab.wait("task", making, lambda record: record["other_config"].get("object_creation") == "complete")
    named = f"task-uuid={lab.api.task.get_uuid(sending)}"
    filling = xe.start("vdi-import", f"uuid={uuid}", "filename=-", named)
    assert filling.stdin is not None
    filling.stdin.write(os.urandom(MIB))
    lab.wait("VDI", vdi, lambda record: record["current_operations"])
    lab.restart()

    for process in (exporting, importing, filling):
        _, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, err) == (1, LOST)
    for task in (sending, making, reading):
        assert lab.api.task.get_status(task) == "failure"
    assert lab.api.VM.get_by_name_label("kept") == [vm]
    until(lambda: set(lab.api.VDI.get_all()) == disks and files(lab) == before)
    assert has(xe, uuid, content)
    assert xe.run("vm-export", "vm=kept", "filename=again")[0] == 0
