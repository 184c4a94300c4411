"""What a hypervisor tells: observed truth, never what was wished."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from xapid.hypervisor.spec import Spec


class Power(StrEnum):
    """What an existing domain is doing. A halted VM has no domain."""

    running = "running"
    paused = "paused"
    stopping = "stopping"
    """The guest has powered off; the process is about to end."""
    crashed = "crashed"
    """The guest panicked and the domain was kept."""


class DiskState(Spec):
    """A disk as it is attached now. `path` None: the drive is empty."""

    target: str
    path: str | None
    device: str
    bus: str
    read_only: bool


class NicState(Spec):
    """A network card as it is attached now."""

    index: int
    mac: str
    bridge: str | None
    tap: str | None
    link_up: bool


class UsbState(Spec):
    """A USB device of the host as the guest has it now."""

    uuid: str


class DomainState(Spec):
    """One domain that exists now."""

    uuid: str
    name: str
    """The VM's name label at its start; the domain's own name if it is not ours."""
    is_ours: bool
    power: Power
    reason: str = ""
    """Why it is in this state: `user`, `ioerror`, `saving`, `panicked`, ...; may be empty."""
    domid: int
    vcpus: int
    """Plugged in; the guest may have taken some of them offline."""
    vcpus_max: int
    memory: int
    """Bytes that the balloon leaves to the guest now."""
    memory_max: int
    disks: tuple[DiskState, ...] = ()
    nics: tuple[NicState, ...] = ()
    usb_devices: tuple[UsbState, ...] = ()
    started_at: datetime | None = None
    has_vnc: bool = False
    has_serial: bool = False
    agent_connected: bool = False


class DomainCounters(Spec):
    """What was counted about a domain since it began."""

    cpu_seconds: tuple[float, ...]
    """Of each virtual processor, at work."""
    memory: int
    """Bytes that the guest has."""
    memory_unused: int | None
    """Bytes that it does not use; None when its balloon driver does not tell."""
    nics: dict[str, tuple[int, int]]
    """By the host's interface: bytes that came from it and went to it, as the guest sees it."""
    disks: dict[str, tuple[int, int]]
    """By device, xvda and so on: bytes read and written."""


class HostInfo(Spec):
    """What runs the guests, and what it can do."""

    accelerator: str
    """`kvm`, or `tcg` when QEMU has to emulate the processor."""
    libvirt_version: str
    qemu_version: str
    uefi: bool
    secure_boot: bool
    cpu_tuning: bool
    """Whether weights and caps have an effect here."""


class GuestInfo(Spec):
    """What the agent inside the guest says. Raw facts that are missing stay empty."""

    agent_version: str = ""
    os_version: dict[str, str] = {}
    """`name`, `distro`, `major`, `minor`, `uname`."""
    hostname: str = ""
    networks: dict[str, str] = {}
    """`0/ip`, `0/ipv4/0`, `0/ipv6/0`, ...: the first number is the NIC's index."""
    disks: dict[str, str] = {}
    """By mount point: `/` -> `ext4 1073741824 52428800` (type, total bytes, used bytes)."""
    memory: dict[str, int] = {}
    """`total` and `free`, bytes, as the balloon driver reports them."""
    commands: frozenset[str] = frozenset()
    """The agent commands that are enabled."""


class ProgramEnd(Spec):
    """How a program inside a guest ended, and what it wrote."""

    exit_code: int
    signal: int
    """0 if none ended it."""
    output: bytes
    errors: bytes
