"""The narrow protocol that every kind of repository speaks."""

from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import ClassVar, Protocol

from xapid.storage.spec import (
    Attachment,
    DriverInfo,
    Extent,
    ProbeResult,
    SrSpec,
    SrStat,
    VolumeInfo,
    VolumeSpec,
)

Progress = Callable[[float], None]
"""Called on the event loop with a fraction, 0 to 1, never falling."""


class BlockDevice(Protocol):
    """Random access to the guest-visible bytes of a volume, whatever its format."""

    size: int

    async def read(self, offset: int, length: int) -> bytes:
        """`length` bytes from `offset` (both inside the size)."""

    async def write(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Put `data` at `offset`. Blocks of zeros take no space. SrFull when there is none left."""

    async def zero(self, offset: int, length: int) -> None:
        """Make a range read as zeros, freeing its space where possible."""

    async def flush(self) -> None:
        """Return when everything written so far survives a power cut."""

    def extents(self, offset: int = 0, length: int | None = None) -> AsyncIterator[Extent]:
        """The range as runs of data and of zeros, in order and without gaps; neighbours may be alike."""


class RawStream(Protocol):
    """The guest-visible bytes of a volume from first to last."""

    size: int

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Pieces of at most 4 MiB; exactly `size` bytes in all."""


class StorageDriver(Protocol):
    """One repository on this host. Made from its SrSpec by the driver table; nothing happens until called.

    Volumes are named by uuid. Every method may raise StorageError or one of its kind: StorageTimeout when
    the storage hangs, StorageUnavailable when it is not there, VolumeNotFound for an unknown uuid.
    A method that fails or is cancelled leaves nothing behind, unless it says otherwise.
    """

    info: ClassVar[DriverInfo]
    spec: SrSpec

    # The repository

    async def probe(self) -> list[ProbeResult]:
        """Look at the place that device_config names, changing nothing."""

    async def create_sr(self) -> None:
        """Make the repository, not attached. RepositoryExists if the place holds somebody's volumes."""

    async def attach_sr(self) -> None:
        """Make it usable, and clean up what a crash left. Attaching twice is the same as once."""

    async def detach_sr(self) -> None:
        """Stop using it. VolumeInUse while a volume is active. The volumes stay."""

    async def close(self) -> None:
        """The daemon ends: stop background work. Guests keep what they have open."""

    async def destroy_sr(self) -> None:
        """Remove it. RepositoryNotEmpty while it holds volumes; foreign files are left where they are."""

    async def stat(self) -> SrStat:
        """Its space now."""

    async def scan(self) -> list[VolumeInfo]:
        """All volumes there now, hidden bases included."""

    async def collect(self) -> None:
        """Free what nobody needs any more (hidden bases, long chains) and return when done.

        Runs by itself in the background as well; foreground work on the same volumes interrupts it.
        """

    # Volumes

    async def volume(self, uuid: str) -> VolumeInfo:
        """One volume as it is now."""

    async def create(self, spec: VolumeSpec) -> VolumeInfo:
        """A new empty volume (reads as zeros). VolumeExists, SrFull."""

    async def destroy(self, uuid: str) -> None:
        """Remove a volume and free its space. VolumeInUse while anybody has it open."""

    async def resize(self, uuid: str, virtual_size: int) -> VolumeInfo:
        """Grow a volume that nobody has open; online growth is the hypervisor's. Smaller: StorageError."""

    async def clone(self, uuid: str, new_uuid: str) -> VolumeInfo:
        """A writable copy-on-write twin, at once. VolumeInUse while the origin is open for writing."""

    async def copy(
        self, uuid: str, destination: "StorageDriver", new_uuid: str, progress: Progress | None = None
    ) -> VolumeInfo:
        """A full, independent copy in `destination` (may be this one). VolumeInUse as for `clone`."""

    # Use by a guest

    async def activate(self, uuid: str, user: str, read_only: bool) -> Attachment:
        """Let `user` (any text, e.g. a VBD's uuid) open the volume; again with the same user is harmless.

        One user may write, alone; any number may read together. VolumeInUse, VolumeReadOnly.
        """

    async def deactivate(self, uuid: str, user: str) -> None:
        """`user` has closed the volume. Harmless if it was not active."""

    def users(self) -> dict[str, list[str]]:
        """Who uses each volume that is in use, by uuid: users of `activate`, and operations under way."""

    async def image_path(self, uuid: str) -> str:
        """Where the hypervisor keeps the memory of a suspended guest, a file that it alone reads and writes.

        It is no volume: scan does not tell of it. `destroy_image` removes it. NotSupported.
        """

    async def destroy_image(self, uuid: str) -> None:
        """Remove a memory image; one that was never written is fine."""

    # Bytes in and out

    def open(self, uuid: str) -> AbstractAsyncContextManager[BlockDevice]:
        """Read a volume that nobody is writing; it cannot be destroyed or written meanwhile."""

    def rewrite(self, uuid: str, keep_partial: bool = False) -> AbstractAsyncContextManager[BlockDevice]:
        """Write into a volume; what is not written keeps its content.

        The change takes effect as a whole when the block ends without an exception. With `keep_partial` it
        takes effect after an exception or cancellation too, as far as it got.
        """

    def new_volume(self, spec: VolumeSpec) -> AbstractAsyncContextManager[Attachment]:
        """A new volume, to be filled by a program; it appears only if the block ends without exception."""

    def export_raw(self, uuid: str) -> AbstractAsyncContextManager[RawStream]:
        """Stream a volume that nobody is writing."""

    async def import_raw(
        self,
        uuid: str,
        source: AsyncIterable[bytes],
        length: int | None = None,
        progress: Progress | None = None,
        keep_partial: bool = False,
    ) -> int:
        """Put the bytes of `source` at the start of the volume; returns their number.

        With `length` given, a source that ends earlier raises SourceEndedEarly; with `keep_partial` what
        arrived is kept then, and likewise if `source` itself raises. More bytes than the volume holds is a
        StorageError. A zero block takes no space.
        """
