"""The driver for a directory of qcow2 files: thin disks of any size, clones at once."""

import asyncio
import logging
from collections.abc import AsyncIterable, AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from xapid.storage.collector import Collector
from xapid.storage.directory import Directory
from xapid.storage.errors import StorageError, VolumeExists
from xapid.storage.fresh import FreshDevice
from xapid.storage.protocol import BlockDevice, Progress
from xapid.storage.readable import ReadableDriver, fresh_uuid
from xapid.storage.served import served
from xapid.storage.spec import (
    Attachment,
    DriverInfo,
    ImageFormat,
    ProbeResult,
    SrSpec,
    SrStat,
    StorageSettings,
    VolumeInfo,
    VolumeSpec,
)
from xapid.storage.streams import write_stream
from xapid.storage.tree import Node

log = logging.getLogger(__name__)
SECTOR = 512
CAPABILITIES = [
    "SR_PROBE", "SR_UPDATE", "VDI_CREATE", "VDI_DELETE", "VDI_ATTACH", "VDI_DETACH", "VDI_ACTIVATE",
    "VDI_DEACTIVATE", "VDI_CLONE", "VDI_SNAPSHOT", "VDI_RESIZE", "VDI_RESIZE_ONLINE",
    "VDI_UPDATE", "VDI_INTRODUCE", "THIN_PROVISIONING",
]  # fmt: skip
CONFIGURATION = {
    "location": "the directory that holds the disks; without it xapid makes one of its own",
    "path": "the same as location",
    "device": "the same as location",
}


class FileDriver(ReadableDriver):
    """A repository of thin disks in a directory. See StorageDriver."""

    info = DriverInfo(
        type="file",
        name="Directory",
        description="Thin disks (qcow2) as files in a directory of this host",
        capabilities=CAPABILITIES,
        configuration=CONFIGURATION,
        supported_image_formats=["qcow2"],
        content_type="user",
    )

    def __init__(self, spec: SrSpec, settings: StorageSettings) -> None:
        super().__init__(spec, settings)
        self.directory = Directory(self.path)
        self._lock = asyncio.Lock()  # held while it changes which image builds on which
        self._live: set[Path] = set()
        self._attached = False
        self._collector = Collector(self.directory, self.do, self.qemu, self.uses, self._lock)

    # The repository

    async def probe(self) -> list[ProbeResult]:
        marker = await self.do(self.directory.marker)
        tree = await self.do(self.directory.tree)
        volumes = sum(not node.hidden for node in tree.nodes.values())
        return [
            ProbeResult(
                device_config=self.spec.device_config,
                exists=bool(marker or volumes),
                sr_uuid=marker["uuid"] if marker else None,
                stat=await self.do(self.directory.stat),
                volumes=volumes,
            )
        ]

    async def create_sr(self) -> None:
        await self.do(self.directory.make, self.spec.uuid, self.own_place)

    async def attach_sr(self) -> None:
        await self.do(self.directory.require, self.spec.uuid)
        await self.do(self.directory.sweep, set(self._live))
        self._attached = True
        self._collector.kick()

    async def detach_sr(self) -> None:
        await super().detach_sr()
        await self.close()

    async def close(self) -> None:
        self._attached = False
        await self._collector.stop()

    async def destroy_sr(self) -> None:
        await self.detach_sr()
        await self.do(self.directory.remove, self.spec.uuid)

    async def stat(self) -> SrStat:
        await self.do(self.directory.require, self.spec.uuid)
        return await self.do(self.directory.stat)

    async def scan(self) -> list[VolumeInfo]:
        await self.do(self.directory.require, self.spec.uuid)
        await self.do(self.directory.sweep, set(self._live))
        tree = await self.do(self.directory.tree)
        return [_described(node) for node in tree.nodes.values()]

    async def collect(self) -> None:
        await self._collector.run()

    async def step_aside(self, volumes: set[str]) -> None:
        await self._collector.step_aside(volumes)

    # Volumes

    async def volume(self, uuid: str) -> VolumeInfo:
        return _described(await self._node(uuid))

    async def create(self, spec: VolumeSpec) -> VolumeInfo:
        async with self.new_volume(spec):
            pass
        return await self._finished(spec.uuid)

    async def destroy(self, uuid: str) -> None:
        async with self.using(uuid, writing=True), self._lock:
            await self.do(self.directory.destroy, uuid)
            await self._tidy(self.directory.drop_orphans)

    async def image_path(self, uuid: str) -> str:
        return str(self.directory.memory(uuid))

    async def destroy_image(self, uuid: str) -> None:
        await self.do(self.directory.destroy_memory, uuid)

    async def resize(self, uuid: str, virtual_size: int) -> VolumeInfo:
        async with self._writing(uuid) as node:
            size = _whole_sectors(virtual_size)
            if size < node.header.virtual_size:
                raise StorageError(
                    f"volume {uuid} cannot shrink from {node.header.virtual_size} to {size} bytes"
                )
            if size > node.header.virtual_size:
                await self.qemu.resize(self.directory.volume(uuid), size)
        return await self.volume(uuid)

    async def clone(self, uuid: str, new_uuid: str) -> VolumeInfo:
        async with self.using(uuid, writing=False), self.using(new_uuid, writing=True):
            image = await self.attachment(uuid, read_only=True)
            await self.do(self.directory.absent, new_uuid)
            made = await self._reflinked(Path(image.path), new_uuid) or await self._overlaid(uuid, new_uuid)
        if not made:
            return await self.copy(uuid, self, new_uuid)
        return await self._finished(new_uuid)

    async def _reflinked(self, image: Path, new_uuid: str) -> bool:
        async with self._temporary() as twin:
            if not await self.do(self.directory.reflink, image, twin):
                return False
            await self._publish(twin, new_uuid)
        return True

    async def _overlaid(self, uuid: str, new_uuid: str) -> bool:
        """Clone by overlays. False, with nothing done, if the chain is too long for one more."""
        async with self._lock, self._temporary() as twin:
            node = await self._node(uuid)
            size, backing = node.header.virtual_size, node.header.backing
            if await self.qemu.holds_data(self.directory.volume(uuid)):
                tree = await self.do(self.directory.tree)
                if tree.depth(uuid) >= self.settings.chain_limit:
                    return False
                backing = await self._split(uuid, size)
            await self.qemu.create(twin, size, backing)
            await self._publish(twin, new_uuid)
        return True

    async def _split(self, uuid: str, size: int) -> str:
        """Make a volume's content a hidden base, itself an empty overlay; returns the base's file name."""
        volume, base = self.directory.volume(uuid), self.directory.base(fresh_uuid())
        async with AsyncExitStack() as undo, self._temporary() as overlay:
            undo.push_async_callback(self._tidy, self.directory.drop_orphans)
            await self.do(self.directory.share, volume, base)
            await self.qemu.create(overlay, size, base.name)
            await self._replace(overlay, volume)
            undo.pop_all()
        return base.name

    # Bytes in

    @asynccontextmanager
    async def new_volume(self, spec: VolumeSpec) -> AsyncIterator[Attachment]:
        async with self.using(spec.uuid, writing=True), self._temporary() as image:
            await self.do(self.directory.absent, spec.uuid)
            await self.qemu.create(image, _whole_sectors(spec.virtual_size))
            yield Attachment(path=str(image), format=ImageFormat.qcow2, read_only=False)
            await self._publish(image, spec.uuid)

    @asynccontextmanager
    async def rewrite(self, uuid: str, keep_partial: bool = False) -> AsyncIterator[BlockDevice]:
        """See StorageDriver. The writes go to an overlay, which takes the volume's place at the end."""
        failure: BaseException | None = None
        async with AsyncExitStack() as stack:
            node = await stack.enter_async_context(self._writing(uuid))
            undo = await stack.enter_async_context(AsyncExitStack())
            undo.push_async_callback(self._drop_orphans)
            image = await stack.enter_async_context(self._temporary())
            blank = await self._begin_rewrite(node, image)
            target = Attachment(path=str(image), format=ImageFormat.qcow2, read_only=False)
            async with served(target, self.settings.deadline) as device:
                try:
                    yield FreshDevice(device) if blank else device
                except GeneratorExit:
                    raise
                except BaseException as error:
                    if not keep_partial:
                        raise
                    failure = error
            await self._replace(image, self.directory.volume(uuid))
            undo.pop_all()
        if failure is not None:
            raise failure

    async def _begin_rewrite(self, node: Node, image: Path) -> bool:
        """Make the overlay that a rewrite fills; True if there was nothing that it must keep."""
        size, volume = node.header.virtual_size, self.directory.volume(node.uuid)
        async with self._lock:
            if node.parent is None and not await self.qemu.holds_data(volume):
                await self.qemu.create(image, size)
                return True
            base = self.directory.base(fresh_uuid())
            await self.do(self.directory.share, volume, base)
            await self.qemu.create(image, size, base.name)
            return False

    async def import_raw(
        self,
        uuid: str,
        source: AsyncIterable[bytes],
        length: int | None = None,
        progress: Progress | None = None,
        keep_partial: bool = False,
    ) -> int:
        async with self.rewrite(uuid, keep_partial) as device:
            return await write_stream(device, source, length, progress)

    # Use by a guest

    async def attachment(self, uuid: str, read_only: bool) -> Attachment:
        await self._node(uuid)
        await self.do(self.directory.refuse, uuid, read_only)
        return Attachment(
            path=str(self.directory.volume(uuid)), format=ImageFormat.qcow2, read_only=read_only
        )

    async def deactivate(self, uuid: str, user: str) -> None:
        await super().deactivate(uuid, user)
        self._kick()

    def file_name(self, info: VolumeInfo) -> str:
        return self.directory.volume(info.uuid).name

    # Shared steps

    @asynccontextmanager
    async def using(self, *volumes: str, writing: bool) -> AsyncIterator[None]:
        """Hold volumes for an operation, then let the background work look at them again."""
        try:
            async with super().using(*volumes, writing=writing):
                yield
        finally:
            self._kick()

    @asynccontextmanager
    async def _writing(self, uuid: str) -> AsyncIterator[Node]:
        """Have a volume alone, in this process and on this host."""
        async with self.using(uuid, writing=True):
            node = await self._node(uuid)
            await self.do(self.directory.refuse, uuid)
            yield node

    @asynccontextmanager
    async def _temporary(self) -> AsyncIterator[Path]:
        """A name for unfinished work, which is gone when the block ends."""
        path = self.directory.temporary(fresh_uuid())
        self._live.add(path)
        try:
            yield path
        finally:
            if path in self._live:
                self._live.discard(path)
                await self._tidy(self.directory.discard, path)

    async def _publish(self, image: Path, uuid: str) -> None:
        """Make finished work a volume; when nobody can say that it is done, it is taken back."""
        final = self.directory.volume(uuid)
        offset: int | None = 0
        while (offset := await self.do(self.directory.write_back, image, offset)) is not None:
            pass  # piece by piece, so that slow storage is not taken for hung
        try:
            await self.do(self.directory.publish, image, final)
        except VolumeExists:
            raise
        except BaseException:
            await self._tidy(self.directory.discard, final)
            raise
        self._live.discard(image)

    async def _replace(self, image: Path, final: Path) -> None:
        """Put finished work in the place of something older: from here on it is done."""
        await self.do(self.directory.replace, image, final)
        self._live.discard(image)

    async def _finished(self, uuid: str) -> VolumeInfo:
        """What was made; if nobody can be told, it goes again."""
        try:
            return await self.volume(uuid)
        except BaseException:
            await self._tidy(self.directory.discard, self.directory.volume(uuid))
            raise

    async def _drop_orphans(self) -> None:
        async with self._lock:
            await self._tidy(self.directory.drop_orphans)

    async def _tidy(self, work: Callable[..., Any], *args: Any) -> None:
        """Clean up; what fails is left to the next scan and to the background work."""
        try:
            await self.do(work, *args)
        except StorageError as error:
            log.warning("cleaning up %s: %s", self.path, error)

    async def _node(self, uuid: str) -> Node:
        return await self.do(self.directory.node, uuid)

    def _kick(self) -> None:
        if self._attached:
            self._collector.kick()


class ExtDriver(FileDriver):
    """The same under the name that XenServer's clients know for local thin storage."""

    info = FileDriver.info.model_copy(update={"type": "ext", "name": "Local directory"})


def _described(node: Node) -> VolumeInfo:
    return VolumeInfo(
        uuid=node.uuid,
        location=node.uuid,
        virtual_size=node.header.virtual_size,
        physical_utilisation=node.header.allocated,
        read_only=node.hidden,
        is_hidden_base=node.hidden,
        parent=node.parent,
        image_format=ImageFormat.qcow2,
    )


def _whole_sectors(size: int) -> int:
    return -(-size // SECTOR) * SECTOR
