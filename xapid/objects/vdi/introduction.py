"""Entering disks that the storage has already, and forgetting them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import NOBODY, VM_ADMIN
from xapid.model.types import NEVER
from xapid.objects.context import Context
from xapid.objects.pool import Pool
from xapid.objects.sr import SR, StorageOperations
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiType
from xapid.objects.vdi.unfinished import forget_record
from xapid.store.store import new_uuid


@message(VDI, role=VM_ADMIN, errors=("SR_OPERATION_NOT_SUPPORTED",))
async def introduce(ctx: Context, uuid: str, name_label: str, name_description: str, SR: SR, type: VdiType,
                    sharable: bool, read_only: bool, other_config: dict[str, str], location: str,
                    xenstore_data: dict[str, str] = {}, sm_config: dict[str, str] = {},  # noqa: B006
                    managed: bool = True, virtual_size: int = 0, physical_utilisation: int = 0,
                    metadata_of_pool: Pool | None = None, is_a_snapshot: bool = False,
                    snapshot_time: datetime = NEVER, snapshot_of: VDI | None = None) -> VDI:  # fmt: skip
    """Enter the disk that the repository has at ``location``; its sizes are what the storage says.

    VDI_LOCATION_MISSING, LOCATION_NOT_UNIQUE when it is entered already, UUID_INVALID for another uuid than
    the storage knows it by.
    """
    with ctx.marked(SR, StorageOperations.vdi_introduce):
        volumes = {volume.location: volume for volume in await repository(ctx, SR).scan()}
        volume = volumes.get(location)
        if volume is None or volume.is_hidden_base:
            raise XenError("VDI_LOCATION_MISSING", SR.ref, location)
        if uuid not in ("", volume.uuid):
            raise XenError("UUID_INVALID", "VDI", uuid)
        vdi = _enter(
            ctx, SR, volume.uuid, location, name_label=name_label, name_description=name_description,
            type=type, sharable=sharable, read_only=read_only or volume.read_only, managed=managed,
            other_config=other_config, xenstore_data=xenstore_data, sm_config=sm_config,
            virtual_size=volume.virtual_size, physical_utilisation=volume.physical_utilisation,
            metadata_of_pool=metadata_of_pool, is_a_snapshot=is_a_snapshot, snapshot_time=snapshot_time,
            snapshot_of=snapshot_of,
        )  # fmt: skip
    await refresh_space(ctx, SR)
    return vdi


@message(VDI, role=NOBODY, hidden=True)
async def db_introduce(ctx: Context, uuid: str, name_label: str, name_description: str, SR: SR, type: VdiType,
                       sharable: bool, read_only: bool, other_config: dict[str, str], location: str,
                       xenstore_data: dict[str, str] = {}, sm_config: dict[str, str] = {},  # noqa: B006
                       managed: bool = True, virtual_size: int = 0, physical_utilisation: int = 0,
                       metadata_of_pool: Pool | None = None, is_a_snapshot: bool = False,
                       snapshot_time: datetime = NEVER, snapshot_of: VDI | None = None,
                       cbt_enabled: bool = False) -> VDI:  # fmt: skip
    """Enter a disk without asking the storage. LOCATION_NOT_UNIQUE, UUID_INVALID."""
    return _enter(
        ctx, SR, uuid or new_uuid(), location, name_label=name_label, name_description=name_description,
        type=type, sharable=sharable, read_only=read_only, managed=managed, other_config=other_config,
        xenstore_data=xenstore_data, sm_config=sm_config, virtual_size=virtual_size,
        physical_utilisation=physical_utilisation, metadata_of_pool=metadata_of_pool,
        is_a_snapshot=is_a_snapshot, snapshot_time=snapshot_time, snapshot_of=snapshot_of,
        cbt_enabled=cbt_enabled,
    )  # fmt: skip


@message(VDI, role=VM_ADMIN, hidden=True)
async def pool_introduce(ctx: Context, uuid: str, name_label: str, name_description: str, SR: SR,
                         type: VdiType, sharable: bool, read_only: bool, other_config: dict[str, str],
                         location: str, xenstore_data: dict[str, str] = {},  # noqa: B006
                         sm_config: dict[str, str] = {}, managed: bool = True,  # noqa: B006
                         virtual_size: int = 0, physical_utilisation: int = 0,
                         metadata_of_pool: Pool | None = None, is_a_snapshot: bool = False,
                         snapshot_time: datetime = NEVER, snapshot_of: VDI | None = None,
                         cbt_enabled: bool = False) -> VDI:  # fmt: skip
    """The same as db_introduce, which storage drivers once called it for."""
    made: VDI = await db_introduce(
        ctx, uuid, name_label, name_description, SR, type, sharable, read_only, other_config, location,
        xenstore_data, sm_config, managed, virtual_size, physical_utilisation, metadata_of_pool,
        is_a_snapshot, snapshot_time, snapshot_of, cbt_enabled,
    )  # fmt: skip
    return made


def _enter(ctx: Context, sr: SR, uuid: str, location: str, **values: Any) -> VDI:
    """A record for the disk, which has none so far. The storage makes names of files of the uuid."""
    try:
        is_uuid = str(UUID(uuid)) == uuid
    except ValueError:
        is_uuid = False
    if not is_uuid or ctx.store.by_uuid(VDI, uuid) is not None:
        raise XenError("UUID_INVALID", "VDI", uuid)
    if any(vdi.location == location for vdi in sr.VDIs):
        raise XenError("LOCATION_NOT_UNIQUE", sr.ref, location)
    with ctx.change():
        return ctx.store.create(VDI, SR=sr, uuid=uuid, location=location, **values)


@message(VDI, role=NOBODY, hidden=True)
async def db_forget(ctx: Context, vdi: VDI) -> None:
    """Delete the disk's record only, whatever goes on with the disk."""
    forget_record(ctx, vdi)
