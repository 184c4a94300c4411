"""The control domain: the VM record by which clients know the host itself."""

from __future__ import annotations

from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import DomainType, OnCrashBehaviour, OnNormalExit, VmPowerState
from xapid.objects.vm.state import metrics_of

#: Memory that the record shows, bytes: the host's own, for which it has no real limit.
SHOWN_MEMORY = 1 << 30


def ensure_control_domain(ctx: Context, host: Host) -> VM:
    """The running control domain of the host."""
    if host.control_domain is not None:
        found: VM = host.control_domain
        return found
    cpus = len(host.host_CPUs)
    with ctx.change():
        vm = ctx.store.create(
            VM, name_label=f"Control domain on host: {host.name_label}", is_control_domain=True,
            name_description="The host itself; its memory and processors are what Linux leaves to guests",
            power_state=VmPowerState.Running, resident_on=host, affinity=host, domid=0, domarch="x86_64",
            domain_type=DomainType.pv, memory_static_max=SHOWN_MEMORY, memory_static_min=SHOWN_MEMORY,
            memory_dynamic_max=SHOWN_MEMORY, memory_dynamic_min=SHOWN_MEMORY, memory_target=SHOWN_MEMORY,
            VCPUs_max=cpus, VCPUs_at_startup=cpus, actions_after_shutdown=OnNormalExit.destroy,
            actions_after_reboot=OnNormalExit.destroy, actions_after_crash=OnCrashBehaviour.destroy,
            other_config={"storage_driver_domain": "OpaqueRef:NULL"},
        )  # fmt: skip
        metrics = metrics_of(ctx, vm)
        metrics.VCPUs_number, metrics.memory_actual = cpus, SHOWN_MEMORY
        host.control_domain = vm
    return vm
