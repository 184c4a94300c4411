"""Suspending a VM to disk, and resuming it."""

from __future__ import annotations

import logging
from contextlib import suppress

from xapid.hypervisor.errors import DomainNotFound
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import CLIENT_CERT, POOL_OPERATOR, VM_OPERATOR
from xapid.model.types import NULL_REF
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.sr.repositories import repository
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vdi.unfinished import abandon, note
from xapid.objects.vm.boot import STOPPED_BY_FORCE, boot, release, room
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmPowerState as State
from xapid.objects.vm.notes import tell
from xapid.objects.vm.permissions import PLACERS
from xapid.objects.vm.rules import POWER_ERRORS
from xapid.objects.vm.state import record_no_domain

log = logging.getLogger(__name__)

#: What a suspend image needs besides the guest's memory: devices and their state.
IMAGE_OVERHEAD = 64 << 20


@message(VM, role=CLIENT_CERT, operation=Op.suspend, errors=POWER_ERRORS)
async def suspend(ctx: Context, vm: VM) -> None:
    """Write the memory of a running VM to its suspend repository and end its domain."""
    sr, domid = suspend_repository(ctx, vm), vm.domid
    driver = repository(ctx, sr)
    with ctx.change():
        vdi = ctx.store.create(
            VDI, SR=sr, name_label="Suspend image", type=VdiType.suspend, managed=True, sharable=False,
            virtual_size=vm.memory_static_max + IMAGE_OVERHEAD, name_description=f"Memory of {vm.uuid}",
        )  # fmt: skip
        vdi.location = vdi.uuid
        # Noted before the guest's memory is only there: whatever dies now, the image is found again.
        vm.suspend_VDI = vdi
    await ctx.durable()
    try:
        with ctx.services.expectations.end(vm.uuid):
            await ctx.services.hypervisor.save(vm.uuid, await driver.image_path(vdi.uuid), ctx.progress)
        if vm.domid != domid:
            raise XenError("OPERATION_NOT_ALLOWED", STOPPED_BY_FORCE)
    except BaseException:
        await discard_image(ctx, vm)
        raise
    with ctx.change():
        record_no_domain(ctx, vm, State.Suspended)
        tell(ctx, vm, "VM_SUSPENDED")
    await release(ctx, vm)


def suspend_repository(ctx: Context, vm: VM) -> SR:
    """Where the VM's memory goes: its own choice, the pool's, the host's, or the default repository."""
    pool = ctx.store.one(Pool)
    choices = (vm.suspend_SR, pool.suspend_image_SR, ctx.services.host.suspend_image_sr, pool.default_SR)
    for sr in choices:
        if sr is not None:
            found: SR = sr
            return found
    raise XenError("VM_NO_SUSPEND_SR", vm.ref)


@message(VM, role=VM_OPERATOR, operation=Op.resume, errors=POWER_ERRORS)
async def resume(ctx: Context, vm: VM, start_paused: bool, force: bool) -> None:
    """Bring a suspended VM back as it was; ``start_paused`` leaves it paused."""
    await _resume(ctx, vm, start_paused)


@message(VM, role=PLACERS, operation=Op.resume_on, errors=POWER_ERRORS)
async def resume_on(ctx: Context, vm: VM, host: Host, start_paused: bool, force: bool) -> None:
    """Bring a suspended VM back on the given host."""
    await _resume(ctx, vm, start_paused)


async def _resume(ctx: Context, vm: VM, paused: bool) -> None:
    vdi = vm.suspend_VDI
    if vdi is None:
        raise XenError("VM_HAS_NO_SUSPEND_VDI", vm.ref)
    driver = repository(ctx, vdi.SR)
    async with room(ctx, vm):
        await boot(ctx, vm, "VM_RESUMED", paused=paused, image=await driver.image_path(vdi.uuid))
    try:
        await discard_image(ctx, vm)
    except XenError as error:  # the guest runs all the same, and the next listing tries again
        log.warning("saved memory of VM %s: %s", vm.uuid, error)


async def discard_image(ctx: Context, vm: VM) -> None:
    """Destroy the VM's saved memory; it starts afresh next time."""
    with ctx.change():
        vdi = part_with_image(ctx, vm)
    await ctx.durable()
    if vdi is not None:
        await abandon(ctx, vdi.SR, vdi.uuid)


def part_with_image(ctx: Context, vm: VM) -> VDI | None:
    """Within a change: the VM has no saved memory any more; the disk that held it, for ``abandon``."""
    vdi: VDI | None = vm.suspend_VDI
    if vdi is not None:
        vm.suspend_VDI = NULL_REF
        note(ctx, vdi.SR, vdi.uuid)
    return vdi


@message(VM, role=POOL_OPERATOR, operation=Op.power_state_reset)
async def power_state_reset(ctx: Context, vm: VM) -> None:
    """Say that the VM is halted when its host lost it; DOMAIN_EXISTS while it still runs here."""
    if vm.is_control_domain:
        raise XenError("OPERATION_NOT_ALLOWED", "The control domain always runs")
    if vm.power_state == State.Running:
        domains = await ctx.services.hypervisor.list_domains()
        domain = next((d for d in domains if d.uuid == vm.uuid), None)
        if domain is not None:
            raise XenError("DOMAIN_EXISTS", vm.ref, domain.domid)
    else:
        with suppress(DomainNotFound):  # as it should be
            await ctx.services.hypervisor.destroy(vm.uuid)
    await discard_image(ctx, vm)
    record_no_domain(ctx, vm)
    await release(ctx, vm)
