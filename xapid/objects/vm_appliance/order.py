"""Doing the same to all VMs of an appliance: group after group in their order, each group at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from itertools import groupby

from xapid.hypervisor.errors import HypervisorError
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.failures import as_xen_error
from xapid.objects.vm import VM

log = logging.getLogger(__name__)

Step = Callable[[Context, VM], Awaitable[None]]


async def in_order(ctx: Context, vms: list[VM], operation: str, step: Step, *, stopping: bool) -> None:
    """Take the step with each VM: by ``order`` from the lowest, or when stopping from the highest.

    VMs of the same order go at once. After each group the longest of their delays is waited for. When one
    fails, the rest of its group goes on to its end, and later groups, which rely on it, are left as they are.
    OPERATION_PARTIALLY_FAILED names the operation, then each VM that failed and the code of its error.
    """
    ranked = sorted(vms, key=lambda vm: vm.order, reverse=stopping)
    groups = [list(group) for _, group in groupby(ranked, key=lambda vm: vm.order)]
    for number, group in enumerate(groups):
        part = ctx.part(number / len(groups), (number + 1) / len(groups))
        failures = await _at_once(part, group, step)
        if failures:
            details = [text for vm, error in failures.items() for text in (vm.ref, error.code)]
            raise XenError("OPERATION_PARTIALLY_FAILED", operation, *details)
        if number + 1 < len(groups):
            delays = [vm.shutdown_delay if stopping else vm.start_delay for vm in group if vm.alive]
            await asyncio.sleep(max(delays, default=0))


async def _at_once(ctx: Context, group: list[VM], step: Step) -> dict[VM, XenError]:
    """Take the step with all VMs of a group; what those that failed said."""
    failures: dict[VM, XenError] = {}
    done = 0

    async def take(vm: VM) -> None:
        nonlocal done
        try:
            await step(ctx.part(0, 0), vm)
        except (XenError, HypervisorError) as error:
            failures[vm] = error if isinstance(error, XenError) else _translated(error, vm)
            log.warning("VM %s of an appliance: %s", vm.uuid, failures[vm])
        done += 1
        ctx.progress(done / len(group))

    async with asyncio.TaskGroup() as tasks:
        for vm in group:
            tasks.create_task(take(vm))
    return failures


def _translated(error: HypervisorError, vm: VM) -> XenError:
    told = as_xen_error(error, vm)
    assert told is not None
    return told
