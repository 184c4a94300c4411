"""npm's xen-api, the library of Xen Orchestra: connects, follows events, drives a VM, moves disks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.clients.xen_api import Account, script
from tests.lab.daemon import PASSWORD, USER, Lab


def account(lab: Lab, transport: str = "auto", scheme: str = "http") -> Account:
    """Where the scripts find the daemon of the lab."""
    port = lab.daemon.ports[f"{scheme}_port"]
    return Account(f"{scheme}://127.0.0.1:{port}", USER, PASSWORD, transport)


@pytest.mark.parametrize(
    ("transport", "scheme"), [("json-rpc", "http"), ("xml-rpc", "http"), ("auto", "https")]
)
async def test_connects_and_fills_its_cache(lab: Lab, transport: str, scheme: str) -> None:
    async with script(account(lab, transport, scheme), "list") as listing:
        lines = await listing.finish()
    assert len(lines) > 5


async def test_hears_of_changes(lab: Lab) -> None:
    vm = lab.guest("before")
    async with script(account(lab), "watch", "VM") as watch:
        await watch.until(ready=True)
        lab.api.VM.set_name_label(vm, "after")
        while (await watch.until(change="update", ref=vm))["record"]["name_label"] != "after":
            pass
        made = lab.guest("new")
        assert (await watch.until(change="add", ref=made))["record"]["name_label"] == "new"
        lab.api.VM.destroy(made)
        await watch.until(change="remove", ref=made)
        await watch.finish()


async def test_drives_a_guest(lab: Lab) -> None:
    vm = lab.guest("driven")
    operations = ("start_paused", "unpause", "suspend", "resume", "hard_reboot", "hard_shutdown", "clone")
    async with script(account(lab), "lifecycle", lab.uuid(vm), *operations) as life:
        lines = await life.finish()
    states = {line["operation"]: line.get("power_state") for line in lines}
    assert states["suspend"] == "Suspended"
    assert states["resume"] == "Running"
    assert states["hard_shutdown"] == "Halted"
    assert [line["operation"] for line in lines] == [*operations, "destroy"]


async def test_moves_disks(lab: Lab, tmp_path: Path) -> None:
    file = tmp_path / "disk.raw"
    file.write_bytes(os.urandom(3 << 20) + bytes(2 << 20) + os.urandom(1 << 20))
    sr = lab.api.SR.get_uuid(lab.api.pool.get_default_SR(lab.api.pool.get_all()[0]))
    async with script(account(lab), "disk", sr, str(file)) as disk:
        lines = await disk.finish()
    sums = {line["step"]: line.get("sha1") for line in lines}
    assert sums["file"] == sums["sized"] == sums["stream"]
