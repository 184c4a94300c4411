"""What happens on a host without being asked: one small class for each kind of event."""

from __future__ import annotations

from enum import StrEnum

from xapid.hypervisor.spec import Spec
from xapid.hypervisor.state import DomainState


class StopReason(StrEnum):
    """Why a domain is gone."""

    shutdown = "shutdown"
    """The guest powered itself off, asked or not."""
    reboot = "reboot"
    """The guest restarted, and its spec said that this ends the domain."""
    destroyed = "destroyed"
    """Somebody destroyed it."""
    crashed = "crashed"
    """The guest panicked, and its spec said that this ends the domain."""
    failed = "failed"
    """The process ended without the guest's doing: killed, or it hit a bug."""
    saved = "saved"
    migrated = "migrated"


class DomainEvent(Spec):
    """Something that happened to one domain."""

    uuid: str
    domid: int = -1
    """Which of the domains that this uuid has had; -1 if that is not known."""


class DomainStarted(DomainEvent):
    """It exists now: started, restored, or migrated here. Whether it runs or is paused, the listing tells."""


class DomainStopped(DomainEvent):
    """It is gone."""

    reason: StopReason


class DomainPaused(DomainEvent):
    """It holds still. `reason` as in DomainState; `ioerror` means that its storage failed."""

    reason: str


class DomainResumed(DomainEvent):
    """It runs again."""


class DomainRebooted(DomainEvent):
    """The guest restarted within the same domain."""


class DomainCrashed(DomainEvent):
    """The guest panicked. If the domain ends, DomainStopped follows."""


class AgentConnected(DomainEvent):
    """The guest's agent answers."""


class AgentDisconnected(DomainEvent):
    """The guest's agent is silent."""


class BalloonChanged(DomainEvent):
    """The guest's memory changed."""

    memory: int
    """Bytes."""


class ClockChanged(DomainEvent):
    """The guest set its clock."""

    time_offset: int
    """Seconds from UTC."""


class IoError(DomainEvent):
    """Reading or writing a disk failed."""

    target: str
    reason: str
    """`enospc`, or another word from the emulator."""


class DeviceRemoved(DomainEvent):
    """The guest let go of a device; `device` is a disk target, or `nic0` and so on."""

    device: str


class Disconnected(Spec):
    """The hypervisor cannot be asked any more: from now on everything is unknown."""

    why: str


class Reconnected(Spec):
    """The hypervisor answers, also the first time: the whole truth, which replaces all that was known."""

    domains: tuple[DomainState, ...]


HypervisorEvent = (
    DomainStarted
    | DomainStopped
    | DomainPaused
    | DomainResumed
    | DomainRebooted
    | DomainCrashed
    | AgentConnected
    | AgentDisconnected
    | BalloonChanged
    | ClockChanged
    | IoError
    | DeviceRemoved
    | Disconnected
    | Reconnected
)
