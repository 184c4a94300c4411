"""A real daemon of the tests' own: started, killed and started again, and spoken to by PyPI's XenAPI."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.lab import probes
from tests.lab.guest import GuestImage
from xapid.cleaning import clean_up
from xapid.objects.passwords import set_password

ROOT = Path(__file__).parents[2]
USER, PASSWORD = "root", "correct horse"
MIB = 1 << 20
PATIENCE = 120
"""Seconds for whatever a guest or the daemon may take; ten times what it needs on a quiet machine."""

#: A record of a VM without devices, as clients send it; a test changes what it cares for.
PLAIN_VM: dict[str, Any] = {
    "name_label": "", "name_description": "", "user_version": "1", "is_a_template": False, "affinity": "",
    "memory_static_max": str(128 * MIB), "memory_dynamic_max": str(128 * MIB),
    "memory_dynamic_min": str(128 * MIB), "memory_static_min": str(64 * MIB), "VCPUs_params": {},
    "VCPUs_max": "1", "VCPUs_at_startup": "1", "actions_after_shutdown": "destroy",
    "actions_after_reboot": "restart", "actions_after_crash": "destroy", "PV_bootloader": "", "PV_kernel": "",
    "PV_ramdisk": "", "PV_args": "", "PV_bootloader_args": "", "PV_legacy_args": "", "HVM_boot_policy": "",
    "HVM_boot_params": {}, "platform": {}, "PCI_bus": "", "other_config": {}, "recommendations": "",
}  # fmt: skip


def until(condition: Callable[[], Any], patience: float = PATIENCE, what: str = "") -> Any:
    """Ask again and again until the answer is true; returns it. For what no event tells."""
    end = time.monotonic() + patience
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise TimeoutError(what or str(condition))
        time.sleep(0.05)


#: What holds the numbers of the daemons that there are: see _free_number.
_reserved: dict[int, socket.socket] = {}


class TestDaemon:
    """One daemon on a directory of its own, with bridges and addresses that no other daemon has."""

    __test__ = False

    def __init__(self, directory: Path, number: int, settings: dict[str, str]) -> None:
        self.directory = directory
        self.number = number
        self.state = directory / "s"
        self.settings = {
            "internal_bridge": f"xt{number}",
            "bridge_prefix": f"xt{number}n",
            "internal_subnet": f"169.254.{number}.0/24",
            "link_socket": "false",
            "nbd_port": "0",
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None
        #: What comes before a command that is to run where the daemon does.
        self.within: list[str] = []
        self.log = directory / "log"

    def start(self, wait: bool = True) -> None:
        """Start it, and return when it runs VMs."""
        ready = self.state / "ready.json"
        ready.unlink(missing_ok=True)
        pairs = [part for item in self.settings.items() for part in ("--set", "=".join(item))]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.within, sys.executable, "-m", "xapid", "serve", "--state", str(self.state),
                 "--http-port", "0", "--http-host", "127.0.0.1", "--https-port", "0", *pairs],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        if wait:
            until(lambda: self._runs_vms(ready) or self._check_alive(), what="the daemon to be ready")
            probes.keep(self.state / "libvirt")

    def _runs_vms(self, ready: Path) -> bool:
        return ready.exists() and bool(json.loads(ready.read_text())["hypervisor"])

    def _check_alive(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(f"the daemon ended:\n{self.log.read_text()[-4000:]}")
        return False

    def kill(self) -> None:
        """kill -9, as at a power cut of the daemon alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """The orderly end."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)

    def prepare(self) -> None:
        """A new state directory, which knows the administrator."""
        self.state.mkdir(mode=0o711)
        probes.give(self.state / "libvirt")
        set_password(self.state / "admin", USER, PASSWORD)

    def renew(self) -> None:
        """Forget all that it ever did; it is to be started again."""
        self.kill()
        asyncio.run(clean_up(self.state))
        shutil.rmtree(self.state)
        self.prepare()

    def remove(self) -> None:
        """Stop it, and take away all that it leaves running on purpose."""
        self.stop()
        asyncio.run(clean_up(self.state))
        _reserved.pop(self.number).close()

    @property
    def ports(self) -> dict[str, Any]:
        """What it says of itself: pid, http_port, https_port, socket."""
        said: dict[str, Any] = json.loads((self.state / "ready.json").read_text())
        return said

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['http_port']}"

    @property
    def libvirtd_pid(self) -> int:
        file = self.state / "libvirt" / "libvirtd.pid"
        return int(until(lambda: file.read_text().strip()))  # a new one writes its number a little later

    def qemu_pid(self, vm_uuid: str) -> int:
        """The process of a running guest."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    words = (entry / "cmdline").read_bytes().split(b"\0")
                except OSError:
                    continue
                if b"qemu" in words[0] and any(vm_uuid.encode() in w for w in words):
                    return int(entry.name)
        raise LookupError(f"no process runs guest {vm_uuid}")

    def login(self) -> XenAPI.Session:
        """A session of PyPI's XenAPI: ``session.xenapi.VM.start(...)``."""
        session = XenAPI.Session(self.url)
        session.login_with_password(USER, PASSWORD, "1.0", "tests")
        return session


class Lab:
    """A daemon and a session on it, with the few things that every test does."""

    def __init__(self, daemon: TestDaemon, image: GuestImage) -> None:
        self.daemon = daemon
        self.image = image
        self.log_in()

    def log_in(self) -> None:
        """A session of our own; the one before is forgotten."""
        session = self.daemon.login()
        self.api: Any = session.xenapi
        self.session_ref = str(session._session)

    def restart(self) -> None:
        """kill -9 the daemon, start it again, log in again."""
        self.daemon.kill()
        self.daemon.start()
        self.log_in()

    def guest(self, name: str, **changes: Any) -> str:
        """A halted VM that starts the tiny guest's kernel directly."""
        record = {**PLAIN_VM, "name_label": name, "PV_kernel": str(self.image.kernel),
                  "PV_ramdisk": str(self.image.initrd), "PV_args": self.image.cmdline, **changes}  # fmt: skip
        return str(self.api.VM.create(record))

    def disk(self, size: int = 16 * MIB, name: str = "disk", sr: str = "") -> str:
        """A disk in the default repository."""
        sr = sr or self.api.pool.get_default_SR(self.api.pool.get_all()[0])
        record = {"name_label": name, "name_description": "", "SR": sr, "virtual_size": str(size),
                  "type": "user", "sharable": False, "read_only": False, "other_config": {}}  # fmt: skip
        return str(self.api.VDI.create(record))

    def attach(self, vm: str, vdi: str, userdevice: str = "autodetect", mode: str = "RW") -> str:
        """A VBD that gives the VM the disk."""
        record = {"VM": vm, "VDI": vdi, "userdevice": userdevice, "bootable": True, "mode": mode,
                  "type": "Disk", "empty": False, "other_config": {}, "qos_algorithm_type": "",
                  "qos_algorithm_params": {}}  # fmt: skip
        return str(self.api.VBD.create(record))

    def uuid(self, vm: str) -> str:
        return str(self.api.VM.get_uuid(vm))

    def wait(self, class_name: str, ref: str, condition: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """The record of the object once it meets the condition, followed by events."""
        token, end = "", time.monotonic() + PATIENCE
        while time.monotonic() < end:
            batch = getattr(self.api.event, "from")([f"{class_name}/{ref}"], token, 10.0)
            token = batch["token"]
            for event in batch["events"]:
                if event["operation"] != "del" and condition(event["snapshot"]):
                    return dict(event["snapshot"])
        raise TimeoutError(f"{class_name} {ref}: {getattr(self.api, class_name).get_record(ref)}")

    def wait_power(self, vm: str, state: str) -> None:
        """Until the VM is in that power state, by events."""
        self.wait("VM", vm, lambda record: record["power_state"] == state)

    def wait_agent(self, vm: str) -> dict[str, Any]:
        """Until the guest's agent answers; its VM_guest_metrics."""
        found = self.wait("VM", vm, lambda record: record["guest_metrics"] != "OpaqueRef:NULL")
        return self.wait("VM_guest_metrics", found["guest_metrics"], lambda record: record["live"])

    def wait_reboot(self, vm: str) -> None:
        """Until the agent of a running guest falls silent and answers again."""
        metrics = self.api.VM.get_guest_metrics(vm)
        self.wait("VM_guest_metrics", metrics, lambda record: not record["live"])
        self.wait("VM_guest_metrics", metrics, lambda record: record["live"])

    def wait_task(self, task: str) -> dict[str, Any]:
        """Until the task has ended; its record."""
        return self.wait("task", task, lambda record: record["status"] not in ("pending", "cancelling"))

    def clear(self) -> None:
        """Take away every VM and disk, so that the next test finds the daemon as new."""
        for vm, record in self.api.VM.get_all_records().items():
            if record["is_control_domain"] or record["is_default_template"]:
                continue
            if record["power_state"] != "Halted":
                self.api.VM.hard_shutdown(vm)
            self.api.VM.destroy(vm)
        for vdi, record in self.api.VDI.get_all_records().items():
            if not record["read_only"]:
                self.api.VDI.destroy(vdi)
        self._clear_isos()
        for task, record in self.api.task.get_all_records().items():
            if record["status"] not in ("pending", "cancelling"):
                self.api.task.destroy(task)

    def _clear_isos(self) -> None:
        files = list((self.daemon.state / "storage" / "iso").glob("*.iso"))
        for file in files:
            file.unlink()
        for sr, record in self.api.SR.get_all_records().items() if files else ():
            if record["content_type"] == "iso":
                self.api.SR.scan(sr)


def _free_number() -> int:
    """A number that no other daemon of any test run has, or has left a bridge of."""
    for number in range(100, 250):
        reservation = socket.socket(socket.AF_UNIX)
        try:
            reservation.bind(f"\0xapid-tests-{number}")
        except OSError:
            reservation.close()
            continue
        _reserved[number] = reservation
        if not Path(f"/sys/class/net/xt{number}").exists():
            return number
    raise RuntimeError("too many daemons at once")


def make_daemon(image: GuestImage, **settings: str) -> TestDaemon:
    """A daemon that is not started yet; its directory has a short path, for sockets."""
    directory = Path(tempfile.mkdtemp(prefix="xd-", dir="/tmp"))
    daemon = TestDaemon(directory, _free_number(), {"kernel_dirs": str(image.directory), **settings})
    daemon.prepare()
    return daemon


@pytest.fixture(scope="session")
def shared_daemon(guest_image: GuestImage) -> Iterator[TestDaemon]:
    """The daemon of the whole run, for tests that leave it as they found it."""
    daemon = make_daemon(guest_image)
    try:
        daemon.start()
        yield daemon
    finally:
        try:
            daemon.remove()
        finally:
            shutil.rmtree(daemon.directory, ignore_errors=True)


@pytest.fixture
def lab(shared_daemon: TestDaemon, guest_image: GuestImage) -> Iterator[Lab]:
    """A session on the shared daemon; VMs and disks are taken away at the end."""
    if shared_daemon.process is None or shared_daemon.process.poll() is not None:
        shared_daemon.start()
    made = Lab(shared_daemon, guest_image)
    yield made
    try:
        made.clear()
    except Exception:
        shared_daemon.renew()  # the next test must not pay for this one
        raise


@pytest.fixture
def own_daemon(guest_image: GuestImage) -> Iterator[Callable[..., Lab]]:
    """Makes daemons for one test alone: ``own_daemon(setting="value")``."""
    made: list[TestDaemon] = []

    def make(**settings: str) -> Lab:
        daemon = make_daemon(guest_image, **settings)
        made.append(daemon)
        daemon.start()
        return Lab(daemon, guest_image)

    yield make
    for daemon in made:
        daemon.remove()
        shutil.rmtree(daemon.directory, ignore_errors=True)


def kill(pid: int) -> None:
    """kill -9."""
    os.kill(pid, signal.SIGKILL)
