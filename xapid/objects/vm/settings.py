"""Settings of a VM that are read when it next starts, or by clients only."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN, POOL_OPERATOR, VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.setters import declare_setters
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import DomainType, VmPowerState
from xapid.objects.vm.enums import VmOperations as Op

BIOS_ORDER = "BIOS order"


def require_state(vm: VM, state: VmPowerState) -> None:
    """VM_BAD_POWER_STATE unless the VM is in that state."""
    if vm.power_state != state:
        raise XenError("VM_BAD_POWER_STATE", vm.ref, state.lower(), vm.power_state.lower())


def _not_negative(name: str) -> None:
    def check(vm: VM, value: int) -> None:
        if value < 0:
            raise XenError("INVALID_VALUE", name, value)

    declare_setters(VM, name, _TIMES[name], role=POOL_OPERATOR, check=check)


_TIMES = {
    "start_delay": "the wait after starting the VM before the next in the order, in seconds",
    "shutdown_delay": "the wait after stopping the VM before the next in the order, in seconds",
    "order": "the place of the VM in the order of starting, from 0",
}
for _name in _TIMES:
    _not_negative(_name)

declare_setters(VM, "other_config", "free entries of clients and tools", role=VM_ADMIN, asynchronous=False)
declare_setters(VM, "platform", "the virtual hardware of the next start", role=VM_ADMIN, asynchronous=False)
declare_setters(VM, "actions_after_crash", "what to do when the guest has crashed", role=VM_ADMIN)
declare_setters(VM, "blocked_operations",
                "the operations that are refused, each with the code of the error to answer",
                role=VM_ADMIN)  # fmt: skip
declare_setters(VM, "has_vendor_device",
                "whether the guest sees the device by which Windows finds drivers; the VM has to be halted",
                role=VM_ADMIN, check=lambda vm, value: require_state(vm, VmPowerState.Halted))  # fmt: skip


@message(VM, role=VM_ADMIN, asynchronous=False)
async def set_is_a_template(ctx: Context, self: VM, value: bool) -> None:
    """Make a halted VM a template, or a template a VM; snapshots stay what they are."""
    if self.is_a_snapshot:
        raise XenError("VM_IS_SNAPSHOT", self.ref, Op.make_into_template)
    if value == self.is_a_template:
        return
    if value:
        with ctx.marked(self, Op.make_into_template), ctx.change():
            self.is_a_template = True
        return
    with ctx.change():
        self.is_a_template = False
        _set_default(self, False)


@message(VM, role=POOL_ADMIN, hidden=True)
async def set_is_default_template(ctx: Context, vm: VM, value: bool) -> None:
    """Say whether a template counts as one that came with the host, which nobody can destroy."""
    if value and not vm.is_a_template:
        raise XenError("OPERATION_NOT_ALLOWED", "Only a template can be a default template")
    with ctx.change():
        _set_default(vm, value)


def _set_default(vm: VM, value: bool) -> None:
    vm.is_default_template = value
    other = {k: v for k, v in vm.other_config.items() if k != "default_template"}
    vm.other_config = {**other, "default_template": "true"} if value else other


@message(VM, role=VM_ADMIN, asynchronous=False)
async def set_domain_type(ctx: Context, self: VM, value: DomainType) -> None:
    """Set how the VM is virtualised when it next starts, and HVM_boot_policy to match."""
    if value == DomainType.unspecified:
        raise XenError("INVALID_VALUE", "domain_type", value)
    with ctx.change():
        self.domain_type = value
        self.HVM_boot_policy = (self.HVM_boot_policy or BIOS_ORDER) if value == DomainType.hvm else ""


@message(VM, role=VM_ADMIN, asynchronous=False)
async def set_HVM_boot_policy(ctx: Context, self: VM, value: str) -> None:
    """Set the boot policy, empty for a paravirtual guest, and domain_type to match."""
    with ctx.change():
        self.HVM_boot_policy = value
        if value:
            self.domain_type = DomainType.hvm
        elif self.domain_type == DomainType.hvm:
            self.domain_type = DomainType.pv


@message(VM, role=POOL_OPERATOR)
async def set_suspend_VDI(ctx: Context, self: VM, value: VDI) -> None:
    """Say which disk holds the memory of a suspended VM."""
    require_state(self, VmPowerState.Suspended)
    if value.type != VdiType.suspend:
        raise XenError("OPERATION_NOT_ALLOWED", f"VDI {value.uuid} is no suspend image")
    with ctx.change():
        self.suspend_VDI = value
