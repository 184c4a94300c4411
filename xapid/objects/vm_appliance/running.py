"""Starting and stopping an appliance."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR
from xapid.objects.context import Context
from xapid.objects.vm import VM, VmPowerState
from xapid.objects.vm import lifecycle as vms
from xapid.objects.vm_appliance.declaration import VmAppliance
from xapid.objects.vm_appliance.declaration import VmApplianceOperation as Op
from xapid.objects.vm_appliance.order import Step, in_order
from xapid.objects.vm_appliance.rules import members

ERRORS = ("OPERATION_PARTIALLY_FAILED",)


@message(VmAppliance, role=POOL_OPERATOR, operation=Op.start, errors=ERRORS)
async def start(ctx: Context, self: VmAppliance, paused: bool) -> None:
    """Start the VMs that do not run yet, in their order; ``paused`` holds each before its first step.

    VMs that were started stay so when a later one fails.
    """
    wanted = VmPowerState.Paused if paused else VmPowerState.Running
    left = [vm for vm in members(self) if vm.power_state != wanted]

    async def begin(ctx: Context, vm: VM) -> None:
        await vms.start(ctx, vm, paused, False)

    await in_order(ctx, left, Op.start, begin, stopping=False)


@message(VmAppliance, role=POOL_OPERATOR, operation=Op.clean_shutdown, errors=ERRORS)
async def clean_shutdown(ctx: Context, self: VmAppliance) -> None:
    """Ask the guests to power off, in the reverse of their order, and wait until they did."""
    await _stop(ctx, self, Op.clean_shutdown, vms.clean_shutdown)


@message(VmAppliance, role=POOL_OPERATOR, operation=Op.hard_shutdown, errors=ERRORS)
async def hard_shutdown(ctx: Context, self: VmAppliance) -> None:
    """Stop the VMs at once, in the reverse of their order, without asking the guests."""
    await _stop(ctx, self, Op.hard_shutdown, vms.hard_shutdown)


@message(VmAppliance, role=POOL_OPERATOR, operation=Op.shutdown, errors=ERRORS)
async def shutdown(ctx: Context, self: VmAppliance) -> None:
    """Shut each VM down cleanly if its guest obeys, else stop it hard, in the reverse of their order."""
    await _stop(ctx, self, Op.shutdown, vms.shutdown)


async def _stop(ctx: Context, appliance: VmAppliance, operation: Op, step: Step) -> None:
    left = [vm for vm in members(appliance) if vm.power_state != VmPowerState.Halted]
    await in_order(ctx, left, operation, step, stopping=True)
