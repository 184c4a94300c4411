"""Getting everything ready that a domain needs, and creating it; all of it, or nothing."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from xapid.hypervisor.spec import DiskSpec, DomainSpec, NicSpec
from xapid.model.errors import XenError, internal_error
from xapid.objects.context import Context
from xapid.objects.failures import named
from xapid.objects.host.rules import is_booting
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.sr.repositories import attached, repository
from xapid.objects.undo import quietly
from xapid.objects.vbd import VBD, VbdMode, VbdType
from xapid.objects.vif.traffic import apply_rules, drop_rules
from xapid.objects.vm.boot_record import settings_of
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.files import make_directories
from xapid.objects.vm.generation import TO_BE_MADE, fresh
from xapid.objects.vm.limits import memory_overhead
from xapid.objects.vm.notes import tell
from xapid.objects.vm.nvram import keep_variables, prepare_variables
from xapid.objects.vm.spec import disk_spec, domain_spec, nic_spec
from xapid.objects.vm.state import attached_disks, attached_nics, record_domain
from xapid.objects.vusb.spec import usb_specs
from xapid.storage.errors import StorageError

log = logging.getLogger(__name__)

STOPPED_BY_FORCE = "The VM was stopped by force meanwhile"


async def require_room(ctx: Context, vm: VM) -> int:
    """What the VM needs, in bytes.

    Raises HOST_STILL_BOOTING, HOST_DISABLED, and HOST_NOT_ENOUGH_FREE_MEMORY when that is too much.
    """
    host = ctx.services.host
    if is_booting(host):
        raise XenError("HOST_STILL_BOOTING")
    if not host.enabled:
        raise XenError("HOST_DISABLED", host.ref)
    needed: int = vm.memory_dynamic_max + memory_overhead(vm.memory_static_max, vm.VCPUs_max)
    free = ctx.services.machine.free_memory()
    free = max(0, free - sum(ctx.services.promised_memory.values()))
    if needed > free:
        raise XenError("HOST_NOT_ENOUGH_FREE_MEMORY", needed, free)
    return needed


@asynccontextmanager
async def room(ctx: Context, vm: VM) -> AsyncIterator[None]:
    """Refuse as ``require_room`` does, or keep the room for the VM while it starts in here."""
    needed = await require_room(ctx, vm)
    ctx.services.promised_memory[vm.ref] = needed
    try:
        yield
    finally:
        del ctx.services.promised_memory[vm.ref]


async def boot(ctx: Context, vm: VM, told: str, *, paused: bool, image: str | None = None) -> None:
    """Create the VM's domain, or bring it back from the suspend image at path ``image``.

    The message ``told`` is written together with it: once the VM runs, nothing is left that could fail.
    """
    state = vm.power_state
    async with AsyncExitStack() as undo:
        spec = await prepare(ctx, vm, undo)
        hypervisor = ctx.services.hypervisor
        if image is None:
            await prepare_variables(ctx, vm)
        with ctx.services.expectations.beginning(vm.uuid) as ended:
            if image is None:
                domain = await hypervisor.start(spec, paused)
            else:
                domain = await hypervisor.restore(image, spec, paused)
        if domain.domid in ended:
            raise internal_error("The guest ended as soon as it had begun")
        undo.push_async_callback(quietly, hypervisor.destroy, vm.uuid)
        if vm.power_state != state:
            raise XenError("OPERATION_NOT_ALLOWED", STOPPED_BY_FORCE)
        with ctx.change():
            record_domain(ctx, vm, domain)
            vm.memory_target = spec.memory_target
            if image is None:
                vm.last_booted_record = settings_of(vm)
            tell(ctx, vm, told)
        await ctx.durable()
        undo.pop_all()


async def prepare(ctx: Context, vm: VM, undo: AsyncExitStack) -> DomainSpec:
    """Activate the disks and make the bridges; pushes the inverse of each step onto ``undo``."""
    _require_different_devices(vm)
    if vm.generation_id == TO_BE_MADE:
        with ctx.change():
            vm.generation_id = fresh(vm.generation_id)
    disks: list[DiskSpec] = []
    for vbd in attached_disks(vm):
        disks.append(await activate(ctx, vbd, undo))
    nics: list[NicSpec] = []
    for vif in attached_nics(vm):
        undo.push_async_callback(quietly, drop_rules, ctx, vif)
        await apply_rules(ctx, vif)  # before the guest can send
        nics.append(nic_spec(vif, await ensure_bridge(ctx, vif.network) if vif.network else None))
    make_directories(ctx)
    return domain_spec(ctx, vm, disks, nics, await usb_specs(ctx, vm))


def _require_different_devices(vm: VM) -> None:
    """Clients swap the numbers of two disks one after the other, so they may be the same in between."""
    met = set()
    for vbd in vm.VBDs:
        if vbd.userdevice in met:
            raise XenError("VM_DUPLICATE_VBD_DEVICE", vm.ref, vbd.ref, vbd.userdevice)
        met.add(vbd.userdevice)


def require_domain(vm: VM, domid: int) -> None:
    """VM_BAD_POWER_STATE unless the VM still has the domain that an operation began with."""
    if vm.domid != domid:
        raise XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())


async def activate(ctx: Context, vbd: VBD, undo: AsyncExitStack) -> DiskSpec:
    """Open a VBD's disk for its VM. VDI_IN_USE, SR_NOT_ATTACHED and whatever the storage says."""
    vdi = vbd.VDI
    if vdi is None:
        if vbd.type == VbdType.CD:
            return disk_spec(vbd, None)
        raise XenError("VBD_IS_EMPTY", vbd.ref)
    driver = repository(ctx, vdi.SR)
    read_only = vbd.mode == VbdMode.RO or vdi.read_only
    with named(vdi, "attach"):
        attachment = await driver.activate(vdi.uuid, vbd.uuid, read_only)
    undo.push_async_callback(quietly, driver.deactivate, vdi.uuid, vbd.uuid)
    return disk_spec(vbd, attachment)


async def release(ctx: Context, vm: VM) -> None:
    """Close the disks of a VM that has no domain any more, and forget what its guest must not send.

    What fails is left for the next listing.

    Ends early when the VM gets another domain, or its end is written down by somebody else, meanwhile.
    """
    domid = vm.domid
    await keep_variables(ctx, vm)
    for vbd in vm.VBDs:
        if vm.domid != domid:
            return
        vdi = vbd.VDI
        driver = attached(ctx, vdi.SR) if vdi is not None else None
        if driver is None:
            continue
        try:
            await driver.deactivate(vdi.uuid, vbd.uuid)
        except StorageError as error:
            log.warning("disk %s of VM %s: %s", vdi.uuid, vm.uuid, error)
    for vif in vm.VIFs:
        if vm.domid == domid:
            await quietly(drop_rules, ctx, vif)
