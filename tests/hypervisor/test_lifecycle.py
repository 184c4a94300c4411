"""Real guests come and go, and the driver tells what became of them."""

import asyncio
import os
import signal
from pathlib import Path

import libvirt
import pytest

from tests.lab.guest import GuestImage
from tests.lab.libvirtd import Events, SerialLine, guest_spec
from xapid.hypervisor.counters import counters_of
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import DomainNotFound, GuestAgentUnavailable, OperationFailed, Unsupported
from xapid.hypervisor.events import (
    AgentConnected,
    AgentDisconnected,
    DomainCrashed,
    DomainPaused,
    DomainRebooted,
    DomainResumed,
    DomainStarted,
    DomainStopped,
    StopReason,
)
from xapid.hypervisor.local import LocalLibvirt
from xapid.hypervisor.spec import DiskSpec, OnReboot
from xapid.hypervisor.state import Power


async def test_a_life(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    log = tmp_path / "console.log"
    spec = guest_spec(guest_image, console_log=str(log), name_label="näme <&> \n line")
    state = await hypervisor.start(spec, paused=True)
    assert (state.power, state.is_ours, state.name) == (Power.paused, True, "näme <&> line")
    assert state.started_at is not None
    await events.next(DomainStarted, uuid=spec.uuid, domid=state.domid)

    await hypervisor.unpause(spec.uuid)
    with pytest.raises(GuestAgentUnavailable):
        await hypervisor.request_shutdown(spec.uuid, "agent")
    await events.next(AgentConnected, uuid=spec.uuid)
    assert "GUEST-UP" in log.read_text()

    await hypervisor.pause(spec.uuid)
    await events.next(DomainPaused, uuid=spec.uuid, reason="user")
    [seen] = [domain for domain in await hypervisor.list_domains() if domain.uuid == spec.uuid]
    assert (seen.power, seen.reason) == (Power.paused, "user")
    await hypervisor.unpause(spec.uuid)
    await events.next(DomainResumed, uuid=spec.uuid)

    await hypervisor.request_reboot(spec.uuid, "agent")
    await events.next(DomainRebooted, uuid=spec.uuid)
    await events.next(AgentConnected, uuid=spec.uuid)
    assert log.read_text().count("GUEST-UP") == 2

    await hypervisor.request_shutdown(spec.uuid, "agent")
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.shutdown, domid=state.domid)
    assert spec.uuid not in {domain.uuid for domain in await hypervisor.list_domains()}
    with pytest.raises(DomainNotFound):
        await hypervisor.pause(spec.uuid)


async def test_acpi_button_and_reset(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image)
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    await hypervisor.reset(spec.uuid)
    await events.next(DomainRebooted, uuid=spec.uuid)
    await events.next(AgentConnected, uuid=spec.uuid)
    await hypervisor.request_reboot(spec.uuid, "acpi")
    await events.next(DomainRebooted, uuid=spec.uuid)
    await events.next(AgentConnected, uuid=spec.uuid)
    await hypervisor.request_shutdown(spec.uuid, "acpi")
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.shutdown)


async def test_the_guest_decides(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    """Its own power-off, its own reboot of a domain that ends on reboot, its panic."""
    for command, reason in {
        "poweroff -f": StopReason.shutdown,
        "reboot -f": StopReason.reboot,
        "echo c >/proc/sysrq-trigger": StopReason.crashed,
    }.items():
        spec = guest_spec(guest_image, on_reboot=OnReboot.destroy)
        await hypervisor.start(spec)
        await events.next(AgentConnected, uuid=spec.uuid)
        line = await SerialLine.open(await hypervisor.open_console(spec.uuid, "serial"))
        line.type(command)
        await events.next(DomainStopped, uuid=spec.uuid, reason=reason)
        line.close()
        if reason is StopReason.crashed:
            await events.next(DomainCrashed, uuid=spec.uuid)


async def test_qemu_is_killed(
    hypervisor: LibvirtHypervisor, events: Events, libvirtd: LocalLibvirt, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image)
    await hypervisor.start(spec)
    pid = int((libvirtd.state / "run/qemu" / f"{spec.uuid}.pid").read_text())
    os.kill(pid, signal.SIGKILL)
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.failed)


async def test_destroy(hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage) -> None:
    spec = guest_spec(guest_image)
    await hypervisor.start(spec)
    with pytest.raises(OperationFailed):
        await hypervisor.start(spec)
    await hypervisor.destroy(spec.uuid)
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.destroyed)
    with pytest.raises(DomainNotFound):
        await hypervisor.destroy(spec.uuid)


async def test_counting_one_that_ends_meanwhile(
    hypervisor: LibvirtHypervisor, libvirtd: LocalLibvirt, guest_image: GuestImage
) -> None:
    guest = guest_spec(guest_image)
    await hypervisor.start(guest)
    connection = libvirt.open(libvirtd.uri)
    domain = connection.lookupByUUIDString(guest.uuid)
    assert counters_of(domain).memory > 0
    await hypervisor.destroy(guest.uuid)
    with pytest.raises(DomainNotFound):
        counters_of(domain)
    connection.close()


async def test_save_and_restore(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    before, after = tmp_path / "before.raw", tmp_path / "after.raw"
    for path in (before, after):
        path.write_bytes(b"x" * 512 + bytes(1 << 20))
    disk = DiskSpec(target="xvda", path=str(before))
    spec = guest_spec(guest_image, disks=(disk,))
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    line = await SerialLine.open(await hypervisor.open_console(spec.uuid, "serial"))
    await line.run("echo still here >/tmp/note")
    line.close()

    image, progress = tmp_path / "memory.save", list[float]()
    await hypervisor.save(spec.uuid, str(image), progress.append)
    await events.next(DomainStopped, uuid=spec.uuid, reason=StopReason.saved)
    assert progress[-1] == 1.0
    assert progress == sorted(progress)

    with pytest.raises(Unsupported):
        await hypervisor.restore(str(image), spec.model_copy(update={"disks": ()}))
    moved = spec.model_copy(update={"disks": (disk.model_copy(update={"path": str(after)}),)})
    state = await hypervisor.restore(str(image), moved)
    assert state.power is Power.running
    assert state.disks[0].path == str(after)
    assert image.exists()
    line = await SerialLine.open(await hypervisor.open_console(spec.uuid, "serial"))
    assert await line.run("cat /tmp/note") == "still here\r\n"
    line.close()


async def test_a_save_that_fails_leaves_the_guest_running(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    spec = guest_spec(guest_image)
    await hypervisor.start(spec)
    with pytest.raises(OperationFailed):
        await hypervisor.save(spec.uuid, str(tmp_path / "missing" / "memory.save"))
    [seen] = [domain for domain in await hypervisor.list_domains() if domain.uuid == spec.uuid]
    assert seen.power is Power.running


async def test_a_cancelled_save_is_undone_or_complete(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    spec, image = guest_spec(guest_image), tmp_path / "memory.save"
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    saving = asyncio.create_task(hypervisor.save(spec.uuid, str(image)))
    await events.next(DomainPaused, uuid=spec.uuid)
    saving.cancel()
    await asyncio.wait({saving})
    running = {d.uuid for d in await hypervisor.list_domains() if d.power is Power.running}
    assert (spec.uuid in running, image.exists()) == (saving.cancelled(), not saving.cancelled())


async def test_a_cancelled_start_leaves_nothing(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image)
    starting = asyncio.create_task(hypervisor.start(spec))
    await events.next(AgentDisconnected, uuid=spec.uuid)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    await events.next(DomainStopped, uuid=spec.uuid)
    assert spec.uuid not in {domain.uuid for domain in await hypervisor.list_domains()}
