"""The TPMs of a VM's copies, and those that nobody has any more."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack

from xapid.hypervisor.errors import HypervisorError
from xapid.objects.context import Context
from xapid.objects.undo import quietly
from xapid.objects.vm import VM
from xapid.objects.vtpm.declaration import VTPM

log = logging.getLogger(__name__)


async def copy_tpm_state(ctx: Context, vm: VM, uuid: str, undo: AsyncExitStack) -> None:
    """Lay down what the TPM of a VM holds for its twin of that uuid; one that is unique starts empty."""
    hypervisor = ctx.services.hypervisor
    for vtpm in vm.VTPMs:
        state = None if vtpm.is_unique else await hypervisor.tpm_state(vm.uuid)
        undo.push_async_callback(quietly, hypervisor.remove_tpm, uuid)
        await hypervisor.add_tpm(uuid, state or None)


def copy_tpm(ctx: Context, vm: VM, twin: VM) -> None:
    """The same TPM on the twin of a VM, inside a change."""
    for vtpm in vm.VTPMs:
        ctx.store.create(VTPM, VM=twin, is_unique=vtpm.is_unique)


async def remove_stray_tpms(ctx: Context) -> None:
    """Remove the states of TPMs that are no more: the daemon died before it did so."""
    owners = {vtpm.VM.uuid for vtpm in ctx.store.all(VTPM) if vtpm.VM is not None}
    try:
        for uuid in await ctx.services.hypervisor.list_tpms():
            if uuid not in owners and ctx.store.by_uuid(VM, uuid) is None:
                await ctx.services.hypervisor.remove_tpm(uuid)
    except HypervisorError as error:
        log.warning("TPMs that are no more: %s", error)
