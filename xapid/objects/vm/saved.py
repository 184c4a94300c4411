"""A suspend that the daemon did not live to see the end of."""

from __future__ import annotations

from xapid.objects.context import Context
from xapid.objects.sr.repositories import repository
from xapid.objects.vm.boot import release
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmPowerState as State
from xapid.objects.vm.state import record_no_domain
from xapid.objects.vm.suspension import discard_image
from xapid.storage.errors import StorageError


async def settle_interrupted_suspend(ctx: Context, vm: VM, *, running: bool) -> bool:
    """Decide by what is there; True when the VM turned out to be suspended.

    A VM that is not written down as suspended and yet has an image was being
    suspended, or resumed, when the daemon died.
    """
    vdi = vm.suspend_VDI
    if vdi is None or vdi.SR is None or vdi.SR.uuid not in ctx.services.storage:
        return False
    if running:
        await discard_image(ctx, vm)  # the guest ran on: what the image holds is the past
        return False
    if vm.power_state == State.Suspended:
        return True
    try:
        path = await repository(ctx, vdi.SR).image_path(vdi.uuid)
        complete = await ctx.services.hypervisor.is_saved(path)
    except StorageError:
        complete = False
    if not complete:
        await discard_image(ctx, vm)
        return False
    record_no_domain(ctx, vm, State.Suspended)
    await release(ctx, vm)
    return True
