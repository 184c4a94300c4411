"""Disks that an operation is just making or taking away: none outlives the daemon's death half done.

Each is noted in its SR before the storage is touched, and the note goes in the very change that makes
the operation's result whole. A note that nobody works on means that what it names has to go.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import attached
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiType
from xapid.storage.errors import StorageError, VolumeNotFound

log = logging.getLogger(__name__)

#: Seconds until taking something away is tried again; doubled each time.
RETRY_PAUSE, RETRY_PAUSE_MOST = 1.0, 60.0


def note(ctx: Context, sr: SR, uuid: str) -> None:
    """From now on the disk is unfinished."""
    with ctx.change():
        sr.unfinished = (*sr.raw("unfinished"), uuid)
    ctx.services.unfinished.add(uuid)


def finish(ctx: Context, sr: SR, uuid: str) -> None:
    """Within the change that makes it so: the disk is whole. A piece of something is not, before that is."""
    if ctx.piece:
        return
    with ctx.change():
        sr.unfinished = tuple(u for u in sr.raw("unfinished") if u != uuid)
    ctx.services.unfinished.discard(uuid)


async def abandon(ctx: Context, sr: SR, uuid: str) -> None:
    """Take away what there is of an unfinished disk; what fails now is tried again beside the call."""
    if not await _take_away(ctx, sr, uuid):
        ctx.services.spawn(_take_away_later(ctx, sr, uuid), f"unfinished disk {uuid}")


async def _take_away_later(ctx: Context, sr: SR, uuid: str) -> None:
    pause = RETRY_PAUSE
    while sr.alive and uuid in sr.raw("unfinished"):
        await asyncio.sleep(pause)
        pause = min(2 * pause, RETRY_PAUSE_MOST)
        if await _take_away(ctx, sr, uuid):
            return


async def _take_away(ctx: Context, sr: SR, uuid: str) -> bool:
    """Whether nothing is left of it that this daemon could take away."""
    driver, vdi = attached(ctx, sr), ctx.store.by_uuid(VDI, uuid)
    ctx.services.unfinished.discard(uuid)
    if driver is None or not sr.alive:
        return True
    memory = vdi is not None and is_image(vdi)
    try:
        with suppress(VolumeNotFound):
            await (driver.destroy_image if memory else driver.destroy)(uuid)
        with ctx.change():
            sr.unfinished = tuple(u for u in sr.raw("unfinished") if u != uuid)
            if vdi is not None and vdi.alive:
                forget_record(ctx, vdi)
        await ctx.durable()
    except (StorageError, XenError) as error:
        log.warning("unfinished disk %s: %s", uuid, error)
        return False
    return True


async def abandon_leftovers(ctx: Context, sr: SR) -> None:
    """Take away what an earlier daemon, or an operation that could not undo its steps, left unfinished."""
    for uuid in sr.raw("unfinished"):
        if uuid not in ctx.services.unfinished:
            await abandon(ctx, sr, uuid)


def is_image(vdi: VDI) -> bool:
    """Whether it holds the memory of a guest, which the storage does not count as a volume."""
    return vdi.type == VdiType.suspend or bool(vdi.crash_dumps)


def forget_record(ctx: Context, vdi: VDI) -> None:
    """Delete the record and the devices that held the disk; a drive is left empty."""
    with ctx.change():
        for dump in vdi.crash_dumps:
            ctx.store.destroy(dump)
        for vbd in vdi.VBDs:
            if vbd.type == "CD":
                vbd.VDI, vbd.empty = None, True
            else:
                ctx.store.destroy(vbd)
        ctx.store.destroy(vdi)
