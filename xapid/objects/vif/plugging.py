"""Plugging network devices of running guests in and out, and moving them between networks."""

from __future__ import annotations

from contextlib import AsyncExitStack, suppress

from xapid.hypervisor.errors import DeviceNotFound
from xapid.hypervisor.spec import tap_name
from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import VM_ADMIN
from xapid.objects.context import Context
from xapid.objects.network import Network
from xapid.objects.network.bridges import ensure_bridge
from xapid.objects.undo import quietly
from xapid.objects.vif.declaration import VIF, VifOperations
from xapid.objects.vif.traffic import apply_rules, change_rules, drop_rules
from xapid.objects.vm.boot import require_domain
from xapid.objects.vm.spec import nic_spec

Op = VifOperations
UNPLUG_ERRORS = ("DEVICE_ALREADY_DETACHED", "DEVICE_DETACH_TIMEOUT", "VM_BAD_POWER_STATE")


@message(VIF, role=VM_ADMIN, operation=Op.plug,
         errors=("DEVICE_ALREADY_ATTACHED", "HOST_CANNOT_ATTACH_NETWORK", "VM_BAD_POWER_STATE"))  # fmt: skip
async def plug(ctx: Context, self: VIF) -> None:
    """Let the running guest see the device."""
    hypervisor, vm = ctx.services.hypervisor, self.VM
    if self.network is None:
        raise XenError("HANDLE_INVALID", "network", self.raw("network"))
    domid = vm.domid
    spec = nic_spec(self, await ensure_bridge(ctx, self.network))
    async with AsyncExitStack() as undo:
        undo.push_async_callback(quietly, drop_rules, ctx, self)
        await apply_rules(ctx, self)
        await hypervisor.attach_nic(vm.uuid, spec)
        undo.push_async_callback(quietly, hypervisor.detach_nic, vm.uuid, spec.index)
        require_domain(vm, domid)
        with ctx.change():
            self.currently_attached = True
        await ctx.durable()
        undo.pop_all()


@message(VIF, role=VM_ADMIN, operation=Op.unplug, errors=UNPLUG_ERRORS)
async def unplug(ctx: Context, self: VIF) -> None:
    """Take the device away from the running guest, which has to let go of it."""
    await _detach(ctx, self)


@message(VIF, role=VM_ADMIN, operation=Op.unplug, errors=UNPLUG_ERRORS)
async def unplug_force(ctx: Context, self: VIF) -> None:
    """The same as unplug: QEMU has no way to take a device that the guest does not give."""
    await _detach(ctx, self)


async def _detach(ctx: Context, vif: VIF) -> None:
    with suppress(DeviceNotFound):  # the guest had let go of it before
        await ctx.services.hypervisor.detach_nic(vif.VM.uuid, int(vif.device))
    with ctx.change():
        vif.currently_attached = False
    await quietly(drop_rules, ctx, vif)


@message(VIF, role=VM_ADMIN, operation=Op.attach,
         errors=("NETWORK_UNMANAGED", "HOST_CANNOT_ATTACH_NETWORK",
                 "OTHER_OPERATION_IN_PROGRESS"))  # fmt: skip
async def move(ctx: Context, self: VIF, network: Network) -> None:
    """Plug the device into another network, also while the guest runs: it keeps the device, and the address.

    While the guest runs, both networks have to be managed here.
    """
    old = self.network
    if old is network:
        return
    async with AsyncExitStack() as undo:
        if self.currently_attached and self.VM.power_state in ("Running", "Paused"):
            await _change_bridge(ctx, self, old, network, undo)
        await change_rules(ctx, self, [self], network=network.ref)
        undo.pop_all()


async def _change_bridge(ctx: Context, vif: VIF, old: Network | None, new: Network,
                         undo: AsyncExitStack) -> None:  # fmt: skip
    for network in (old, new):
        if network is not None and not network.managed:
            raise XenError("NETWORK_UNMANAGED", network.ref)
    driver, tap = ctx.services.network, tap_name(vif.VM.uuid, int(vif.device))
    bridge = await ensure_bridge(ctx, new)
    if old is not None:
        undo.push_async_callback(driver.attach_port, old.bridge, tap)
    else:
        undo.push_async_callback(driver.detach_port, bridge, tap)
    await driver.attach_port(bridge, tap)
