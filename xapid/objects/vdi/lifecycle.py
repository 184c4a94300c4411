"""Making, growing and destroying disks."""

from __future__ import annotations

from contextlib import AsyncExitStack, suppress
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.implicit import constructor_values
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space, room_for
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiOperations as Op
from xapid.objects.vdi.enums import VdiType
from xapid.objects.vdi.unfinished import abandon, finish, forget_record, is_image, note
from xapid.storage.errors import VolumeNotFound
from xapid.storage.spec import VolumeInfo, VolumeSpec
from xapid.store.store import new_uuid


@message(VDI, role=VM_ADMIN, params={"args": "VDI record"})
async def create(ctx: Context, args: dict[str, Any]) -> VDI:
    """Make a disk of zeros, thin where the storage can; virtual_size in bytes. SR_FULL, INVALID_VALUE."""
    values = constructor_values(VDI.info, args)
    sr = ctx.store.get(values.pop("SR"))
    if not isinstance(sr, SR):
        raise XenError("HANDLE_INVALID", "SR", args.get("SR", ""))
    return await create_disk(ctx, sr, **values)


async def create_disk(ctx: Context, sr: SR, *, virtual_size: int, type: VdiType = VdiType.user,
                      **values: Any) -> VDI:  # fmt: skip
    """A new disk in ``sr``; the record appears once the storage has it."""
    if virtual_size <= 0:
        raise XenError("INVALID_VALUE", "virtual_size", virtual_size)
    driver = repository(ctx, sr)
    require(ctx, sr, "VDI_CREATE")
    async with AsyncExitStack() as undo:
        uuid = await begin(ctx, sr, undo)
        with room_for(sr, virtual_size):
            volume = await driver.create(VolumeSpec(uuid=uuid, virtual_size=virtual_size))
        vdi = enter(ctx, sr, volume, type=type, **values)
        await ctx.durable()
        undo.pop_all()
    await refresh_space(ctx, sr)
    return vdi


def require(ctx: Context, sr: SR, capability: str) -> None:
    """SR_OPERATION_NOT_SUPPORTED unless the SR's driver can do that."""
    if capability not in repository(ctx, sr).info.capabilities:
        raise XenError("SR_OPERATION_NOT_SUPPORTED", sr.ref)


async def begin(ctx: Context, sr: SR, undo: AsyncExitStack) -> str:
    """The uuid of a disk to be made in ``sr``; unless ``enter`` follows, nothing will be left of it."""
    uuid = new_uuid()
    note(ctx, sr, uuid)
    undo.push_async_callback(abandon, ctx, sr, uuid)
    await ctx.durable()
    return uuid


def enter(ctx: Context, sr: SR, volume: VolumeInfo, **values: Any) -> VDI:
    """The record of a volume that the storage has, and that ``begin`` announced."""
    with ctx.change():
        finish(ctx, sr, volume.uuid)
        return ctx.store.create(
            VDI, **{"managed": True, **values, "SR": sr, "uuid": volume.uuid, "location": volume.location,
                    "virtual_size": volume.virtual_size,
                    "physical_utilisation": volume.physical_utilisation},
        )  # fmt: skip


@message(VDI, role=VM_ADMIN, operation=Op.destroy)
async def destroy(ctx: Context, self: VDI) -> None:
    """Delete a disk and its contents. VDI_IN_USE while a VM has it attached."""
    vdi, sr = self, self.SR
    driver = repository(ctx, sr)
    require(ctx, sr, "VDI_DELETE")
    note(ctx, sr, vdi.uuid)
    try:
        await ctx.durable()
        with suppress(VolumeNotFound):  # the storage lost it: what is left to delete is the record
            await (driver.destroy_image if is_image(vdi) else driver.destroy)(vdi.uuid)
        forget_record(ctx, vdi)
    finally:
        finish(ctx, sr, vdi.uuid)
    await refresh_space(ctx, sr)


@message(VDI, role=VM_ADMIN, operation=Op.forget)
async def forget(ctx: Context, vdi: VDI) -> None:
    """Delete the disk's record only; the next scan of the SR finds the disk again."""
    forget_record(ctx, vdi)


@message(VDI, role=VM_ADMIN, operation=Op.resize)
async def resize(ctx: Context, vdi: VDI, size: int) -> None:
    """Grow a disk that no running VM uses to ``size`` bytes. VDI_TOO_SMALL when that is less than now."""
    _require_growth(vdi, size)
    with room_for(vdi.SR, size - vdi.virtual_size):
        volume = await repository(ctx, vdi.SR).resize(vdi.uuid, size)
    record_volume(ctx, vdi, volume)
    await refresh_space(ctx, vdi.SR)


@message(VDI, role=VM_ADMIN, operation=Op.resize_online)
async def resize_online(ctx: Context, vdi: VDI, size: int) -> None:
    """Grow a disk to ``size`` bytes while its VM runs; the guest sees it at once."""
    _require_growth(vdi, size)
    users = [vbd for vbd in vdi.VBDs if vbd.currently_attached and vbd.VM.power_state == "Running"]
    if not users:
        volume = await repository(ctx, vdi.SR).resize(vdi.uuid, size)
    else:
        await ctx.services.hypervisor.resize_disk(users[0].VM.uuid, users[0].device, size)
        volume = await repository(ctx, vdi.SR).volume(vdi.uuid)
    record_volume(ctx, vdi, volume)
    await refresh_space(ctx, vdi.SR)


def _require_growth(vdi: VDI, size: int) -> None:
    if size < vdi.virtual_size:
        raise XenError("VDI_TOO_SMALL", vdi.ref, vdi.virtual_size)


def record_volume(ctx: Context, vdi: VDI, volume: VolumeInfo) -> None:
    """Write down what the storage says of the disk."""
    with ctx.change():
        vdi.virtual_size = volume.virtual_size
        vdi.physical_utilisation = volume.physical_utilisation
        vdi.location = volume.location
        vdi.missing = False


@message(VDI, role=VM_ADMIN, errors=("SR_OPERATION_NOT_SUPPORTED",))
async def update(ctx: Context, vdi: VDI) -> None:
    """Ask the storage for the disk's sizes."""
    record_volume(ctx, vdi, await repository(ctx, vdi.SR).volume(vdi.uuid))
