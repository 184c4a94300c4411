"""A repository whose file system stops answering: what needs it fails in bounded time, the rest goes on."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import XenAPI

from tests.chaos.truth import true_again
from tests.lab.daemon import MIB, Lab, until

TIMEOUT = 1.0


class Server:
    """A FUSE file system that shows a directory, and can be made to hang."""

    def __init__(self, directory: Path) -> None:
        self.place = directory / "mounted"
        behind = directory / "behind"
        for made in (self.place, behind):
            made.mkdir()
        self._process = subprocess.Popen(["bindfs", "-f", behind, self.place], stdin=subprocess.DEVNULL)
        until(self.place.is_mount)

    def hang(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def end(self) -> None:
        self.go_on()
        subprocess.run(["umount", "--lazy", self.place], check=True)
        self._process.kill()  # a libvirtd that was started meanwhile, of any test run, has the mount too
        self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path)
    yield made
    made.end()


def fails(call: Callable[..., object], *args: object) -> str:
    """The call fails before long; what it says."""
    begun = time.monotonic()
    with pytest.raises(XenAPI.Failure) as caught:
        call(*args)
    assert time.monotonic() - begun < 20 * TIMEOUT  # bounded, and far below any client's own patience
    return " ".join(caught.value.details)


def test_a_hung_repository(server: Server, own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon(storage_timeout=str(TIMEOUT))
    api = lab.api
    host = api.host.get_all()[0]
    sr = api.SR.create(host, {"location": str(server.place)}, "0", "remote", "", "ext", "user", False, {})
    hung, fine = lab.guest("hung"), lab.guest("fine")
    vdi, local = lab.disk(sr=sr), lab.disk()
    lab.attach(hung, vdi)
    lab.attach(fine, local)
    api.VM.start(hung, True, False)  # the way it is meant to work
    api.VM.hard_shutdown(hung)

    server.hang()
    assert "SR_BACKEND_FAILURE" in fails(api.VM.start, hung, True, False)
    assert "SR_BACKEND_FAILURE" in fails(lab.disk, MIB, "new", sr)
    assert "SR_BACKEND_FAILURE" in fails(api.VDI.copy, vdi, api.VDI.get_SR(local))
    assert "SR_BACKEND_FAILURE" in fails(api.VDI.copy, local, sr)
    assert "SR_BACKEND_FAILURE" in fails(api.VM.clone, hung, "twin")
    assert "SR_BACKEND_FAILURE" in fails(api.VDI.destroy, vdi)
    waiting = api.Async.SR.scan(sr)
    api.VM.start(fine, False, False)
    assert api.VM.get_power_state(fine) == "Running"
    api.VM.hard_shutdown(fine)
    api.VDI.destroy(api.VDI.copy(local, api.VDI.get_SR(local)))
    assert lab.wait_task(waiting)["status"] == "failure"
    assert api.VM.get_power_state(hung) == "Halted"

    server.go_on()
    until(lambda: _works(api.SR.scan, sr))
    true_again(lab)
    api.VM.start(hung, True, False)
    api.VDI.destroy(api.VDI.copy(local, sr))
    lab.disk(MIB, sr=sr)
    api.VM.hard_shutdown(hung)
    lab.clear()
    api.PBD.unplug(api.SR.get_PBDs(sr)[0])
    api.SR.destroy(sr)
    true_again(lab)


def test_it_hangs_under_a_running_guest(server: Server, own_daemon: Callable[..., Lab]) -> None:
    lab = own_daemon(storage_timeout=str(TIMEOUT))
    api = lab.api
    host = api.host.get_all()[0]
    sr = api.SR.create(host, {"location": str(server.place)}, "0", "remote", "", "ext", "user", False, {})
    hung, fine = lab.guest("hung"), lab.guest("fine")
    lab.attach(hung, lab.disk(sr=sr))
    api.VM.start(hung, True, False)
    server.hang()
    lab.restart()  # a daemon that starts while its storage hangs has to answer all the same
    api = lab.api
    assert api.VM.get_power_state(hung) == "Paused"
    assert not api.PBD.get_currently_attached(api.SR.get_PBDs(sr)[0])
    api.VM.start(fine, True, False)
    stopping = api.Async.VM.hard_shutdown(hung)
    assert api.VM.get_power_state(fine) == "Paused"
    threading.Timer(TIMEOUT, server.go_on).start()  # the kernel lets go of the emulator only then
    record = lab.wait_task(stopping)
    assert record["status"] == "success" or record["error_info"]
    api.PBD.plug(api.SR.get_PBDs(sr)[0])
    lab.wait_power(hung, "Halted")
    true_again(lab)
    api.VM.start(hung, True, False)
    true_again(lab)


def _works(call: Callable[..., Any], *args: object) -> bool:
    try:
        call(*args)
    except XenAPI.Failure:
        return False
    return True
