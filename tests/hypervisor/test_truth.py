"""What is told after libvirtd, xapid's connection, or both were gone."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.lab import probes
from tests.lab.guest import GuestImage
from tests.lab.libvirtd import Events, guest_spec, until
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import HypervisorUnavailable
from xapid.hypervisor.events import AgentConnected, Disconnected, DomainStopped, Reconnected, StopReason
from xapid.hypervisor.local import LocalLibvirt, find_libvirtd
from xapid.hypervisor.state import Power


@pytest.fixture
async def watched(libvirtd: LocalLibvirt) -> AsyncIterator[LocalLibvirt]:
    """The libvirtd of the tests, found again by its directory as after a restart of xapid, and watched."""
    pid = libvirtd.pid
    uri, server = await find_libvirtd(libvirtd.state)
    assert server is not None
    assert (uri, server.pid) == (libvirtd.uri, pid)
    yield server
    await server.release()


async def test_libvirtd_is_killed(
    watched: LocalLibvirt, hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image)
    started = await hypervisor.start(spec)
    before = watched.pid
    assert before is not None
    os.kill(before, signal.SIGKILL)
    await events.next(Disconnected)
    with pytest.raises(HypervisorUnavailable):
        await hypervisor.list_domains()
    found = await events.next(Reconnected)
    assert watched.pid not in (None, before)
    assert [(d.domid, d.power) for d in found.domains if d.uuid == spec.uuid] == [
        (started.domid, Power.running)
    ]
    await events.next(AgentConnected, uuid=spec.uuid)
    await hypervisor.request_shutdown(spec.uuid, "agent")
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.shutdown, domid=started.domid)


async def test_the_guest_ends_while_nobody_looks(
    watched: LocalLibvirt, hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image)
    await hypervisor.start(spec)
    pid = int((watched.state / "run/qemu" / f"{spec.uuid}.pid").read_text())
    assert watched.pid is not None
    os.kill(watched.pid, signal.SIGKILL)
    os.kill(pid, signal.SIGKILL)
    await events.next(Disconnected)
    await events.next(Reconnected)

    async def gone() -> bool:
        return spec.uuid not in {domain.uuid for domain in await hypervisor.list_domains()}

    await until(gone)


async def test_killed_before_the_guest_began(short_dir: Path, guest_image: GuestImage) -> None:
    """What libvirtd notes of a guest before there is a process: the next one must not take it for alive."""
    server = LocalLibvirt(short_dir / "state")
    probes.give(server.state)
    await server.start()
    driver = LibvirtHypervisor(server.uri, short_dir)
    told = Events(driver)
    await driver.connect()
    await told.next(Reconnected)
    spec = guest_spec(guest_image)
    try:
        await driver.start(spec, paused=True)
        await server.release()
        status = server.state / "run/qemu" / f"{spec.uuid}.xml"
        pid = int(status.with_suffix(".pid").read_text())
        assert server.pid is not None
        for each in (server.pid, pid):
            os.kill(each, signal.SIGKILL)
        await told.next(Disconnected)
        noted = re.sub(r"<domstatus .*?>", "<domstatus state='paused' reason='starting up' pid='0'>",
                       status.read_text())  # fmt: skip
        status.write_text(noted.replace("</vcpus>", "</vcpus><job type='none' async='start' flags='0x4'/>"))
        await server.start()
        assert [domain.uuid for domain in (await told.next(Reconnected)).domains if domain.is_ours] == []
        await driver.start(spec, paused=True)
        await driver.destroy(spec.uuid)
    finally:
        await driver.close()
        await server.stop(guests=True)


async def test_a_second_xapid_finds_the_guest(
    libvirtd: LocalLibvirt, hypervisor: LibvirtHypervisor, guest_image: GuestImage, short_dir: Path
) -> None:
    spec = guest_spec(guest_image, name_label="mine")
    await hypervisor.start(spec, paused=True)
    other = LibvirtHypervisor(libvirtd.uri, short_dir)
    told = Events(other)
    await other.connect()
    found = await told.next(Reconnected)
    [seen] = [domain for domain in found.domains if domain.uuid == spec.uuid]
    assert (seen.name, seen.is_ours, seen.power) == ("mine", True, Power.paused)
    await other.close()
    await hypervisor.destroy(spec.uuid)


async def test_libvirtd_comes_later(short_dir: Path) -> None:
    server = LocalLibvirt(short_dir / "state")
    driver = LibvirtHypervisor(server.uri, short_dir)
    told = Events(driver)
    with pytest.raises(HypervisorUnavailable):
        await driver.connect()
    with pytest.raises(HypervisorUnavailable):
        await driver.host_info()
    await server.start()
    try:
        assert (await told.next(Reconnected)).domains == ()
        info = await driver.host_info()
        assert info.accelerator in ("kvm", "tcg")
        assert info.libvirt_version and info.qemu_version
    finally:
        await driver.close()
        await server.stop()
    assert server.pid is None


async def test_it_survives_the_process_that_started_it(short_dir: Path) -> None:
    script = (
        "import asyncio, os, sys; from xapid.hypervisor.local import LocalLibvirt\n"
        "asyncio.run(LocalLibvirt(sys.argv[1]).start()); os.kill(os.getpid(), 9)"
    )
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(short_dir))
    assert await child.wait() == -signal.SIGKILL
    server = LocalLibvirt(short_dir)
    assert server.pid is not None
    await server.stop()
    assert server.pid is None
