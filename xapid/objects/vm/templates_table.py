"""The templates that come with the host: one line for each kind of guest."""

from __future__ import annotations

from dataclasses import dataclass, field

MIB = 1 << 20
GIB = 1 << 30

#: The virtual hardware that every guest gets, unless its line says otherwise.
BOARD = {"acpi": "1", "apic": "true", "pae": "true", "nx": "true", "hpet": "true", "viridian": "false",
         "stdvga": "0", "vga": "std", "videoram": "8"}  # fmt: skip
#: Windows has no drivers for virtio when it is installed, and likes to know that it is a guest.
WINDOWS_BOARD = {"viridian": "true", "viridian_time_ref_count": "true", "viridian_reference_tsc": "true",
                 "viridian_apic_assist": "true", "viridian_crash_ctl": "true", "device_id": "0002",
                 "nic_type": "e1000", "disk_type": "sata"}  # fmt: skip
WINDOWS_NOTE = "Disks and network cards are such that Windows has drivers for them; 'disk_type' and \
'nic_type' in platform may become 'virtio' once the guest has those drivers."


@dataclass(frozen=True)
class Template:
    """A kind of guest. Sizes in bytes; ``label`` is the reference_label, the same in every language."""

    label: str
    name: str
    note: str = ""
    memory: int = 2 * GIB
    least_memory: int = 512 * MIB
    most_memory: int = 1024 * GIB
    vcpus: int = 1
    most_vcpus: int = 64
    disk: int = 10 * GIB
    uefi: bool = False
    linux: bool = True
    methods: str = "cdrom,http,ftp,nfs"
    order: str = "cdn"
    platform: dict[str, str] = field(default_factory=dict)


def _windows(label: str, name: str, *, memory: int, disk: int, vcpus: int = 2, note: str = "") -> Template:
    return Template(label, name, f"{note} {WINDOWS_NOTE}".strip(), memory=memory, least_memory=2 * GIB,
                    vcpus=vcpus, disk=disk, uefi=True, linux=False, methods="cdrom", order="dc",
                    platform=WINDOWS_BOARD)  # fmt: skip


TEMPLATES = (
    Template("other-install-media", "Other install media",
             "For any system that is installed from a CD: no disk, and the CD is tried first.",
             memory=1 * GIB, least_memory=128 * MIB, disk=0, linux=False, methods="cdrom", order="dc"),
    Template("generic-linux-uefi", "Generic Linux UEFI", "For any Linux, started by UEFI.",
             uefi=True),
    Template("generic-linux-bios", "Generic Linux BIOS", "For any Linux, started by BIOS."),
    Template("debian-12", "Debian Bookworm 12", memory=1 * GIB),
    Template("debian-13", "Debian Trixie 13", memory=1 * GIB),
    Template("ubuntu-22.04", "Ubuntu Jammy Jellyfish 22.04", least_memory=1 * GIB, vcpus=2),
    Template("ubuntu-24.04", "Ubuntu Noble Numbat 24.04", least_memory=1 * GIB, vcpus=2, disk=15 * GIB),
    Template("almalinux-9", "AlmaLinux 9", least_memory=1536 * MIB),
    Template("almalinux-10", "AlmaLinux 10", least_memory=2 * GIB, disk=15 * GIB),
    Template("rocky-9", "Rocky Linux 9", least_memory=1536 * MIB),
    Template("rocky-10", "Rocky Linux 10", least_memory=2 * GIB, disk=15 * GIB),
    Template("opensuse-leap-15", "openSUSE Leap 15", least_memory=1 * GIB, disk=20 * GIB),
    Template("sle-15-64bit", "SUSE Linux Enterprise 15 (64-bit)", least_memory=1 * GIB, disk=20 * GIB),
    _windows("windows-10-64bit", "Windows 10 (64-bit)", memory=4 * GIB, disk=64 * GIB),
    _windows("windows-11", "Windows 11", memory=4 * GIB, disk=64 * GIB,
             note="Its installer asks for a TPM, which virtual machines here do not have."),
    _windows("windows-server-2019-64bit", "Windows Server 2019 (64-bit)", memory=4 * GIB, disk=40 * GIB),
    _windows("windows-server-2022-64bit", "Windows Server 2022 (64-bit)", memory=4 * GIB, disk=40 * GIB),
    _windows("windows-server-2025-64bit", "Windows Server 2025 (64-bit)", memory=4 * GIB, disk=64 * GIB),
)  # fmt: skip
