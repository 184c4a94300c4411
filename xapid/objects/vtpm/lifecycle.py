"""Giving VMs trusted platform modules, and taking them away."""

from __future__ import annotations

from contextlib import AsyncExitStack

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.undo import quietly
from xapid.objects.vm import VM
from xapid.objects.vm import VmOperations as VmOp
from xapid.objects.vtpm.declaration import VTPM, VtpmOperations

MOST = 1


@message(VTPM, role=VM_ADMIN)
async def create(ctx: Context, vM: VM, is_unique: bool) -> VTPM:
    """Give a halted VM a TPM 2.0; copies of the VM start with an empty one if it ``is_unique``.

    VTPM_MAX_AMOUNT_REACHED: a VM has at most one. VM_INCOMPATIBLE_WITH_THIS_HOST without swtpm.
    """
    with ctx.marked(vM, VmOp.create_vtpm):
        if len(vM.VTPMs) >= MOST:
            raise XenError("VTPM_MAX_AMOUNT_REACHED", MOST)
        async with AsyncExitStack() as undo:
            undo.push_async_callback(quietly, ctx.services.hypervisor.remove_tpm, vM.uuid)
            await ctx.services.hypervisor.add_tpm(vM.uuid)
            with ctx.change():
                made = ctx.store.create(VTPM, VM=vM, is_unique=is_unique)
            await ctx.durable()
            undo.pop_all()
            return made


@message(VTPM, role=VM_ADMIN, operation=VtpmOperations.destroy)
async def destroy(ctx: Context, self: VTPM) -> None:
    """Take the TPM from its halted VM; all keys in it are lost."""
    vm = self.VM
    with ctx.change():
        ctx.store.destroy(self)
    await ctx.durable()
    if vm is not None:
        await ctx.services.hypervisor.remove_tpm(vm.uuid)
