"""Screens and serial lines of real guests."""

import asyncio
from pathlib import Path

import pytest

from tests.lab.guest import GuestImage
from tests.lab.libvirtd import Events, SerialLine, guest_spec, until
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import DeviceNotFound, OperationFailed
from xapid.hypervisor.events import AgentConnected

KEY_ENTER, KEY_A = 28, 30


async def test_screen_and_keyboard(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image, vnc=True)
    await hypervisor.start(spec)
    reader, writer = await asyncio.open_unix_connection(await hypervisor.open_console(spec.uuid, "vnc"))
    assert await reader.readexactly(12) == b"RFB 003.008\n"
    writer.close()
    await events.next(AgentConnected, uuid=spec.uuid)
    mime, before = await hypervisor.screenshot(spec.uuid)
    assert mime.startswith("image/")

    async def screen_changes() -> bool:
        await hypervisor.send_key(spec.uuid, [KEY_A])
        await hypervisor.send_key(spec.uuid, [KEY_ENTER])
        return (await hypervisor.screenshot(spec.uuid))[1] != before

    await until(screen_changes)
    with pytest.raises(OperationFailed):
        await hypervisor.send_key(spec.uuid, [])


async def test_serial_line(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    log = tmp_path / "console.log"
    log.write_text("what was there before\n")
    spec = guest_spec(guest_image, console_log=str(log))
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    with pytest.raises(DeviceNotFound):
        await hypervisor.open_console(spec.uuid, "vnc")
    with pytest.raises(DeviceNotFound):
        await hypervisor.screenshot(spec.uuid)
    path = await hypervisor.open_console(spec.uuid, "serial")
    for number in (1, 2):
        line = await SerialLine.open(path)
        assert await line.run(f"echo both ways {number}") == f"both ways {number}\r\n"
        line.close()
    text = log.read_text()
    assert text.startswith("what was there before\n")
    assert "both ways 2\n" in text
