"""Keeping the memory of guests that crashed, and letting it go."""

from __future__ import annotations

import logging

from xapid.hypervisor.errors import HypervisorError
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.crashdump.declaration import Crashdump
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import repository
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vdi.lifecycle import destroy as destroy_vdi
from xapid.objects.vdi.unfinished import abandon, finish, note
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import OnCrashBehaviour
from xapid.storage.errors import StorageError

log = logging.getLogger(__name__)

DUMPING = (OnCrashBehaviour.coredump_and_destroy, OnCrashBehaviour.coredump_and_restart)


@message(Crashdump, role=POOL_OPERATOR)
async def destroy(ctx: Context, self: Crashdump) -> None:
    """Delete a dump with the disk that holds it."""
    vdi = self.VDI
    if vdi is not None:
        await destroy_vdi(ctx, vdi)
    if self.alive:
        with ctx.change():
            ctx.store.destroy(self)


async def keep_dumps(ctx: Context, vm: VM) -> None:
    """Take what was written down of a guest that crashed into the repository for dumps."""
    if vm.actions_after_crash not in DUMPING:
        return
    try:
        for dump in await ctx.services.hypervisor.crash_dumps(vm.uuid):
            await _keep(ctx, vm, dump)
    except (XenError, HypervisorError, StorageError) as error:
        log.warning("the dump of VM %s stays where it is: %s", vm.uuid, error)


async def _keep(ctx: Context, vm: VM, dump: str) -> None:
    sr = _repository_for_dumps(ctx, vm)
    driver = repository(ctx, sr)
    with ctx.change():
        vdi = ctx.store.create(
            VDI, SR=sr, name_label="Crash dump", name_description=f"Memory of {vm.uuid}", managed=True,
            type=VdiType.crashdump, sharable=False, read_only=True,
        )  # fmt: skip
        vdi.location = vdi.uuid
        ctx.store.create(Crashdump, VM=vm, VDI=vdi)
        note(ctx, sr, vdi.uuid)
    await ctx.durable()
    try:
        size = await ctx.services.hypervisor.move_dump(dump, await driver.image_path(vdi.uuid))
        with ctx.change():
            vdi.virtual_size = vdi.physical_utilisation = size
            finish(ctx, sr, vdi.uuid)
        await ctx.durable()
    except BaseException:
        await abandon(ctx, sr, vdi.uuid)
        raise


def _repository_for_dumps(ctx: Context, vm: VM) -> SR:
    pool = ctx.store.one(Pool)
    for sr in (pool.crash_dump_SR, ctx.services.host.crash_dump_sr, pool.default_SR):
        if sr is not None:
            found: SR = sr
            return found
    raise XenError("VM_NO_CRASHDUMP_SR", vm.ref)
