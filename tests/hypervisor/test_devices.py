"""Plugging and unplugging, asked of the driver and seen by the guest."""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.lab.guest import GuestImage
from tests.lab.libvirtd import MIB, Events, SerialLine, guest_spec, until
from xapid.hypervisor.device_xml import usb_alias
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import DeviceNotFound, OperationFailed
from xapid.hypervisor.events import AgentConnected, BalloonChanged
from xapid.hypervisor.spec import Cpu, DiskSpec, DomainSpec, NicSpec, tap_name
from xapid.hypervisor.state import DomainState

MAC = "02:00:00:aa:bb:cc"


def image(path: Path, first: str, size: int = MIB) -> str:
    """A raw disk that begins with a word."""
    path.write_bytes(first.encode().ljust(size, b"\0"))
    return str(path)


async def observed(hypervisor: LibvirtHypervisor, uuid: str) -> DomainState:
    [seen] = [domain for domain in await hypervisor.list_domains() if domain.uuid == uuid]
    return seen


async def booted(hypervisor: LibvirtHypervisor, events: Events, spec: DomainSpec) -> SerialLine:
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    return await SerialLine.open(await hypervisor.open_console(spec.uuid, "serial"))


async def test_disks_and_media(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    drive = DiskSpec(target="xvdd", path=None, device="cdrom")
    spec = guest_spec(guest_image, disks=(drive,))
    line = await booted(hypervisor, events, spec)
    disk = DiskSpec(target="xvdb", path=image(tmp_path / "b.raw", "plugged"), serial="xapid-b")

    await hypervisor.attach_disk(spec.uuid, disk)
    await until(lambda: _says(line, "cat /sys/block/vda/serial", "xapid-b"))
    assert await line.run("head -c 7 /dev/vda") == "plugged"
    with pytest.raises(OperationFailed):
        await hypervisor.attach_disk(spec.uuid, disk)
    await hypervisor.resize_disk(spec.uuid, "xvdb", 3 * MIB)
    await until(lambda: _says(line, "cat /sys/block/vda/size", str(3 * MIB // 512)))
    assert {d.target for d in (await observed(hypervisor, spec.uuid)).disks} == {"xvdb", "xvdd"}
    await hypervisor.detach_disk(spec.uuid, "xvdb")
    assert "vda" not in await line.run("ls /sys/block")
    assert [d.target for d in (await observed(hypervisor, spec.uuid)).disks] == ["xvdd"]
    with pytest.raises(DeviceNotFound):
        await hypervisor.detach_disk(spec.uuid, "xvdb")

    medium = DiskSpec(target="xvdd", path=image(tmp_path / "cd.iso", "medium"), device="cdrom")
    await hypervisor.change_media(spec.uuid, "xvdd", medium)
    await until(lambda: _says(line, "head -c 6 /dev/sr0", "medium"))
    await hypervisor.change_media(spec.uuid, "xvdd", None)
    assert (await observed(hypervisor, spec.uuid)).disks[0].path is None
    with pytest.raises(OperationFailed):
        await hypervisor.change_media(
            spec.uuid, "xvdd", medium.model_copy(update={"path": str(tmp_path / "missing.iso")})
        )
    line.close()


async def test_network_cards(hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage) -> None:
    spec = guest_spec(guest_image)
    line = await booted(hypervisor, events, spec)
    nic = NicSpec(index=3, mac=MAC, tap=tap_name(spec.uuid, 3))
    await hypervisor.attach_nic(spec.uuid, nic)
    assert Path(f"/sys/class/net/{nic.tap}").exists()
    await until(lambda: _says(line, "cat /sys/class/net/eth0/address", MAC))
    await until(lambda: _says(line, "cat /sys/class/net/eth0/carrier", "1"))
    await hypervisor.set_link(spec.uuid, 3, up=False)
    await until(lambda: _says(line, "cat /sys/class/net/eth0/carrier", "0"))
    await hypervisor.set_link(spec.uuid, 3, up=True)
    await until(lambda: _says(line, "cat /sys/class/net/eth0/carrier", "1"))

    await line.run("ip addr add 192.0.2.7/24 dev eth0")
    info = await hypervisor.guest_info(spec.uuid)
    assert info.networks["3/ip"] == info.networks["3/ipv4/0"] == "192.0.2.7"
    assert info.hostname == "guest"
    assert info.os_version["distro"] == "tinyguest"
    assert info.agent_version
    assert 0 < info.memory["free"] < info.memory["total"] < 160 * MIB

    [seen] = (await observed(hypervisor, spec.uuid)).nics
    assert (seen.index, seen.mac, seen.tap, seen.link_up) == (3, MAC, nic.tap, True)
    await hypervisor.detach_nic(spec.uuid, 3)
    assert (await observed(hypervisor, spec.uuid)).nics == ()
    assert not Path(f"/sys/class/net/{nic.tap}").exists()
    line.close()


async def test_a_card_on_a_bridge(
    hypervisor: LibvirtHypervisor, guest_image: GuestImage, bridge: str
) -> None:
    spec = guest_spec(guest_image)
    nic = NicSpec(index=0, mac=MAC, tap=tap_name(spec.uuid, 0), bridge=bridge, mtu=1400)
    state = await hypervisor.start(spec.model_copy(update={"nics": (nic,)}), paused=True)
    assert state.nics[0].bridge == bridge
    port = Path(f"/sys/class/net/{nic.tap}")
    assert (port / "master").resolve().name == bridge
    assert (port / "mtu").read_text() == "1400\n"
    await hypervisor.destroy(spec.uuid)
    assert not port.exists()


async def test_processors_and_memory(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage
) -> None:
    spec = guest_spec(guest_image, cpu=Cpu(max=3, at_startup=1))
    line = await booted(hypervisor, events, spec)
    for count in (2, 1, 2):
        await hypervisor.set_vcpus(spec.uuid, count)
        await until(lambda count=count: _says(line, "nproc", str(count)))
    state = await observed(hypervisor, spec.uuid)
    assert (state.vcpus, state.vcpus_max) == (2, 3)

    await hypervisor.set_memory_target(spec.uuid, 128 * MIB)
    await events.next(BalloonChanged, uuid=spec.uuid, memory=128 * MIB)
    assert (await observed(hypervisor, spec.uuid)).memory == 128 * MIB
    line.close()


async def _says(line: SerialLine, command: str, wanted: str) -> bool:
    return (await line.run(f"{command} 2>/dev/null")).strip() == wanted


@pytest.fixture
def bridge() -> Iterator[str]:
    """A bridge that leads nowhere."""
    name = "xlvtest0"
    subprocess.run(["ip", "link", "add", name, "type", "bridge"], check=True)
    yield name
    subprocess.run(["ip", "link", "del", name], check=True)


async def test_a_usb_device_is_taken_from_the_guest(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path
) -> None:
    """There is no USB on the machines of the tests: an emulated one goes by the name of a host's."""
    stick = str(uuid4())
    spec = guest_spec(guest_image, vnc=True)
    await hypervisor.start(spec)
    device = ET.fromstring(
        f"<disk type='file' device='disk'><source file='{image(tmp_path / 'u.raw', 'stick')}'/>"
        f"<target dev='sdq' bus='usb'/><alias name='{usb_alias(stick)}'/></disk>"
    )
    await hypervisor._attach(spec.uuid, "stick", device)
    await hypervisor.detach_usb(spec.uuid, stick)
    with pytest.raises(DeviceNotFound):
        await hypervisor.detach_usb(spec.uuid, stick)
    await hypervisor.destroy(spec.uuid)
