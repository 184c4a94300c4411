"""What can be measured of a running VM, now."""

from __future__ import annotations

from typing import Any

from xapid.hypervisor.spec import tap_name
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects import measuring
from xapid.objects.context import Context
from xapid.objects.measuring import KIB, Reading, cpu, traffic
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmPowerState


@message(VM, role=READ_ONLY, asynchronous=False, params={"return": "data_source record set"})
async def get_data_sources(ctx: Context, self: VM) -> Any:
    """What can be measured of the VM, with the present values, as rates over half a second."""
    return await measuring.sources(_look(ctx, self))


@message(VM, role=READ_ONLY, asynchronous=False)
async def query_data_source(ctx: Context, self: VM, data_source: str) -> float:
    """The present value of a measurement of the VM. INVALID_VALUE for one that there is not."""
    return await measuring.query(_look(ctx, self), data_source)


def _look(ctx: Context, vm: VM) -> measuring.Look:
    """VM_BAD_POWER_STATE unless it runs, OPERATION_NOT_ALLOWED for the control domain."""

    async def look() -> dict[str, Reading]:
        if vm.is_control_domain:
            raise XenError("OPERATION_NOT_ALLOWED", "What the control domain uses is measured with its host")
        if vm.power_state != VmPowerState.Running:
            raise XenError("VM_BAD_POWER_STATE", vm.ref, "running", vm.power_state.lower())
        told = await ctx.services.hypervisor.count(vm.uuid)
        found = {f"cpu{n}": cpu(seconds, n) for n, seconds in enumerate(told.cpu_seconds)}
        mean = sum(told.cpu_seconds) / max(1, len(told.cpu_seconds))
        found["cpu_usage"] = Reading(mean, "(fraction)", "share of the time that processors work", True, 1.0)
        found["memory"] = Reading(float(told.memory), "B", "memory that the VM has")
        found["memory_target"] = Reading(float(vm.memory_target), "B", "memory that the VM is steered to")
        if told.memory_unused is not None:
            unused = told.memory_unused / KIB
            found["memory_internal_free"] = Reading(unused, "KiB", "memory that the guest does not use")
        for vif in vm.VIFs:
            received, sent = told.nics.get(tap_name(vm.uuid, int(vif.device)), (0, 0))
            found[f"vif_{vif.device}_rx"] = traffic(received, f"bytes received on VIF {vif.device}")
            found[f"vif_{vif.device}_tx"] = traffic(sent, f"bytes sent on VIF {vif.device}")
        for device, (read, written) in told.disks.items():
            found[f"vbd_{device}_read"] = traffic(read, f"bytes read from {device}")
            found[f"vbd_{device}_write"] = traffic(written, f"bytes written to {device}")
        return found

    return look
