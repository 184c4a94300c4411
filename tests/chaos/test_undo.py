"""Every operation of several steps is made to fail at each of them: nothing may be left behind."""

from __future__ import annotations

import asyncio
import functools
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import XenAPI

from tests.chaos.truth import true_again
from tests.lab.contents import card
from tests.lab.daemon import MIB, Lab, make_daemon
from tests.lab.guest import GuestImage
from xapid.config import read_config
from xapid.daemon import Daemon
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import HypervisorError
from xapid.network.driver import LinuxNetworkDriver
from xapid.network.errors import NetworkError
from xapid.storage.errors import StorageError
from xapid.storage.file import ExtDriver
from xapid.store.writer import Writer

#: The calls of the drivers that change something or that something depends on.
STEPS: list[tuple[type, type[Exception], tuple[str, ...]]] = [
    (LibvirtHypervisor, HypervisorError,
     ("start", "restore", "save", "destroy", "attach_disk", "change_media")),
    (ExtDriver, StorageError,
     ("create", "clone", "copy", "activate", "destroy", "destroy_image", "image_path", "create_sr",
      "attach_sr", "scan", "stat", "volume")),
    (LinuxNetworkDriver, NetworkError, ("create_bridge", "set_rules")),
]  # fmt: skip


@dataclass
class Fault:
    """Makes the call number ``at`` fail, of those that are counted; 0: none."""

    at: int = 0
    seen: list[str] = field(default_factory=list)

    def arm(self, at: int) -> None:
        self.at, self.seen = at, []

    @property
    def fired(self) -> bool:
        return 0 < self.at <= len(self.seen)

    def strikes(self, name: str) -> bool:
        if not self.at:
            return False
        self.seen.append(name)
        return len(self.seen) == self.at


def _break_calls(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    for cls, error, names in STEPS:
        for name in names:
            patch.setattr(cls, name, _breakable(getattr(cls, name), error, f"{cls.__name__}.{name}", fault))


def _breakable(method: Any, error: type[Exception], name: str, fault: Fault) -> Any:
    @functools.wraps(method)
    async def call(self: Any, *args: Any, **named: Any) -> Any:
        if fault.strikes(name):
            raise error(f"{name} fails on purpose")
        return await method(self, *args, **named)

    return call


def _break_commits(patch: pytest.MonkeyPatch, fault: Fault) -> None:
    commit = Writer._commit

    def call(self: Writer, batches: Any) -> None:
        if fault.strikes("commit"):
            raise OSError("the disk fails on purpose")
        commit(self, batches)

    patch.setattr(Writer, "_commit", call)


@pytest.fixture
async def inside(guest_image: GuestImage) -> AsyncIterator[Lab]:
    """A daemon within this process, so that its steps can be made to fail; it is called from a thread."""
    outside = make_daemon(guest_image)
    pairs = tuple("=".join(item) for item in outside.settings.items())
    given = {"state_dir": outside.state, "http_host": "127.0.0.1", "http_port": 0, "https_port": 0}
    daemon = Daemon(read_config(None, pairs, given))
    await daemon.start()
    lab = await asyncio.to_thread(Lab, outside, guest_image)
    await asyncio.to_thread(_wait_for_the_hypervisor, lab)
    yield lab
    await daemon.stop()
    await asyncio.to_thread(outside.remove)
    shutil.rmtree(outside.directory)


def _wait_for_the_hypervisor(lab: Lab) -> None:
    (host,) = lab.api.host.get_all_records().values()
    lab.wait("host_metrics", host["metrics"], lambda record: record["live"])


def _machine(lab: Lab) -> str:
    vm = lab.guest("machine")
    for _ in range(2):
        lab.attach(vm, lab.disk())
    card(lab, vm)
    return vm


def _running(lab: Lab) -> str:
    vm = _machine(lab)
    lab.api.VM.start(vm, False, False)
    return vm


def _suspended(lab: Lab) -> str:
    vm = _running(lab)
    lab.api.VM.suspend(vm)
    return vm


def _template(lab: Lab) -> str:
    disks = "".join(f'<disk device="{n}" size="{MIB}" sr="" bootable="true" type="system"/>' for n in (0, 1))
    vm = lab.guest("template", other_config={"disks": f"<provision>{disks}</provision>"})
    lab.api.VM.set_is_a_template(vm, True)
    return vm


def _unplugged(lab: Lab) -> str:
    vm = lab.guest("machine")
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)  # only a guest that is up lets go of a disk
    return lab.attach(vm, lab.disk())


def _nothing(lab: Lab) -> str:
    return str(lab.api.pool.get_default_SR(lab.api.pool.get_all()[0]))


def _make_repository(lab: Lab, _: str) -> None:
    host = lab.api.host.get_all()[0]
    config = {"location": str(lab.daemon.directory / "other")}
    lab.api.SR.create(host, config, "0", "other", "", "ext", "user", False, {})


def _clear(lab: Lab) -> None:
    lab.clear()
    for sr, record in lab.api.SR.get_all_records().items():
        if record["name_label"] == "other":
            lab.api.PBD.unplug(record["PBDs"][0])
            lab.api.SR.destroy(sr)
            assert not (lab.daemon.directory / "other").exists()


CASES: dict[str, tuple[Callable[[Lab], str], Callable[[Lab, str], object]]] = {
    "VM.start": (_machine, lambda lab, vm: lab.api.VM.start(vm, True, False)),
    "VM.suspend": (_running, lambda lab, vm: lab.api.VM.suspend(vm)),
    "VM.resume": (_suspended, lambda lab, vm: lab.api.VM.resume(vm, True, False)),
    "VM.clone": (_machine, lambda lab, vm: lab.api.VM.clone(vm, "twin")),
    "VM.copy": (_machine, lambda lab, vm: lab.api.VM.copy(vm, "copy", "")),
    "VM.provision": (_template, lambda lab, vm: lab.api.VM.provision(vm)),
    "VM.destroy": (_suspended, lambda lab, vm: lab.api.VM.destroy(vm)),
    "VDI.create": (_nothing, lambda lab, sr: lab.disk()),
    "VBD.plug": (_unplugged, lambda lab, vbd: lab.api.VBD.plug(vbd)),
    "SR.create": (_nothing, _make_repository),
}


@pytest.mark.parametrize("break_", [_break_calls, _break_commits], ids=["call", "commit"])
async def test_failing_at_every_step(
    inside: Lab, break_: Callable[[pytest.MonkeyPatch, Fault], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Fault()
    break_(monkeypatch, fault)
    for name in CASES:
        await asyncio.to_thread(_fail_everywhere, inside, name, fault)


def _fail_everywhere(lab: Lab, name: str, fault: Fault) -> None:
    prepare, call = CASES[name]
    on, number = prepare(lab), 0
    while True:
        number += 1
        before = _census(lab)
        fault.arm(number)
        try:
            call(lab, on)
            failure = None
        except XenAPI.Failure as error:
            failure = error.details
        fired, fault.at = fault.fired, 0
        where = f"{name} failed at step {number}, {fault.seen[-1:]}: {failure}"
        try:
            true_again(lab)
            if failure is not None:
                assert fired and _told(failure), failure
                assert _census(lab) == before or name in GONE_ON, (before, _census(lab))
        except AssertionError as error:
            raise AssertionError(f"{where}\n{error}") from None
        if failure is None or on not in lab.api.VM.get_all() + lab.api.VBD.get_all() + lab.api.SR.get_all():
            _clear(lab)
            if not fired:
                return
            on = prepare(lab)
        elif name in GONE_ON:
            _clear(lab)
            on = prepare(lab)


#: What may have had its effect though it failed: a guest whose memory is on disk is suspended, though the
#: database did not take it at first.
GONE_ON = {"VM.suspend", "VM.destroy"}


def _told(failure: list[str]) -> bool:
    """The caller learnt the reason; a bridge has a code of its own."""
    return failure[0] == "HOST_CANNOT_ATTACH_NETWORK" or any("on purpose" in part for part in failure)


def _census(lab: Lab) -> dict[str, Any]:
    """How many there are of everything, and what VMs do."""
    counted = {c: len(getattr(lab.api, c).get_all()) for c in ("VM", "VDI", "VBD", "VIF", "SR", "PBD")}
    states = sorted(r["power_state"] for r in lab.api.VM.get_all_records().values())
    files = sorted(
        p.name for p in (lab.daemon.state / "storage" / "local").iterdir() if "base-" not in p.name
    )
    return {**counted, "states": states, "files": len(files)}
