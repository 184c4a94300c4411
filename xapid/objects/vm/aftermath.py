"""What follows when a guest stops by itself: actions_after_shutdown, _reboot and _crash."""

from __future__ import annotations

import logging

from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.events import StopReason
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.crashdump.lifecycle import keep_dumps
from xapid.objects.vm.boot import boot, release
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import OnCrashBehaviour, OnNormalExit
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.notes import tell
from xapid.objects.vm.saved import settle_interrupted_suspend
from xapid.objects.vm.state import record_no_domain

log = logging.getLogger(__name__)

_RESTARTS = (OnCrashBehaviour.restart, OnCrashBehaviour.coredump_and_restart, OnCrashBehaviour.rename_restart)


def wants_restart(vm: VM, reason: StopReason) -> bool:
    """Whether the VM is to start again after its domain ended so."""
    if reason == StopReason.shutdown:
        return bool(vm.actions_after_shutdown == OnNormalExit.restart)
    if reason == StopReason.reboot:
        return bool(vm.actions_after_reboot == OnNormalExit.restart)
    if reason in (StopReason.crashed, StopReason.failed):
        return vm.actions_after_crash in _RESTARTS
    return False


def tell_of_failure(ctx: Context, vm: VM, reason: StopReason) -> None:
    """Post the message by which people learn that a guest crashed, or its emulator died."""
    log.warning("guest %s: %s", vm.uuid, reason)
    tell(ctx, vm, "VM_CRASHED", reason)


async def record_end(ctx: Context, vm: VM) -> bool:
    """Write down that the VM's domain is gone; False when an operation did, and went on from there."""
    domid = vm.domid
    await release(ctx, vm)  # first: once it is halted, anybody may start it
    if vm.alive:
        await keep_dumps(ctx, vm)
    if not vm.alive or vm.domid != domid:
        return False
    record_no_domain(ctx, vm)
    return True


async def after_stop(ctx: Context, vm: VM, reason: StopReason) -> None:
    """Write the end down, and start the VM again if that is its rule."""
    if reason == StopReason.saved and await settle_interrupted_suspend(ctx, vm, running=False):
        return
    again = wants_restart(vm, reason)
    if not await record_end(ctx, vm):
        return
    if reason == StopReason.failed:
        tell_of_failure(ctx, vm, reason)
    elif reason == StopReason.shutdown or (reason == StopReason.reboot and not again):
        tell(ctx, vm, "VM_SHUTDOWN", "by its guest")
    if not again:
        return
    try:
        with ctx.marked(vm, Op.start):
            told = "VM_REBOOTED" if reason == StopReason.reboot else "VM_STARTED"
            await boot(ctx, vm, told, paused=False)
    except (XenError, HypervisorError) as error:
        log.warning("%s was to start again and could not: %s", vm.uuid, error)
