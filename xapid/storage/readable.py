"""What every repository of image files can do alike: be read, streamed, copied, and shown to guests."""

import os
import uuid as uuids
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from errno import EACCES, EDQUOT, ENODEV, ENOENT, ENOSPC, ENOTCONN, ENOTDIR, EPERM, EROFS, ESTALE
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from xapid.storage.door import Door
from xapid.storage.errors import (
    NotSupported,
    SrFull,
    StorageError,
    StorageUnavailable,
    VolumeInUse,
    VolumeReadOnly,
)
from xapid.storage.protocol import BlockDevice, Progress, RawStream, StorageDriver
from xapid.storage.qemu_img import QemuImg
from xapid.storage.served import served
from xapid.storage.spec import (
    Attachment,
    DriverInfo,
    ProbeResult,
    SrSpec,
    SrStat,
    StorageSettings,
    VolumeInfo,
    VolumeSpec,
)
from xapid.storage.streams import DeviceStream
from xapid.storage.uses import Uses

T = TypeVar("T")
_FULL = {ENOSPC, EDQUOT}
_AWAY = {EACCES, EPERM, EROFS, ENOENT, ENOTDIR, ENODEV, ENOTCONN, ESTALE}
_PLACES = ("location", "path", "device")


class ReadableDriver(ABC):
    """Base of the drivers: a directory of images. Whatever changes a volume is refused here."""

    info: ClassVar[DriverInfo]

    def __init__(self, spec: SrSpec, settings: StorageSettings) -> None:
        self.spec = spec
        self.settings = settings
        self.path = self._place()
        self.door = Door(str(self.path), settings.deadline)
        self.qemu = QemuImg(settings.deadline)
        self.uses = Uses()

    def _place(self) -> Path:
        """The directory that device_config names, or one of our own."""
        for key in _PLACES:
            if place := self.spec.device_config.get(key):
                return Path(place)
        return Path(self.settings.root) / self.spec.uuid

    @property
    def own_place(self) -> bool:
        """Whether xapid chose the directory."""
        return not any(self.spec.device_config.get(key) for key in _PLACES)

    async def do(self, work: Callable[..., T], *args: Any) -> T:
        """A blocking call behind the door, its OSError made one of our family."""
        if not self.path.is_absolute():
            raise StorageUnavailable(f"{self.path} is not an absolute path of a directory on this host")
        try:
            return await self.door.call(work, *args)
        except OSError as error:
            text = f"{self.path}: {os.strerror(error.errno or 0)}"
            kind = (
                SrFull
                if error.errno in _FULL
                else StorageUnavailable
                if error.errno in _AWAY
                else StorageError
            )
            raise kind(text) from error

    @asynccontextmanager
    async def using(self, *volumes: str, writing: bool) -> AsyncIterator[None]:
        """Hold volumes for an operation. VolumeInUse."""
        await self.step_aside(set(volumes))
        with self.uses.using(volumes, writing):
            yield

    async def step_aside(self, volumes: set[str]) -> None:  # noqa: B027 - most drivers have nothing to stop
        """Stop background work on these volumes; there is none here."""

    async def image_path(self, uuid: str) -> str:
        raise NotSupported(f"a repository of type {self.info.type} keeps no suspended guests")

    async def destroy_image(self, uuid: str) -> None:
        raise NotSupported(f"a repository of type {self.info.type} keeps no suspended guests")

    @abstractmethod
    async def volume(self, uuid: str) -> VolumeInfo:
        """One volume as it is now."""

    @abstractmethod
    async def scan(self) -> list[VolumeInfo]:
        """All volumes."""

    @abstractmethod
    async def attachment(self, uuid: str, read_only: bool) -> Attachment:
        """Where a volume's image is. VolumeNotFound; VolumeInUse if another program is writing to it."""

    @abstractmethod
    async def stat(self) -> SrStat: ...

    @abstractmethod
    async def probe(self) -> list[ProbeResult]: ...

    @abstractmethod
    async def attach_sr(self) -> None: ...

    @abstractmethod
    async def create_sr(self) -> None: ...

    @abstractmethod
    async def destroy_sr(self) -> None: ...

    async def detach_sr(self) -> None:
        if self.uses.busy():
            raise VolumeInUse(f"{len(self.uses.busy())} volumes of {self.path} are in use")

    async def close(self) -> None:  # noqa: B027
        """Nothing goes on in the background here."""

    async def collect(self) -> None:  # noqa: B027
        """Nothing accumulates here."""

    async def activate(self, uuid: str, user: str, read_only: bool) -> Attachment:
        info = await self.volume(uuid)
        if info.read_only and not read_only:
            raise VolumeReadOnly(f"volume {uuid} can only be read")
        await self.step_aside({uuid})
        self.uses.hold(uuid, user, writing=not read_only)
        return Attachment(
            path=str(self.path / self.file_name(info)), format=info.image_format, read_only=read_only
        )

    async def deactivate(self, uuid: str, user: str) -> None:
        self.uses.release(uuid, user)

    def users(self) -> dict[str, list[str]]:
        return self.uses.users()

    def file_name(self, info: VolumeInfo) -> str:
        """The name of a volume's file in the directory."""
        return info.location

    @asynccontextmanager
    async def open(self, uuid: str) -> AsyncIterator[BlockDevice]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.using(uuid, writing=False))
            image = await self.attachment(uuid, read_only=True)
            yield await stack.enter_async_context(served(image, self.settings.deadline))

    @asynccontextmanager
    async def export_raw(self, uuid: str) -> AsyncIterator[RawStream]:
        async with self.open(uuid) as device:
            yield DeviceStream(device)

    async def copy(
        self, uuid: str, destination: StorageDriver, new_uuid: str, progress: Progress | None = None
    ) -> VolumeInfo:
        async with self.using(uuid, writing=False):
            source = await self.attachment(uuid, read_only=True)
            size = (await self.volume(uuid)).virtual_size
            async with destination.new_volume(VolumeSpec(uuid=new_uuid, virtual_size=size)) as target:
                await self.qemu.convert(source, target, progress)
        try:
            return await destination.volume(new_uuid)
        except BaseException:
            with suppress(StorageError):
                await destination.destroy(new_uuid)
            raise

    async def create(self, spec: VolumeSpec) -> VolumeInfo:
        raise self._cannot()

    async def destroy(self, uuid: str) -> None:
        raise self._cannot()

    async def resize(self, uuid: str, virtual_size: int) -> VolumeInfo:
        raise self._cannot()

    async def clone(self, uuid: str, new_uuid: str) -> VolumeInfo:
        raise self._cannot()

    def rewrite(self, uuid: str, keep_partial: bool = False) -> AbstractAsyncContextManager[BlockDevice]:
        raise self._cannot()

    def new_volume(self, spec: VolumeSpec) -> AbstractAsyncContextManager[Attachment]:
        raise self._cannot()

    async def import_raw(
        self,
        uuid: str,
        source: AsyncIterable[bytes],
        length: int | None = None,
        progress: Progress | None = None,
        keep_partial: bool = False,
    ) -> int:
        raise self._cannot()

    def _cannot(self) -> NotSupported:
        return NotSupported(f"a repository of type {self.spec.type} cannot be written")


def fresh_uuid() -> str:
    """A new random uuid."""
    return str(uuids.uuid4())
