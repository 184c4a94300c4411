"""The driver for a directory of ISO images: read-only disks for CD drives."""

import os
import stat
import uuid as uuids
from pathlib import Path

from xapid.storage.errors import NotSupported, StorageUnavailable, VolumeNotFound
from xapid.storage.readable import ReadableDriver
from xapid.storage.spec import (
    Attachment,
    DriverInfo,
    ImageFormat,
    ProbeResult,
    SrStat,
    VolumeInfo,
)

SUFFIXES = {".iso", ".img"}


class IsoDriver(ReadableDriver):
    """A directory of ISO files that somebody else fills. See StorageDriver."""

    info = DriverInfo(
        type="iso",
        name="ISO library",
        description="CD and DVD images (*.iso) in a directory of this host",
        capabilities=[
            "SR_PROBE",
            "SR_UPDATE",
            "VDI_ATTACH",
            "VDI_DETACH",
            "VDI_ACTIVATE",
            "VDI_DEACTIVATE",
            "VDI_INTRODUCE",
        ],
        configuration={
            "location": "the directory that holds the images; without it xapid makes one of its own",
            "path": "the same as location",
            "legacy_mode": "accepted for compatibility: true says that location is a directory of this host",
        },
        supported_image_formats=["raw"],
        content_type="iso",
    )

    async def probe(self) -> list[ProbeResult]:
        volumes = await self.scan()
        return [
            ProbeResult(
                device_config=self.spec.device_config,
                exists=bool(volumes),
                stat=await self.stat(),
                volumes=len(volumes),
            )
        ]

    async def create_sr(self) -> None:
        """Make our own directory; one that was named must be there."""
        if self.own_place:
            await self.do(lambda: self.path.mkdir(parents=True, exist_ok=True))
        await self.scan()

    async def attach_sr(self) -> None:
        await self.scan()

    async def destroy_sr(self) -> None:
        """The images are somebody else's: they stay, and so does a directory that is not empty."""
        await self.detach_sr()
        if self.own_place:
            await self.do(self._remove_if_empty)

    def _remove_if_empty(self) -> None:
        if not any(self.path.iterdir()):
            self.path.rmdir()

    async def stat(self) -> SrStat:
        space = await self.do(os.statvfs, self.path)
        return SrStat(
            physical_size=space.f_blocks * space.f_frsize,
            physical_utilisation=(space.f_blocks - space.f_bfree) * space.f_frsize,
            virtual_allocation=sum(volume.virtual_size for volume in await self.scan()),
        )

    async def scan(self) -> list[VolumeInfo]:
        self._require_local()
        return await self.do(self._list)

    async def volume(self, uuid: str) -> VolumeInfo:
        for volume in await self.scan():
            if volume.uuid == uuid:
                return volume
        raise VolumeNotFound(f"no image {uuid} in {self.path}")

    async def attachment(self, uuid: str, read_only: bool) -> Attachment:
        volume = await self.volume(uuid)
        return Attachment(path=str(self.path / volume.location), format=ImageFormat.raw, read_only=True)

    def _require_local(self) -> None:
        if not self.path.is_absolute():
            raise NotSupported(
                f"{self.path}: only directories of this host can be an ISO library; mount it first"
            )

    def _list(self) -> list[VolumeInfo]:
        if not self.path.is_dir():
            raise StorageUnavailable(f"{self.path} is not a directory")
        found = [self._described(path) for path in sorted(self.path.iterdir())]
        return [volume for volume in found if volume is not None]

    def _described(self, path: Path) -> VolumeInfo | None:
        """The image at `path`; None for what is not one: other files, names that are not text, no file."""
        if path.suffix.lower() not in SUFFIXES or path.name.startswith(".") or not path.name.isprintable():
            return None
        try:
            status = path.stat()
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        return VolumeInfo(
            uuid=str(uuids.uuid5(uuids.UUID(self.spec.uuid), path.name)),
            location=path.name,
            virtual_size=status.st_size,
            physical_utilisation=status.st_blocks * 512,
            name=path.name,
            read_only=True,
            image_format=ImageFormat.raw,
        )
