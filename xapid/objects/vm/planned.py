"""Messages of the class VM that are not built yet."""

from __future__ import annotations

from functools import partial

from xapid.model.messages import not_built
from xapid.model.roles import (
    NOBODY,
    POOL_ADMIN,
    POOL_OPERATOR,
    READ_ONLY,
    VM_ADMIN,
    VM_POWER_ADMIN,
)
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.permissions import PLACERS

# fmt: off
CANNOT_COPY = ("VM_BAD_POWER_STATE", "SR_FULL", "OPERATION_NOT_ALLOWED", "LICENCE_RESTRICTION")

snapshots = partial(not_built, VM, waits_for="snapshots")
snapshots(
    "snapshot(vm: VM ref, new_name: string, ignore_vdis: VDI ref set = []) => VM ref",
    "Freeze the disks and settings of the VM as a new snapshot; disks in ignore_vdis are left out.",
    role=VM_POWER_ADMIN, errors=("VM_BAD_POWER_STATE", "SR_FULL", "OPERATION_NOT_ALLOWED"))
snapshots(
    "revert(snapshot: VM ref)", "Bring the VM of a snapshot back to the state that the snapshot holds.",
    role=VM_POWER_ADMIN,
    errors=("VM_BAD_POWER_STATE", "OPERATION_NOT_ALLOWED", "SR_FULL", "VM_REVERT_FAILED"))
snapshots(
    "checkpoint(vm: VM ref, new_name: string) => VM ref",
    "Freeze the VM as a new snapshot together with the memory of its guest.", role=VM_POWER_ADMIN,
    errors=("VM_BAD_POWER_STATE", "SR_FULL", "OPERATION_NOT_ALLOWED", "VM_CHECKPOINT_SUSPEND_FAILED",
        "VM_CHECKPOINT_RESUME_FAILED"))
snapshots(
    "update_snapshot_metadata(vm: VM ref, snapshot_of: VM ref, snapshot_time: datetime, "
    "transportable_snapshot_id: string)", "Mark the VM as a snapshot of another, as older versions did.",
    role=POOL_OPERATOR, hidden=True)

copies_of_memory = partial(not_built, VM, waits_for="copies of saved memory")
copies_of_memory(
    "csvm(vm: VM ref) => VM ref",
    "Clone a suspended VM with its memory, so that the copy resumes where the original is.", role=VM_ADMIN,
    hidden=True, errors=CANNOT_COPY)

several_hosts = partial(not_built, VM, waits_for="several hosts")
several_hosts(
    "hard_reboot_internal(vm: VM ref)", "Restart the VM's domain on its host, as one host asks another.",
    role=NOBODY, hidden=True, pool_internal=True)
several_hosts(
    "pool_migrate(vm: VM ref, host: host ref, options: (string -> string) map)",
    "Move a running VM to another host of the pool while it runs.", role=PLACERS,
    errors=("VM_BAD_POWER_STATE", "OTHER_OPERATION_IN_PROGRESS", "VM_IS_TEMPLATE", "OPERATION_NOT_ALLOWED"))
several_hosts(
    "pool_migrate_complete(vm: VM ref, host: host ref)",
    "Take note on the receiving host that a VM has arrived.", role=PLACERS, hidden=True)
several_hosts(
    "migrate_send(vm: VM ref, dest: (string -> string) map, live: bool, vdi_map: (VDI ref -> SR ref) "
    "map, vif_map: (VIF ref -> network ref) map, options: (string -> string) map, vgpu_map: (VGPU ref -> "
    "GPU_group ref) map = {}, vdi_format_map: (VDI ref -> string) map = {}) => VM ref",
    "Move a VM with its disks to a host that has called host.migrate_receive.", role=VM_POWER_ADMIN,
    errors=("VM_BAD_POWER_STATE", "LICENCE_RESTRICTION"))
several_hosts(
    "assert_can_migrate(vm: VM ref, dest: (string -> string) map, live: bool, vdi_map: (VDI ref -> SR "
    "ref) map, vif_map: (VIF ref -> network ref) map, options: (string -> string) map, vgpu_map: (VGPU "
    "ref -> GPU_group ref) map = {})", "Fail with the reason when migrate_send would not work.",
    role=VM_POWER_ADMIN, errors=("LICENCE_RESTRICTION",))
several_hosts(
    "assert_can_migrate_sender(vm: VM ref, dest: (string -> string) map, live: bool, vdi_map: (VDI ref "
    "-> SR ref) map, vif_map: (VIF ref -> network ref) map, vgpu_map: (VGPU ref -> GPU_group ref) map, "
    "options: (string -> string) map)", "Check on the sending host alone whether migrate_send could work.",
    role=VM_POWER_ADMIN, hidden=True)
several_hosts(
    "atomic_set_resident_on(vm: VM ref, host: host ref)",
    "Note that a VM which is being moved is now on the given host.", role=NOBODY, hidden=True,
    pool_internal=True)

not_built(
    VM,
    'set_NVRAM_EFI_variables(self: VM ref, value: string, update: enum update_status = "unspecified")',
    "Store the UEFI variables that the running firmware wrote, in base64.", role=NOBODY, asynchronous=False,
    hidden=True, waits_for="firmware that has no store of its own")

high_availability = partial(not_built, VM, waits_for="HA")
high_availability(
    "set_ha_restart_priority(self: VM ref, value: string)",
    "Set what happens when the VM's host fails: restart, best-effort, or empty.", role=POOL_OPERATOR,
    asynchronous=False)
high_availability(
    "set_ha_always_run(self: VM ref, value: bool)",
    "Say whether the VM is restarted when its host fails; see set_ha_restart_priority.", role=POOL_OPERATOR,
    asynchronous=False)
high_availability(
    "assert_agile(self: VM ref)", "Fail with the reason when the VM could not run on every host of the pool.",
    role=READ_ONLY)

xen_hosts = partial(not_built, VM, waits_for="Xen")
xen_hosts(
    "set_shadow_multiplier_live(self: VM ref, multiplier: float)",
    "Set the factor on the memory for shadow page tables of a running VM, at least 1.0.", role=VM_POWER_ADMIN)
xen_hosts(
    "restart_device_models(self: VM ref)",
    "Replace the processes that emulate the running VM's devices by fresh ones.", role=PLACERS,
    errors=("VM_BAD_POWER_STATE", "OTHER_OPERATION_IN_PROGRESS", "VM_IS_TEMPLATE", "OPERATION_NOT_ALLOWED"))

metrics = partial(not_built, VM, waits_for="metrics")
metrics(
    "record_data_source(self: VM ref, data_source: string)", "Begin to record a measurement of the VM.",
    role=VM_ADMIN, asynchronous=False)
metrics(
    "forget_data_source_archives(self: VM ref, data_source: string)",
    "Drop what was recorded of a measurement of the VM.", role=VM_ADMIN, asynchronous=False)

disaster_recovery = partial(not_built, VM, waits_for="disaster recovery")
disaster_recovery(
    "assert_can_be_recovered(self: VM ref, session_to: session ref)",
    "Fail with the reason when the VM could not be brought back in the other session's pool.", role=READ_ONLY,
    errors=("VM_IS_PART_OF_AN_APPLIANCE", "VM_REQUIRES_SR"))
disaster_recovery(
    "get_SRs_required_for_recovery(self: VM ref, session_to: session ref) => SR ref set",
    "The repositories that the other session's pool needs to bring the VM back.", role=READ_ONLY)
disaster_recovery(
    "recover(self: VM ref, session_to: session ref, force: bool)",
    "Bring the VM back in the other session's pool; force replaces a newer one there.", role=READ_ONLY)

not_built(
    VM, "snapshot_with_quiesce(vm: VM ref, new_name: string) => VM ref",
    "Once made a snapshot while the guest held its writes.", role=VM_POWER_ADMIN, waits_for="removed",
    removed=True,
    errors=("VM_BAD_POWER_STATE", "SR_FULL", "OPERATION_NOT_ALLOWED", "VM_SNAPSHOT_WITH_QUIESCE_FAILED",
        "VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT", "VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND",
        "VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED"))
not_built(
    VM, "set_protection_policy(self: VM ref, value: VMPP ref)", "Once put the VM under a protection policy.",
    role=POOL_OPERATOR, waits_for="removed", asynchronous=False, removed=True)
not_built(
    VM, "retrieve_wlb_recommendations(vm: VM ref) => (host ref -> string set) map",
    "How well each host suits the VM, in the eyes of the workload balancer.", role=READ_ONLY,
    waits_for="WLB")
not_built(
    VM, "set_snapshot_schedule(self: VM ref, value: VMSS ref)",
    "Put the VM under a snapshot schedule; null takes it out.", role=POOL_OPERATOR,
    waits_for="snapshots", asynchronous=False)
not_built(
    VM,
    "import_convert(type: string, username: string, password: string, sr: SR ref, remote_config: (string "
    "-> string) map)", "Import a VM of another maker's hypervisor through the conversion appliance.",
    role=VM_ADMIN, waits_for="a conversion appliance")
not_built(
    VM, "query_services(self: VM ref) => (string -> string) map",
    "The services that the VM offers to the pool, such as storage.", role=POOL_ADMIN,
    waits_for="VMs that serve storage")
not_built(
    VM, "sysprep(self: VM ref, unattend: string, timeout: float)",
    "Make a Windows guest ready to be a template with the given answer file; timeout in seconds.",
    role=VM_ADMIN, waits_for="an agent in Windows guests", secret=True)
