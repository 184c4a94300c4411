"""How many virtual processors a VM has."""

from __future__ import annotations

import re

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.limits import check_vcpus, memory_overhead
from xapid.objects.vm.spec import cpu_spec
from xapid.objects.vm.state import metrics_of

_NOTHING = re.compile("(?!)")
_PARAMS = {"weight": re.compile(r"\d{1,5}"), "cap": re.compile(r"\d{1,6}"), "mask": re.compile(r"\d+(,\d+)*")}


@message(VM, role=VM_ADMIN, asynchronous=False, operation=Op.changing_VCPUs)
async def set_VCPUs_max(ctx: Context, self: VM, value: int) -> None:
    """Set the most vCPUs that the VM can have, at least VCPUs_at_startup; it has to be halted."""
    if value < self.VCPUs_at_startup:
        raise XenError("INVALID_VALUE", "VCPUs_max", value)
    check_vcpus(self.VCPUs_at_startup, value)
    with ctx.change():
        self.VCPUs_max = value
        self.memory_overhead = memory_overhead(self.memory_static_max, value)


@message(VM, role=VM_ADMIN, asynchronous=False, operation=Op.changing_VCPUs)
async def set_VCPUs_at_startup(ctx: Context, self: VM, value: int) -> None:
    """Set the vCPUs that the VM starts with, 1 to VCPUs_max; it has to be halted."""
    check_vcpus(value, self.VCPUs_max)
    with ctx.change():
        self.VCPUs_at_startup = value


@message(VM, role=VM_ADMIN, operation=Op.changing_VCPUs_live)
async def add_to_VCPUs_params_live(ctx: Context, self: VM, key: str, value: str) -> None:
    """Set weight (1 to 65535), cap (percent of a processor, 0: none) or mask of a running VM, for good.

    INVALID_VALUE for others; VM_INCOMPATIBLE_WITH_THIS_HOST when the host cannot enforce it.
    """
    wrong = XenError("INVALID_VALUE", f"VCPUs_params:{key}", value)
    if not _PARAMS.get(key, _NOTHING).fullmatch(value):
        raise wrong
    params = {**self.VCPUs_params, key: value}
    try:
        spec = cpu_spec(self, params)
    except ValueError:
        raise wrong from None
    await ctx.services.hypervisor.tune_cpu(self.uuid, spec)
    with ctx.change():
        self.VCPUs_params = params


@message(VM, role=VM_ADMIN, operation=Op.changing_VCPUs_live,
         errors=("OPERATION_NOT_ALLOWED", "LICENCE_RESTRICTION"))  # fmt: skip
async def set_VCPUs_number_live(ctx: Context, self: VM, nvcpu: int) -> None:
    """Change the number of vCPUs of a running VM, 1 to VCPUs_max.

    Going down needs the guest's agent, else VM_LACKS_FEATURE.
    """
    if not 1 <= nvcpu <= self.VCPUs_max:
        raise XenError("INVALID_VALUE", "VCPU_number_live", nvcpu)
    await ctx.services.hypervisor.set_vcpus(self.uuid, nvcpu)
    with ctx.change():
        metrics_of(ctx, self).VCPUs_number = nvcpu
