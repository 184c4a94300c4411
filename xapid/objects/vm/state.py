"""Writing down what the hypervisor says of a VM: its power state, its devices, its consoles."""

from __future__ import annotations

from datetime import UTC, datetime

from xapid.hypervisor.state import DomainState, Power
from xapid.model.types import NULL_REF
from xapid.objects.console import Console, ConsoleProtocol, location
from xapid.objects.context import Context
from xapid.objects.vbd import VBD, VbdType
from xapid.objects.vif import VIF
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmPowerState
from xapid.objects.vm.spec import device_name
from xapid.objects.vm_metrics import VmMetrics

#: What stands in ``domid`` of a VM without a domain.
NO_DOMAIN = -1

_POWER = {
    Power.running: VmPowerState.Running,
    Power.paused: VmPowerState.Paused,
    Power.stopping: VmPowerState.Running,
    Power.crashed: VmPowerState.Paused,
}


def record_domain(ctx: Context, vm: VM, domain: DomainState) -> None:
    """The VM has this domain: note its state, place, devices and consoles."""
    with ctx.change():
        vm.power_state = _POWER[domain.power]
        vm.resident_on = ctx.services.host
        vm.domid = domain.domid
        vm.scheduled_to_be_resident_on = NULL_REF
        targets = {disk.target: disk for disk in domain.disks}
        for vbd in vm.VBDs:
            disk = targets.get(device_name(vbd))
            vbd.currently_attached = disk is not None
            vbd.device = device_name(vbd) if disk is not None else vbd.device
        indexes = {nic.index for nic in domain.nics}
        for vif in vm.VIFs:
            vif.currently_attached = int(vif.device) in indexes
        present = {usb.uuid for usb in domain.usb_devices}
        for vusb in vm.VUSBs:
            vusb.currently_attached = vusb.uuid in present
        _record_metrics(ctx, vm, domain)
        _record_consoles(ctx, vm, domain)


def record_power(ctx: Context, vm: VM, state: VmPowerState) -> None:
    """The VM's domain was paused or goes on, if it has not ended meanwhile."""
    if vm.domid == NO_DOMAIN:
        return
    with ctx.change():
        vm.power_state = state


def record_no_domain(ctx: Context, vm: VM, state: VmPowerState = VmPowerState.Halted) -> None:
    """The VM has no domain: halted, or suspended with its memory on disk."""
    with ctx.change():
        vm.power_state = state
        vm.resident_on = NULL_REF
        vm.domid = NO_DOMAIN
        for vbd in vm.VBDs:
            vbd.currently_attached = state == VmPowerState.Suspended and not vbd.empty
        for vif in vm.VIFs:
            vif.currently_attached = state == VmPowerState.Suspended
        for vusb in vm.VUSBs:
            vusb.currently_attached = False
        for console in vm.consoles:
            ctx.store.destroy(console)
        if vm.guest_metrics is not None and state == VmPowerState.Halted:
            ctx.store.destroy(vm.guest_metrics)
            vm.guest_metrics = NULL_REF


def metrics_of(ctx: Context, vm: VM) -> VmMetrics:
    """The VM's metrics, made when they are missing. Inside a change."""
    if vm.metrics is None:
        vm.metrics = ctx.store.create(VmMetrics, install_time=datetime.now(UTC).replace(microsecond=0))
    metrics: VmMetrics = vm.metrics
    return metrics


def _record_metrics(ctx: Context, vm: VM, domain: DomainState) -> None:
    metrics = metrics_of(ctx, vm)
    metrics.VCPUs_number = domain.vcpus
    metrics.memory_actual = domain.memory
    metrics.last_updated = datetime.now(UTC).replace(microsecond=0)
    if domain.started_at is not None:
        metrics.start_time = domain.started_at.replace(microsecond=0)
    metrics.hvm = True
    metrics.current_domain_type = vm.domain_type


def _record_consoles(ctx: Context, vm: VM, domain: DomainState) -> None:
    wanted = {
        p
        for p, there in ((ConsoleProtocol.rfb, domain.has_vnc), (ConsoleProtocol.vt100, domain.has_serial))
        if there
    }
    for console in vm.consoles:
        if console.protocol not in wanted:
            ctx.store.destroy(console)
        wanted.discard(console.protocol)
    for protocol in sorted(wanted):
        console = ctx.store.create(Console, VM=vm, protocol=protocol)
        console.location = location(ctx, console)


def attached_disks(vm: VM) -> list[VBD]:
    """The VBDs in the order of their devices."""
    return sorted(vm.VBDs, key=lambda vbd: (vbd.type == VbdType.CD, device_name(vbd)))


def attached_nics(vm: VM) -> list[VIF]:
    """The VIFs in the order of their devices."""
    return sorted(vm.VIFs, key=lambda vif: int(vif.device))
