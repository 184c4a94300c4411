"""Guests that sleep in their memory (ACPI S3): their machine stays on, and its processors stop."""

from __future__ import annotations

from xapid.hypervisor.errors import OperationFailed
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_OPERATOR
from xapid.objects.context import Context
from xapid.objects.operations import other_operation
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmPowerState
from xapid.objects.vm.rules import is_moving
from xapid.objects.vm.settings import require_state


@message(VM, role=VM_OPERATOR, hidden=True)
async def s3_suspend(ctx: Context, vm: VM) -> None:
    """Have a running guest go to sleep, and wait until it does. VM_LACKS_FEATURE without an agent."""
    _require_domain(vm)
    await ctx.services.hypervisor.sleep(vm.uuid)


@message(VM, role=VM_OPERATOR, hidden=True)
async def s3_resume(ctx: Context, vm: VM) -> None:
    """Wake a guest that sleeps. OPERATION_NOT_ALLOWED when it does not."""
    _require_domain(vm)
    try:
        await ctx.services.hypervisor.wake(vm.uuid)
    except OperationFailed as error:
        raise XenError("OPERATION_NOT_ALLOWED", f"The guest cannot be woken: {error}") from error


def _require_domain(vm: VM) -> None:
    if is_moving(vm):
        raise other_operation(vm)
    if vm.is_control_domain:
        raise XenError("OPERATION_NOT_ALLOWED", "The control domain is the host, which does not sleep")
    require_state(vm, VmPowerState.Running)
