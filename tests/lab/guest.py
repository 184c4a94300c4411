"""The tiny guest that the tests boot, built once by tools/guest/build.sh. Its files are shared: read only."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

BUILD = Path(__file__).parents[2] / "tools" / "guest" / "build.sh"


@dataclass(frozen=True)
class GuestImage:
    """Where the files of the guest are. Memory that is enough: 128 MiB, by UEFI 192 MiB."""

    directory: Path

    @property
    def kernel(self) -> Path:
        """ELF kernel: the quickest direct start (about 3 CPU seconds to the agent under emulation)."""
        return self.directory / "vmlinux"

    @property
    def bzimage(self) -> Path:
        """The same kernel as distributions ship it."""
        return self.directory / "vmlinuz"

    @property
    def initrd(self) -> Path:
        """The whole system: busybox, drivers, guest agent."""
        return self.directory / "initrd.img"

    @property
    def disk(self) -> Path:
        """qcow2, boots by BIOS and by UEFI. Copy it or put an overlay on it."""
        return self.directory / "disk.qcow2"

    @property
    def iso(self) -> Path:
        """A CD that boots by BIOS and by UEFI."""
        return self.directory / "boot.iso"

    @property
    def cmdline(self) -> str:
        """Kernel arguments for a direct start; `guest.tick` and `guest.data=vdb` may be added."""
        return (self.directory / "cmdline").read_text().strip()


@pytest.fixture(scope="session")
def guest_image() -> GuestImage:
    """The guest of this checkout; builds it when its inputs changed (seconds), else finds it in the cache."""
    built = subprocess.run([BUILD], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, check=True)
    return GuestImage(Path(built.stdout.strip()))
