"""Cloning disks, which shares content, and copying them, which does not."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import repository
from xapid.objects.sr.space import refresh_space, room_for
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiOperations as Op
from xapid.objects.vdi.enums import VdiType
from xapid.objects.vdi.lifecycle import begin, enter, require


@message(VDI, role=VM_ADMIN, operation=Op.clone)
async def clone(ctx: Context, vdi: VDI, driver_params: dict[str, str] = {}) -> VDI:  # noqa: B006
    """Make a writable twin that shares content with this disk until either is written."""
    driver = repository(ctx, vdi.SR)
    require(ctx, vdi.SR, "VDI_CLONE")
    async with AsyncExitStack() as undo:
        uuid = await begin(ctx, vdi.SR, undo)
        with room_for(vdi.SR, vdi.virtual_size):
            volume = await driver.clone(vdi.uuid, uuid)
        twin = enter(ctx, vdi.SR, volume, **_taken_over(vdi))
        await ctx.durable()
        undo.pop_all()
    await refresh_space(ctx, vdi.SR)
    return twin


@message(VDI, role=VM_ADMIN, operation=Op.copy,
         errors=("VDI_READONLY", "VDI_TOO_SMALL", "VDI_NOT_SPARSE"))  # fmt: skip
async def copy(ctx: Context, vdi: VDI, sr: SR | None = None, base_vdi: VDI | None = None,
               into_vdi: VDI | None = None) -> VDI:  # fmt: skip
    """Make a full copy in ``sr``; copying differences only, or into an existing disk, is not built."""
    if base_vdi is not None or into_vdi is not None:
        raise XenError("NOT_IMPLEMENTED", "VDI.copy with base_vdi or into_vdi")
    target = sr or vdi.SR
    source, destination = repository(ctx, vdi.SR), repository(ctx, target)
    require(ctx, target, "VDI_CREATE")
    async with AsyncExitStack() as undo:
        uuid = await begin(ctx, target, undo)
        with room_for(target, vdi.virtual_size):
            volume = await source.copy(vdi.uuid, destination, uuid, ctx.progress)
        twin = enter(ctx, target, volume, **_taken_over(vdi))
        await ctx.durable()
        undo.pop_all()
    await refresh_space(ctx, target)
    return twin


def _taken_over(vdi: VDI) -> dict[str, Any]:
    kept = (
        "name_label",
        "name_description",
        "sharable",
        "other_config",
        "xenstore_data",
        "sm_config",
        "tags",
    )
    kind = VdiType.user if vdi.type == VdiType.suspend else vdi.type
    return {"type": kind, "read_only": False, **{name: vdi.raw(name) for name in kept}}
