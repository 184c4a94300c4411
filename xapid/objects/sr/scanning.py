"""Comparing a repository with its records."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, VM_POWER_ADMIN
from xapid.objects.context import Context
from xapid.objects.sr.declaration import SR
from xapid.objects.sr.enums import StorageOperations as Op
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vdi.unfinished import abandon_leftovers, is_image
from xapid.storage.spec import VolumeInfo


@message(SR, role=VM_POWER_ADMIN, operation=Op.scan)
async def scan(ctx: Context, sr: SR) -> None:
    """Look at what the repository holds: new disks get records, those that are gone are marked missing."""
    await take_in(ctx, sr)
    await refresh_space(ctx, sr)


@message(SR, role=POOL_OPERATOR, operation=Op.update)
async def update(ctx: Context, sr: SR) -> None:
    """Ask the repository for its space."""
    repository(ctx, sr)
    await refresh_space(ctx, sr)


async def take_in(ctx: Context, sr: SR) -> None:
    """Bring the records of the SR's disks to what the storage says."""
    await abandon_leftovers(ctx, sr)
    volumes = {v.uuid: v for v in await repository(ctx, sr).scan() if not v.is_hidden_base}
    iso = sr.content_type == "iso"
    with ctx.change():
        known = {vdi.uuid: vdi for vdi in sr.VDIs}
        for uuid, volume in volumes.items():
            if uuid in known:
                _refresh(known[uuid], volume)
            else:
                _enter(ctx, sr, volume, iso)
        for uuid, vdi in known.items():
            if uuid not in volumes and not vdi.current_operations and not is_image(vdi):
                if iso and not vdi.VBDs:
                    ctx.store.destroy(vdi)
                else:
                    vdi.missing = True


def _enter(ctx: Context, sr: SR, volume: VolumeInfo, iso: bool) -> None:
    ctx.store.create(
        VDI, SR=sr, uuid=volume.uuid, name_label=volume.name, location=volume.location, managed=True,
        virtual_size=volume.virtual_size, physical_utilisation=volume.physical_utilisation,
        read_only=volume.read_only or iso, sharable=False, type=VdiType.user,
    )  # fmt: skip


def _refresh(vdi: VDI, volume: VolumeInfo) -> None:
    vdi.virtual_size = volume.virtual_size
    vdi.physical_utilisation = volume.physical_utilisation
    vdi.location = volume.location
    vdi.missing = False
