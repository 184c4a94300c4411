"""The hypervisor of one host, as the floors above see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from xapid.hypervisor.events import HypervisorEvent
from xapid.hypervisor.spec import Cpu, DiskSpec, DomainSpec, NicSpec
from xapid.hypervisor.state import DomainCounters, DomainState, GuestInfo, HostInfo, ProgramEnd

Via = Literal["agent", "acpi"]
ConsoleKind = Literal["vnc", "serial"]
Subscriber = Callable[[HypervisorEvent], None]
Progress = Callable[[float], None]


class Hypervisor(Protocol):
    """Every call either had its effect or raises a HypervisorError; none blocks the event loop.

    Any call can raise HypervisorUnavailable (HypervisorStarting before the first connection),
    OperationTimeout and OperationFailed, and each that names a
    domain DomainNotFound; the docstrings name only what comes on top. Sizes are bytes, times seconds.
    """

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Call `subscriber` in the event loop with each event, in order; the result ends that."""

    async def connect(self, uri: str = "", tpm_folder: Path | None = None) -> None:
        """Connect; ``uri`` and where that keeps the states of TPMs, if they were not known before.

        It stays connected until `close`; each success sends Reconnected with the whole truth.

        Raises HypervisorUnavailable if the first attempt fails; the attempts go on all the same.
        """

    async def close(self) -> None:
        """Let go of the connection. Domains are not touched."""

    async def host_info(self) -> HostInfo:
        """What runs the guests."""

    async def list_domains(self) -> list[DomainState]:
        """All domains that exist now, also those that are not ours."""

    async def start(self, spec: DomainSpec, paused: bool = False) -> DomainState:
        """Create the domain and let it run, or hold it before its first instruction.

        Raises Unsupported. When this raises or is cancelled, there is no domain, now or later.
        """

    async def pause(self, uuid: str) -> None:
        """Stop the vCPUs; memory stays."""

    async def unpause(self, uuid: str) -> None:
        """Let the vCPUs go on."""

    async def sleep(self, uuid: str) -> None:
        """Have the guest sleep in its memory; it does when this returns. Raises GuestAgentUnavailable."""

    async def wake(self, uuid: str) -> None:
        """Wake a guest that sleeps in its memory; OperationFailed if it does not sleep."""

    async def request_shutdown(self, uuid: str, via: Via) -> None:
        """Ask the guest to power off; DomainStopped tells when it did. Raises GuestAgentUnavailable."""

    async def request_reboot(self, uuid: str, via: Via) -> None:
        """Ask the guest to restart; DomainRebooted tells when it did. Raises GuestAgentUnavailable.

        ACPI has no such button: the guest is asked to power off, and the machine is then started over. If
        the spec ends the domain on reboot, DomainStopped comes: `reboot` by agent, `shutdown` by ACPI.
        """

    async def destroy(self, uuid: str) -> None:
        """End the domain at once. It is gone when this returns."""

    async def reset(self, uuid: str) -> None:
        """Restart the machine at once, within the same domain."""

    async def save(self, uuid: str, path: str, progress: Progress | None = None) -> None:
        """Write memory and devices to a file and end the domain; `progress` gets 0.0 to 1.0.

        When this raises or is cancelled, the guest runs on and the file is gone.
        """

    async def restore(self, path: str, spec: DomainSpec, paused: bool = False) -> DomainState:
        """Bring back a saved domain with the disks, bridges and consoles of `spec`; the file stays.

        Raises Unsupported if spec and image are not the same machine. No domain is left if this raises.
        """

    async def is_saved(self, path: str) -> bool:
        """Whether the file holds a domain that was saved to its end, so that `restore` can work."""

    async def set_vcpus(self, uuid: str, count: int) -> None:
        """Plug in vCPUs up to `count`, or have the agent take those above it offline (never unplugged).

        Raises GuestAgentUnavailable when going down without an agent.
        """

    async def tune_cpu(self, uuid: str, cpu: Cpu) -> None:
        """Put weight, cap and mask in force. Raises Unsupported for what this host cannot enforce."""

    async def set_memory_target(self, uuid: str, target: int) -> None:
        """Set the balloon; BalloonChanged tells how far the guest follows."""

    async def attach_disk(self, uuid: str, disk: DiskSpec) -> None:
        """Plug in a disk or drive. OperationFailed has the code DEVICE_EXISTS if the place is taken."""

    async def detach_disk(self, uuid: str, target: str, deadline: float = 30) -> None:
        """Unplug a disk, waiting until the guest let go of it. Raises DeviceNotFound.

        OperationTimeout: the guest still holds it, and DeviceRemoved may yet come.
        """

    async def change_media(self, uuid: str, target: str, disk: DiskSpec | None) -> None:
        """Put another medium into a drive, or None to empty it. Raises DeviceNotFound."""

    async def resize_disk(self, uuid: str, target: str, size: int) -> None:
        """Grow the disk's image and tell the guest. Raises DeviceNotFound."""

    async def attach_nic(self, uuid: str, nic: NicSpec) -> None:
        """Plug in a network card; fails as `attach_disk` does."""

    async def detach_nic(self, uuid: str, index: int, deadline: float = 30) -> None:
        """Unplug a network card, waiting for the guest as in `detach_disk`."""

    async def detach_usb(self, uuid: str, usb: str, deadline: float = 30) -> None:
        """Take a USB device from the guest, which is not asked. Raises DeviceNotFound."""

    async def set_link(self, uuid: str, index: int, up: bool) -> None:
        """Pull or put back the cable. Raises DeviceNotFound."""

    async def read_variables(self, store: str) -> str:
        """What a file of UEFI variables holds, as JSON; empty if there is none."""

    async def write_variables(self, store: str, variables: str, secure_boot: bool) -> None:
        """Make a file of UEFI variables that holds just these. Raises Unsupported."""

    async def vendor_variables(self) -> str:
        """Those that the firmware for secure boot comes with; empty if there is none."""

    async def crash_dumps(self, uuid: str) -> list[str]:
        """The files with what a domain that crashed had in memory, if its spec says `coredump`."""

    async def move_dump(self, dump: str, path: str) -> int:
        """Put such a file elsewhere; its size. When this raises, the dump is still there."""

    async def add_tpm(self, uuid: str, state: bytes | None = None) -> None:
        """Make room for the TPM of a domain that is not there, with that state. Raises Unsupported.

        Without a state, or one that was there before, the domain's first start makes one.
        """

    async def tpm_state(self, uuid: str) -> bytes:
        """The state of a domain's TPM as it is on disk; empty before the domain's first start."""

    async def remove_tpm(self, uuid: str) -> None:
        """Delete the TPM of a domain that is not there. Fine if it had none."""

    async def list_tpms(self) -> list[str]:
        """The domains that were given TPMs."""

    async def count(self, uuid: str) -> DomainCounters:
        """What is counted about the domain."""

    async def guest_info(self, uuid: str) -> GuestInfo:
        """Ask the guest's agent about the guest. Raises GuestAgentUnavailable."""

    async def run_in_guest(self, uuid: str, argv: list[str], seconds: float) -> ProgramEnd:
        """Have the agent run a program, and wait for its end; ``argv`` begins with its path in the guest.

        Raises GuestAgentUnavailable, ProgramNotFound, and OperationTimeout after ``seconds``; then, and
        when cancelled, it is killed as far as the guest can do that.
        """

    async def open_console(self, uuid: str, kind: ConsoleKind) -> str:
        """The unix socket of the screen (RFB) or of the serial line, which takes one client at a time.

        Raises DeviceNotFound.
        """

    async def screenshot(self, uuid: str) -> tuple[str, bytes]:
        """What the guest's screen shows: MIME type and picture. Raises DeviceNotFound."""

    async def send_key(self, uuid: str, keycodes: list[int], hold_ms: int = 50) -> None:
        """Press Linux input keycodes together."""
