"""Firmware really starts the guest, from the device that comes first."""

import shutil
from pathlib import Path

import pytest

from tests.lab.guest import GuestImage
from tests.lab.libvirtd import MIB, Events, guest_spec
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.events import AgentConnected
from xapid.hypervisor.spec import Bios, DiskSpec, Firmware, Uefi


@pytest.mark.parametrize(
    ("uefi", "order", "wanted"),
    [
        (False, ("cdrom", "disk"), "boot=iso firmware=bios"),
        (False, ("network", "disk"), "boot=disk firmware=bios"),
        (True, ("disk", "cdrom"), "boot=disk firmware=uefi"),
        (True, ("cdrom", "disk"), "boot=iso firmware=uefi"),
    ],
)
async def test_boot(
    hypervisor: LibvirtHypervisor, events: Events, guest_image: GuestImage, tmp_path: Path,
    uefi: bool, order: tuple[str, ...], wanted: str,
) -> None:  # fmt: skip
    disk = shutil.copy(guest_image.disk, tmp_path / "disk.qcow2")
    firmware: Firmware = Uefi(nvram=str(tmp_path / "nvram.fd")) if uefi else Bios()
    log = tmp_path / "console.log"
    spec = guest_spec(
        guest_image,
        memory_max=224 * MIB,
        memory_target=224 * MIB,
        firmware=firmware,
        boot_order=order,
        disks=(
            DiskSpec(target="xvda", path=str(disk), format="qcow2"),
            DiskSpec(target="xvdd", path=str(guest_image.iso), device="cdrom"),
        ),
        console_log=str(log),
    )
    await hypervisor.start(spec)
    await events.next(AgentConnected, uuid=spec.uuid)
    [said] = [text for text in log.read_text(errors="replace").splitlines() if "GUEST-UP" in text]
    assert said.strip().endswith(wanted)
