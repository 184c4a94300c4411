"""How much memory a VM may have, and steering what a running guest has now."""

from __future__ import annotations

import asyncio

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import READ_ONLY, VM_POWER_ADMIN
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmPowerState as State
from xapid.objects.vm.limits import check_memory, largest_memory, memory_overhead

#: A guest is where it was steered to when it is this near: its kernel keeps some pages.
NEAR = 16 << 20
SECONDS_TO_FOLLOW = 256.0


def _store(ctx: Context, vm: VM, *, static_min: int, dynamic_min: int, dynamic_max: int,
           static_max: int) -> None:  # fmt: skip
    check_memory(static_min, dynamic_min, dynamic_max, static_max)
    with ctx.change():
        vm.memory_static_min, vm.memory_static_max = static_min, static_max
        vm.memory_dynamic_min, vm.memory_dynamic_max = dynamic_min, dynamic_max
        vm.memory_overhead = memory_overhead(static_max, vm.VCPUs_max)


def _set_static(ctx: Context, vm: VM, low: int, high: int) -> None:
    _store(ctx, vm, static_min=low, dynamic_min=vm.memory_dynamic_min, dynamic_max=vm.memory_dynamic_max,
           static_max=high)  # fmt: skip


@message(VM, role=VM_POWER_ADMIN, asynchronous=False, operation=Op.changing_shadow_memory)
async def set_HVM_shadow_multiplier(ctx: Context, self: VM, value: float) -> None:
    """Set the factor on the memory for shadow page tables of a halted VM, at least 1.0; Xen hosts heed it."""
    if not value >= 1.0:
        raise XenError("INVALID_VALUE", "HVM_shadow_multiplier", value)
    with ctx.change():
        self.HVM_shadow_multiplier = value


@message(VM, role=VM_POWER_ADMIN, operation=Op.changing_static_range)
async def set_memory_static_range(ctx: Context, self: VM, min: int, max: int) -> None:
    """Set both ends of the static range, in bytes; the VM has to be halted."""
    _set_static(ctx, self, min, max)


@message(VM, role=VM_POWER_ADMIN, asynchronous=False, operation=Op.changing_static_range)
async def set_memory_static_min(ctx: Context, self: VM, value: int) -> None:
    """Set the least memory that the guest can work with, in bytes; the VM has to be halted."""
    _set_static(ctx, self, value, self.memory_static_max)


@message(VM, role=VM_POWER_ADMIN, asynchronous=False, operation=Op.changing_static_range,
         errors=("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN",))  # fmt: skip
async def set_memory_static_max(ctx: Context, self: VM, value: int) -> None:
    """Set the most memory that the guest can ever have, in bytes; the VM has to be halted."""
    _set_static(ctx, self, self.memory_static_min, value)


@message(VM, role=VM_POWER_ADMIN, operation=Op.changing_memory_limits)
async def set_memory_limits(ctx: Context, self: VM, static_min: int, static_max: int, dynamic_min: int,
                            dynamic_max: int) -> None:  # fmt: skip
    """Set all limits of a halted VM, in bytes: static_min <= dynamic_min <= dynamic_max <= static_max."""
    _store(ctx, self, static_min=static_min, dynamic_min=dynamic_min, dynamic_max=dynamic_max,
           static_max=static_max)  # fmt: skip


@message(VM, role=VM_POWER_ADMIN, operation=Op.changing_memory_limits)
async def set_memory(ctx: Context, self: VM, value: int) -> None:
    """Give a halted VM a fixed amount of memory, in bytes: both dynamic ends and the static maximum."""
    least = min(self.memory_static_min, value)
    _store(ctx, self, static_min=least, dynamic_min=value, dynamic_max=value, static_max=value)


@message(VM, role=VM_POWER_ADMIN, operation=Op.changing_dynamic_range)
async def set_memory_dynamic_range(ctx: Context, self: VM, min: int, max: int) -> None:
    """Set both ends of the dynamic range, in bytes; a running guest is steered to the upper one.

    When the host has not got so much, the guest is steered as far up as there is room.
    """
    await _set_dynamic(ctx, self, min, max)


@message(VM, role=VM_POWER_ADMIN, asynchronous=False, operation=Op.changing_dynamic_range)
async def set_memory_dynamic_min(ctx: Context, self: VM, value: int) -> None:
    """Set the lower end of the dynamic range, in bytes; see set_memory_dynamic_range."""
    await _set_dynamic(ctx, self, value, self.memory_dynamic_max)


@message(VM, role=VM_POWER_ADMIN, asynchronous=False, operation=Op.changing_dynamic_range)
async def set_memory_dynamic_max(ctx: Context, self: VM, value: int) -> None:
    """Set the upper end of the dynamic range, in bytes; see set_memory_dynamic_range."""
    await _set_dynamic(ctx, self, self.memory_dynamic_min, value)


@message(VM, role=VM_POWER_ADMIN, operation=Op.changing_memory_live)
async def set_memory_target_live(ctx: Context, self: VM, target: int) -> None:
    """Steer a running guest to the given memory, in bytes; both ends of the dynamic range become that."""
    await _set_dynamic(ctx, self, target, target)


async def _set_dynamic(ctx: Context, vm: VM, low: int, high: int) -> None:
    static = vm.memory_static_min, vm.memory_static_max
    check_memory(static[0], low, high, static[1])
    target = None
    if vm.power_state == State.Running and not vm.is_control_domain:
        target = await _affordable(ctx, vm, low, high)
        await ctx.services.hypervisor.set_memory_target(vm.uuid, target)
    with ctx.change():
        _store(ctx, vm, static_min=static[0], dynamic_min=low, dynamic_max=high, static_max=static[1])
        if target is not None:
            vm.memory_target = target


async def _affordable(ctx: Context, vm: VM, low: int, high: int) -> int:
    """The most within the range that the host can give; HOST_NOT_ENOUGH_FREE_MEMORY if not even the least."""
    actual = vm.metrics.memory_actual if vm.metrics is not None else 0
    if high <= actual:
        return high
    most: int = actual + ctx.services.machine.free_memory()
    if low > max(most, actual):
        raise XenError("HOST_NOT_ENOUGH_FREE_MEMORY", low - actual, most - actual)
    return min(high, most) >> 10 << 10


@message(VM, role=READ_ONLY, operation=Op.awaiting_memory_live)
async def wait_memory_target_live(ctx: Context, self: VM) -> None:
    """Wait until a running guest has the memory that it was steered to.

    VM_MEMORY_TARGET_WAIT_TIMEOUT when it does not come near within 256 seconds.
    """
    try:
        async with asyncio.timeout(SECONDS_TO_FOLLOW):
            while not _is_near(self):
                await ctx.store.watch()
    except TimeoutError:
        raise XenError("VM_MEMORY_TARGET_WAIT_TIMEOUT") from None


def _is_near(vm: VM) -> bool:
    if not vm.alive or vm.power_state != State.Running:
        raise XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())
    actual: int = vm.metrics.memory_actual if vm.metrics is not None else 0
    return abs(actual - vm.memory_target) <= NEAR


@message(VM, role=READ_ONLY)
async def get_cooperative(ctx: Context, self: VM) -> bool:
    """Whether the guest follows when its memory is steered; one that does not run would."""
    return self.power_state != State.Running or self.is_control_domain or _is_near(self)


@message(VM, role=READ_ONLY)
async def compute_memory_overhead(ctx: Context, vm: VM) -> int:
    """Memory that running the VM costs the host beside the guest's own, in bytes."""
    return memory_overhead(vm.memory_static_max, vm.VCPUs_max)


@message(VM, role=READ_ONLY)
async def maximise_memory(ctx: Context, self: VM, total: int, approximate: bool) -> int:
    """Most static memory, in bytes, with which the VM and all its costs fit into ``total`` bytes.

    ``approximate`` leaves room for a few more processors.
    """
    return largest_memory(total, max(self.VCPUs_max, 64) if approximate else self.VCPUs_max)
