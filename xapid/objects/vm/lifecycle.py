"""Starting, stopping, pausing and restarting VMs."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from xapid.hypervisor.errors import (
    DomainNotFound,
    GuestAgentUnavailable,
    HypervisorError,
    OperationTimeout,
)
from xapid.hypervisor.events import StopReason
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import CLIENT_CERT, VM_OPERATOR
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.vdi.unfinished import abandon
from xapid.objects.vm.boot import STOPPED_BY_FORCE, boot, release, room
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmPowerState as State
from xapid.objects.vm.notes import tell
from xapid.objects.vm.permissions import PLACERS
from xapid.objects.vm.rules import POWER_ERRORS
from xapid.objects.vm.state import record_no_domain, record_power
from xapid.objects.vm.suspension import part_with_image
from xapid.objects.vm.waiting import REBOOTED

#: A guest that was asked through its agent and does nothing is asked by its power button after this.
SECONDS_TO_HEED_THE_AGENT = 60.0
SECONDS_TO_ASK_AGAIN = 5.0

_HARD = frozenset({Op.hard_shutdown, Op.hard_reboot})

START_ERRORS = ("VM_BAD_POWER_STATE", "VM_HVM_REQUIRED", "VM_IS_TEMPLATE", "OTHER_OPERATION_IN_PROGRESS",
                "OPERATION_NOT_ALLOWED", "BOOTLOADER_FAILED", "UNKNOWN_BOOTLOADER", "NO_HOSTS_AVAILABLE",
                "LICENCE_RESTRICTION")  # fmt: skip
STOP_ERRORS = ("VM_BAD_POWER_STATE", "OTHER_OPERATION_IN_PROGRESS", "OPERATION_NOT_ALLOWED", "VM_IS_TEMPLATE")


@message(VM, role=VM_OPERATOR, operation=Op.start, errors=START_ERRORS)
async def start(ctx: Context, vm: VM, start_paused: bool, force: bool) -> None:
    """Start a halted VM on a host that has room for it; ``start_paused`` holds it before its first step."""
    async with room(ctx, vm):
        await boot(ctx, vm, "VM_STARTED", paused=start_paused)


@message(VM, role=PLACERS, operation=Op.start_on, errors=START_ERRORS)
async def start_on(ctx: Context, vm: VM, host: Host, start_paused: bool, force: bool) -> None:
    """Start a halted VM on the given host."""
    async with room(ctx, vm):
        await boot(ctx, vm, "VM_STARTED", paused=start_paused)


@message(VM, role=VM_OPERATOR, operation=Op.pause, errors=POWER_ERRORS)
async def pause(ctx: Context, vm: VM) -> None:
    """Stop the virtual processors of a running VM; its memory stays where it is."""
    await ctx.services.hypervisor.pause(vm.uuid)
    with ctx.change():
        record_power(ctx, vm, State.Paused)
        tell(ctx, vm, "VM_PAUSED")


@message(VM, role=VM_OPERATOR, operation=Op.unpause, errors=POWER_ERRORS)
async def unpause(ctx: Context, vm: VM) -> None:
    """Let a paused VM go on."""
    await ctx.services.hypervisor.unpause(vm.uuid)
    with ctx.change():
        record_power(ctx, vm, State.Running)
        tell(ctx, vm, "VM_UNPAUSED")


@message(VM, role=VM_OPERATOR, operation=Op.clean_shutdown, errors=POWER_ERRORS)
async def clean_shutdown(ctx: Context, vm: VM) -> None:
    """Ask the guest to power itself off, through its agent or its power button, and wait until it did."""
    domid = vm.domid
    with ctx.services.expectations.end(vm.uuid) as ended:
        await _ask_to_stop(ctx, vm, ended)
    if not _taken_over(vm, domid):
        await _after_stop(ctx, vm, "VM_SHUTDOWN")


@message(VM, role=VM_OPERATOR, operation=Op.clean_reboot, errors=POWER_ERRORS)
async def clean_reboot(ctx: Context, vm: VM) -> None:
    """Ask the guest to restart; one without an agent is powered off by its button and started again."""
    domid = vm.domid
    with ctx.services.expectations.end(vm.uuid, reboot=True) as ended:
        try:
            await ctx.services.hypervisor.request_reboot(vm.uuid, "agent")
        except (GuestAgentUnavailable, DomainNotFound):
            await _ask_to_stop(ctx, vm, ended)
        else:
            await _wait(ctx, vm, ended, ctx.services.config.shutdown_timeout)
        if ended.done() and ended.result() == REBOOTED:
            tell(ctx, vm, "VM_REBOOTED")
            return
    if _taken_over(vm, domid):
        raise XenError("OPERATION_NOT_ALLOWED", STOPPED_BY_FORCE)
    await _after_stop(ctx, vm)
    await boot(ctx, vm, "VM_REBOOTED", paused=False)


@message(VM, role=VM_OPERATOR, operation=Op.hard_shutdown, errors=POWER_ERRORS)
async def hard_shutdown(ctx: Context, vm: VM) -> None:
    """Stop the VM at once, without asking the guest; a suspended one loses its saved memory."""
    await _stop(ctx, vm, "VM_SHUTDOWN")


@message(VM, role=CLIENT_CERT, operation=Op.shutdown, errors=STOP_ERRORS)
async def shutdown(ctx: Context, vm: VM) -> None:
    """Shut the VM down cleanly if it runs and the guest obeys in time, else stop it hard."""
    domid = vm.domid
    if vm.power_state == State.Running:
        try:
            with ctx.services.expectations.end(vm.uuid) as ended:
                await _ask_to_stop(ctx, vm, ended)
            if not _taken_over(vm, domid):
                await _after_stop(ctx, vm, "VM_SHUTDOWN")
            return
        except (XenError, HypervisorError):
            pass  # the hard way follows
    await hard_shutdown.function(ctx, vm)


@message(VM, role=VM_OPERATOR, operation=Op.hard_reboot, errors=POWER_ERRORS)
async def hard_reboot(ctx: Context, vm: VM) -> None:
    """Stop the VM at once and start it again."""
    await _stop(ctx, vm)
    if Op.hard_shutdown in vm.current_operations.values():
        raise XenError("OPERATION_NOT_ALLOWED", STOPPED_BY_FORCE)
    await boot(ctx, vm, "VM_REBOOTED", paused=False)


async def _ask_to_stop(ctx: Context, vm: VM, ended: asyncio.Future[str]) -> None:
    try:
        await _ask_and_wait(ctx, vm, ended)
    except HypervisorError as error:
        if not (isinstance(error, DomainNotFound) or ended.done()):  # else it ended by itself meanwhile
            raise


async def _ask_and_wait(ctx: Context, vm: VM, ended: asyncio.Future[str]) -> None:
    """Ask, and ask again: a guest that is still booting hears neither its agent nor its button."""
    clock = asyncio.get_running_loop().time
    begun, limit = clock(), ctx.services.config.shutdown_timeout
    while (left := begun + limit - clock()) > 0:
        await _ask(ctx, vm, by_button=clock() - begun > SECONDS_TO_HEED_THE_AGENT)
        if await _ended_within(ended, min(SECONDS_TO_ASK_AGAIN, left)):
            return
    raise XenError("VM_SHUTDOWN_TIMEOUT", vm.ref, limit)


async def _ask(ctx: Context, vm: VM, *, by_button: bool) -> None:
    hypervisor = ctx.services.hypervisor
    if not by_button:
        with suppress(GuestAgentUnavailable, OperationTimeout):  # the button is left
            await hypervisor.request_shutdown(vm.uuid, "agent")
            return
    await hypervisor.request_shutdown(vm.uuid, "acpi")


async def _ended_within(ended: asyncio.Future[str], seconds: float) -> bool:
    done, _ = await asyncio.wait({ended}, timeout=seconds)
    return bool(done)


async def _wait(ctx: Context, vm: VM, ended: asyncio.Future[str], seconds: float) -> None:
    if not await _ended_within(ended, seconds):
        raise XenError("VM_SHUTDOWN_TIMEOUT", vm.ref, ctx.services.config.shutdown_timeout)


async def _stop(ctx: Context, vm: VM, told: str | None = None) -> None:
    """Leave neither a domain nor saved memory, also of a VM that is just being suspended."""
    if vm.power_state != State.Suspended:
        await _destroy_domain(ctx, vm, told)
    if vm.power_state == State.Suspended:
        with ctx.change():
            record_no_domain(ctx, vm)
            image = part_with_image(ctx, vm)
            if told is not None:
                tell(ctx, vm, told)
        await ctx.durable()
        if image is not None:
            await abandon(ctx, image.SR, image.uuid)


async def _destroy_domain(ctx: Context, vm: VM, told: str | None) -> None:
    domid = vm.domid
    with ctx.services.expectations.end(vm.uuid), suppress(DomainNotFound):  # it may end by itself just now
        await ctx.services.hypervisor.destroy(vm.uuid)
    if vm.domid == domid:
        # An event that comes once the end is written down is of a former domain, and wakes nobody.
        ctx.services.expectations.stopped(vm.uuid, StopReason.destroyed)
        await _after_stop(ctx, vm, told)


def _taken_over(vm: VM, domid: int) -> bool:
    """Whether a later, harder operation ended that domain: what comes next is its affair."""
    return vm.domid != domid or not _HARD.isdisjoint(vm.current_operations.values())


async def _after_stop(ctx: Context, vm: VM, told: str | None = None) -> None:
    with ctx.change():
        record_no_domain(ctx, vm)
        if told is not None:
            tell(ctx, vm, told)
    await release(ctx, vm)
