"""How the daemon begins and ends: before its hypervisor is there, again in place, with a wrong database."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import XenAPI

from tests.lab.daemon import PLAIN_VM, ROOT, Lab, TestDaemon, make_daemon, until
from tests.lab.guest import GuestImage
from tests.lab.libvirtd import short_dir
from xapid.hypervisor.local import LocalLibvirt

__all__ = ["short_dir"]
#: A hypervisor that is there at once and has no guests: these tests need none.
EMPTY = "test:///default"


@pytest.fixture
def daemon(guest_image: GuestImage, request: pytest.FixtureRequest) -> Iterator[TestDaemon]:
    made = make_daemon(guest_image, libvirt_uri=getattr(request, "param", EMPTY))
    yield made
    made.remove()
    shutil.rmtree(made.directory, ignore_errors=True)


async def test_it_answers_before_there_is_a_hypervisor(guest_image: GuestImage, short_dir: Path) -> None:
    server = LocalLibvirt(short_dir / "state")
    daemon = make_daemon(guest_image, libvirt_uri=server.uri)
    try:
        daemon.start(wait=False)
        await asyncio.to_thread(until, (daemon.state / "ready.json").exists)
        await asyncio.to_thread(check_start, Lab(daemon, guest_image), server)
    finally:
        await asyncio.to_thread(daemon.remove)
        await server.stop(guests=True)
        shutil.rmtree(daemon.directory, ignore_errors=True)


def check_start(lab: Lab, server: LocalLibvirt) -> None:
    """Nothing runs before the hypervisor is there, and the daemon says so; then it does."""
    host = lab.api.host.get_all()[0]
    assert lab.api.host.get_enabled(host) is False and lab.daemon.ports["hypervisor"] is False
    assert lab.api.host_metrics.get_live(lab.api.host.get_metrics(host)) is False
    assert not {"vm_start", "enable"} & set(lab.api.host.get_allowed_operations(host))
    with pytest.raises(XenAPI.Failure, match="HOST_STILL_BOOTING"):
        lab.api.host.enable(host)
    assert lab.api.host.get_enabled(host) is False
    vm = lab.api.VM.create({**PLAIN_VM, "name_label": "early"})
    with pytest.raises(XenAPI.Failure, match="HOST_STILL_BOOTING"):
        lab.api.VM.start(vm, True, False)
    asyncio.run(start_and_leave(server))
    lab.wait("host", host, lambda record: record["enabled"])
    assert lab.api.host_metrics.get_live(lab.api.host.get_metrics(host)) is True
    lab.api.host.disable(host)
    lab.api.host.enable(host)
    assert {"libvirt", "qemu", "accelerator"} <= set(lab.api.host.get_software_version(host))
    lab.api.VM.start(vm, True, False)
    lab.clear()


async def start_and_leave(server: LocalLibvirt) -> None:
    await server.start()
    await server.release()


def written(daemon: TestDaemon) -> int:
    """When the daemon said that it is ready to run VMs; 0 if it does not say so now."""
    path = daemon.state / "ready.json"
    try:
        return path.stat().st_mtime_ns if json.loads(path.read_text())["hypervisor"] else 0
    except FileNotFoundError:
        return 0


def test_it_restarts_in_place(daemon: TestDaemon, guest_image: GuestImage) -> None:
    daemon.start()
    lab = Lab(daemon, guest_image)
    host, before = lab.api.host.get_all()[0], written(daemon)
    token = getattr(lab.api.event, "from")(["host"], "", 0.0)["token"]
    lab.api.host.add_to_other_config(host, "seen", "yes")
    lab.api.host.restart_agent(host)
    until(lambda: written(daemon) not in (0, before))
    assert daemon.process is not None and daemon.ports["pid"] == daemon.process.pid
    old = XenAPI.Session(daemon.url)
    old._session = lab.session_ref
    with pytest.raises(xmlrpc.client.Fault, match="You must log in"):  # what it makes of SESSION_INVALID
        old.xenapi.host.get_all()
    lab.log_in()
    events = getattr(lab.api.event, "from")(["host"], token, 0.0)["events"]
    assert [event["snapshot"]["other_config"]["seen"] for event in events] == ["yes"]

    before = written(daemon)
    task = lab.api.Async.host.restart_agent(host)  # its outcome outlives the restart
    until(lambda: written(daemon) not in (0, before))
    lab.log_in()
    assert lab.api.task.get_status(task) == "success"

    lab.api.host.shutdown_agent()
    assert daemon.process.wait(60) == 0 and not written(daemon)


def start_with(daemon: TestDaemon) -> str:
    """Start it, which fails; what it says."""
    command = [sys.executable, "-m", "xapid", "serve", "--state", str(daemon.state), "--http-port", "0",
               "--https-port", "-1", "--set", f"libvirt_uri={EMPTY}",
               "--set", "link_socket=false"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_a_database_that_it_cannot_use(daemon: TestDaemon) -> None:
    database = daemon.state / "xapid.db"
    database.write_bytes(b"no database at all" * 1000)
    assert "cannot be opened: file is not a database" in start_with(daemon)
    database.unlink()
    daemon.start()
    daemon.stop()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    assert "has revision 9999, which this version of xapid does not know" in start_with(daemon)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


def test_two_on_one_directory(daemon: TestDaemon) -> None:
    daemon.start()
    assert "running on" in start_with(daemon)
    assert json.loads((daemon.state / "ready.json").read_text())["pid"] != os.getpid()
