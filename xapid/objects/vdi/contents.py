"""What can be told of a disk's contents, and of who holds them."""

from __future__ import annotations

import asyncio
import hashlib

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.failures import named
from xapid.objects.sr.repositories import repository
from xapid.objects.vdi.declaration import VDI
from xapid.objects.vdi.enums import VdiOperations as Op


@message(VDI, role=VM_ADMIN, hidden=True)
async def checksum(ctx: Context, self: VDI) -> str:
    """The MD5 sum of all that a guest can read from the disk, in hexadecimal. VDI_IN_USE while one writes."""
    digest, done = hashlib.md5(usedforsecurity=False), 0
    with named(self, "checksum"):
        async with repository(ctx, self.SR).export_raw(self.uuid) as stream:
            async for piece in stream:
                await asyncio.to_thread(digest.update, piece)
                done += len(piece)
                ctx.progress(done / max(1, stream.size))
    return digest.hexdigest()


@message(VDI, role=VM_ADMIN, operation=Op.force_unlock, hidden=True)
async def force_unlock(ctx: Context, vdi: VDI) -> None:
    """Let go of a disk that is held for VMs which do not have it. VDI_IN_USE while one does."""
    if any(vbd.currently_attached or vbd.current_operations for vbd in vdi.VBDs):
        raise XenError("VDI_IN_USE", vdi.ref, Op.force_unlock)
    driver = repository(ctx, vdi.SR)
    for vbd in vdi.VBDs:
        await driver.deactivate(vdi.uuid, vbd.uuid)
    with ctx.change():
        vdi.storage_lock = False
