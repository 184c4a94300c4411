"""What this host's libvirt and hypervisor can do, as one table that the rest of the room reads."""

from __future__ import annotations

from typing import Literal

from xapid.hypervisor.firmware import UefiImage
from xapid.hypervisor.spec import Spec

Accelerator = Literal["kvm", "tcg", "test"]


class Capabilities(Spec):
    """One row."""

    accelerator: Accelerator
    domain_type: str
    emulator: str | None
    disk_bus: str = "virtio"
    cdrom_bus: str = "scsi"
    """The bus of a drive whose spec names none: scsi takes hot-plug, which sata does not."""
    cpu_mode: Literal["host-passthrough", "custom"]
    cpu_model: str | None
    hyperv: bool
    """Whether enlightenments for Windows guests exist."""
    hpet: bool
    """The emulator's guests calibrate their clock by it; under KVM it only costs."""
    monitor_events: bool
    """Whether QEMU's own events can be heard, which tell a reboot from a shutdown."""
    spare_pcie_ports: int = 12
    """Free slots for hot-plug: q35 takes one for each device."""
    cpu_tuning: bool = False
    tpm: bool = False
    """Whether TPMs can be emulated."""
    uefi: tuple[UefiImage, ...] = ()

    def uefi_for(self, secure_boot: bool) -> UefiImage | None:
        """The firmware to use; for secure boot the one whose template has keys."""
        fitting = [i for i in self.uefi if i.secure_boot == secure_boot and i.enrolled == secure_boot]
        return fitting[0] if fitting else None


TABLE: dict[Accelerator, Capabilities] = {
    "kvm": Capabilities(
        accelerator="kvm", domain_type="kvm", emulator="/usr/bin/qemu-system-x86_64",
        cpu_mode="host-passthrough", cpu_model=None, hyperv=True, hpet=False, monitor_events=True,
    ),
    # Nehalem: the level that today's distributions ask for, and no feature that is slow to emulate.
    "tcg": Capabilities(
        accelerator="tcg", domain_type="qemu", emulator="/usr/bin/qemu-system-x86_64",
        cpu_mode="custom", cpu_model="Nehalem", hyperv=False, hpet=True, monitor_events=True,
    ),
    "test": Capabilities(
        accelerator="test", domain_type="test", emulator=None,
        cpu_mode="custom", cpu_model=None, hyperv=False, hpet=True, monitor_events=False,
    ),
}  # fmt: skip
