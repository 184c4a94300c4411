"""What is asked of a hypervisor: a domain and its devices, as plain values that can cross the wire."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


class Spec(BaseModel):
    """A value: immutable, and strict about names, so that a misspelt setting is never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def _xml_text(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("contains a character that XML cannot carry")
    return text


def _uuid(text: str) -> str:
    return str(UUID(text))


def _absolute(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("not an absolute path")
    return _xml_text(path)


Text = Annotated[str, AfterValidator(_xml_text)]
Path = Annotated[str, AfterValidator(_absolute)]
Uuid = Annotated[str, AfterValidator(_uuid)]
Mac = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}$")]
DiskTarget = Annotated[str, Field(pattern=r"^xvd[a-z]$|^xvda[a-z]$")]


class Bios(Spec):
    """Start through SeaBIOS."""

    kind: Literal["bios"] = "bios"


class Uefi(Spec):
    """Start through UEFI. `nvram` is the VM's own variable store, made from a template when it is missing."""

    kind: Literal["uefi"] = "uefi"
    nvram: Path
    secure_boot: bool = False
    template: Path | None = None
    """The variable store to copy; None takes the host's (with the vendor keys for secure boot)."""


class DirectKernel(Spec):
    """Start a kernel file without firmware on a disk."""

    kind: Literal["kernel"] = "kernel"
    kernel: Path
    ramdisk: Path | None = None
    args: Text = ""


Firmware = Annotated[Bios | Uefi | DirectKernel, Field(discriminator="kind")]
BootDevice = Literal["disk", "cdrom", "network"]


class DiskSpec(Spec):
    """A disk or a CD drive. `path` None is an empty drive, which only a cdrom may be."""

    target: DiskTarget
    """The name by which all later calls and observations know the device: xvda is position 0."""
    path: Path | None
    format: Literal["raw", "qcow2", "vpc", "vhdx", "vmdk"] = "raw"
    device: Literal["disk", "cdrom"] = "disk"
    bus: Literal["virtio", "scsi", "sata", "ide", "usb"] | None = None
    """None: the host's usual bus for this kind of device."""
    read_only: bool = False
    shareable: bool = False
    boot_order: int = 0
    """Rank among the devices of the same kind; ties go by target."""
    bootable: bool = True
    serial: Annotated[str, Field(max_length=36, pattern=r"^[A-Za-z0-9_.+ -]*$")] | None = None
    cache: Literal["none", "writeback", "writethrough", "directsync", "unsafe"] | None = None
    io: Literal["threads", "native", "io_uring"] | None = None

    @model_validator(mode="after")
    def _only_a_drive_is_empty(self) -> DiskSpec:
        if self.path is None and self.device != "cdrom":
            raise ValueError("a disk needs a path")
        return self

    @property
    def position(self) -> int:
        """xvda is 0, xvdb 1, ... xvdaa 26."""
        return disk_position(self.target)


class NicSpec(Spec):
    """A network card and the host's end of its wire."""

    index: Annotated[int, Field(ge=0, le=254)]
    mac: Mac
    bridge: Annotated[str, Field(max_length=15, pattern=r"^[^\s/]+$")] | None = None
    """None: the tap exists and is connected to nothing."""
    tap: Annotated[str, Field(max_length=15, pattern=r"^[^\s/]+$")]
    """The host's interface; see `tap_name`."""
    mtu: Annotated[int, Field(ge=68, le=65535)] | None = None
    model: Literal["virtio", "e1000", "e1000e", "rtl8139"] = "virtio"
    link_up: bool = True


class UsbSpec(Spec):
    """A USB device of the host that the guest gets."""

    uuid: Uuid
    """The name by which all later calls and observations know the device."""
    bus: Annotated[int, Field(ge=0, le=999)]
    device: Annotated[int, Field(ge=0, le=999)]
    """Its number on the bus, another one each time that it is plugged in."""


class Platform(Spec):
    """The board: which features the guest sees."""

    acpi: bool = True
    apic: bool = True
    viridian: bool = False
    """Hyper-V enlightenments, for Windows guests."""
    time_offset: int = 0
    """Seconds between UTC and the guest's clock."""
    usb_tablet: bool = True
    """A pointer that follows the VNC viewer's."""
    cpu_model: Text | None = None
    """None: the host's processor under KVM, all that the emulator can do otherwise."""


USUAL_WEIGHT = 256


class Cpu(Spec):
    """Shares of the processor."""

    max: Annotated[int, Field(ge=1, le=288)] = 1
    at_startup: Annotated[int, Field(ge=1, le=288)] = 1
    weight: Annotated[int, Field(ge=1, le=65535)] = USUAL_WEIGHT
    """Relative share against other VMs."""
    cap: Annotated[int, Field(ge=0)] = 0
    """Upper limit in percent of one physical processor; 0 is none."""
    mask: tuple[int, ...] = ()
    """Physical processors that it may run on; empty means all."""
    cores_per_socket: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _starts_within_its_maximum(self) -> Cpu:
        if self.at_startup > self.max:
            raise ValueError("more vCPUs at start-up than the maximum")
        return self


class OnReboot(StrEnum):
    """What becomes of the domain when the guest restarts itself."""

    restart = "restart"
    destroy = "destroy"


class OnCrash(StrEnum):
    """What becomes of the domain when the guest panics."""

    restart = "restart"
    destroy = "destroy"
    coredump = "coredump-destroy"
    """Write its memory down, see `Hypervisor.crash_dumps`, and destroy it."""
    preserve = "preserve"


class DomainSpec(Spec):
    """All that is needed to start a VM."""

    uuid: Uuid
    name_label: Text
    memory_max: Annotated[int, Field(ge=1 << 20)]
    """Bytes."""
    memory_target: Annotated[int, Field(ge=1 << 20)]
    """Bytes that the balloon leaves to the guest."""
    cpu: Cpu = Cpu()
    firmware: Firmware = Bios()
    boot_order: tuple[BootDevice, ...] = ("disk", "cdrom")
    disks: tuple[DiskSpec, ...] = ()
    nics: tuple[NicSpec, ...] = ()
    usb_devices: tuple[UsbSpec, ...] = ()
    machine: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$")] = "q35"
    platform: Platform = Platform()
    console_log: Path | None = None
    """Where all that the serial console says is appended."""
    vnc: bool = True
    tpm: bool = False
    """A TPM 2.0, whose state was made room for by `add_tpm`."""
    genid: Uuid | None = None
    """What tells the guest that it was copied or taken back: another value than before."""
    guest_agent: bool = True
    on_reboot: OnReboot = OnReboot.restart
    on_crash: OnCrash = OnCrash.destroy
    bios_strings: dict[str, Text] = {}
    """SMBIOS strings by XenAPI key (`bios-vendor`, `system-product-name`, `oem-1`, ...)."""

    @model_validator(mode="after")
    def _is_consistent(self) -> DomainSpec:
        if self.memory_target > self.memory_max:
            raise ValueError("memory target above the maximum")
        if len({disk.target for disk in self.disks}) != len(self.disks):
            raise ValueError("the same disk target twice")
        if len({nic.index for nic in self.nics}) != len(self.nics):
            raise ValueError("the same NIC index twice")
        return self


def disk_position(target: str) -> int:
    """The number behind a target: xvda is 0, xvdz 25, xvdaa 26."""
    number = 0
    for letter in target.removeprefix("xvd"):
        number = number * 26 + ord(letter) - ord("a") + 1
    return number - 1


def disk_target(position: int) -> str:
    """The target at a position: 0 is xvda. Raises ValueError outside 0..51."""
    if not 0 <= position < 52:
        raise ValueError(f"no disk position {position}")
    high, low = divmod(position, 26)
    return "xvd" + ("a" if high else "") + chr(ord("a") + low)


def tap_name(vm_uuid: str, index: int) -> str:
    """The host interface of a VM's NIC: always the same, at most 15 characters."""
    return f"x{UUID(vm_uuid).hex[:10]}-{index}"
