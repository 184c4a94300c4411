"""Which operations a VM allows: by power state, by kind, and beside which others."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.operations import OperationTable, other_operation
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import VmOperations as Op
from xapid.objects.vm.enums import VmPowerState as State

_ANY = frozenset(State)
_HALTED = frozenset({State.Halted})
_RUNNING = frozenset({State.Running})

#: What the table below may answer; each message about power names them.
POWER_ERRORS = (
    "VM_BAD_POWER_STATE",
    "OTHER_OPERATION_IN_PROGRESS",
    "OPERATION_NOT_ALLOWED",
    "VM_IS_TEMPLATE",
)

#: The power states in which an operation may start. What is absent has no power state.
POWER_STATES: dict[Op, frozenset[State]] = {
    **dict.fromkeys(
        (Op.start, Op.start_on, Op.provision, Op.make_into_template, Op.changing_shadow_memory,
         Op.changing_NVRAM, Op.create_vtpm, Op.changing_VCPUs, Op.changing_static_range,
         Op.changing_memory_limits),
        _HALTED,
    ),
    Op.changing_dynamic_range: frozenset({State.Halted, State.Running}),
    Op.unpause: frozenset({State.Paused}),
    **dict.fromkeys((Op.resume, Op.resume_on, Op.csvm), frozenset({State.Suspended})),
    **dict.fromkeys(
        (Op.pause, Op.suspend, Op.clean_shutdown, Op.clean_reboot, Op.pool_migrate, Op.snapshot_with_quiesce,
         Op.changing_VCPUs_live, Op.changing_memory_live, Op.awaiting_memory_live,
         Op.changing_shadow_memory_live, Op.send_sysrq, Op.send_trigger, Op.call_plugin, Op.data_source_op,
         Op.sysprep),
        _RUNNING,
    ),
    Op.hard_reboot: frozenset({State.Paused, State.Running}),
    **dict.fromkeys(
        (Op.hard_shutdown, Op.shutdown, Op.checkpoint, Op.get_boot_record),
        frozenset({State.Paused, State.Suspended, State.Running}),
    ),
    Op.migrate_send: frozenset({State.Halted, State.Suspended, State.Running}),
    **dict.fromkeys((Op.clone, Op.copy), _HALTED),
    **dict.fromkeys((Op.destroy, Op.export, Op.create_template), frozenset({State.Halted, State.Suspended})),
}  # fmt: skip

#: What a VM with USB devices of its host cannot do: their state is nowhere but in them.
_WITHOUT_USB = frozenset({
    Op.suspend, Op.snapshot, Op.checkpoint, Op.pool_migrate, Op.migrate_send, Op.snapshot_with_quiesce,
})  # fmt: skip

#: The order in which error messages name the expected states.
_ORDER = (State.Halted, State.Paused, State.Suspended, State.Running)

FOR_TEMPLATES = frozenset({
    Op.changing_dynamic_range, Op.changing_static_range, Op.changing_memory_limits, Op.changing_shadow_memory,
    Op.changing_VCPUs, Op.changing_NVRAM, Op.clone, Op.copy, Op.export, Op.metadata_export, Op.provision,
})  # fmt: skip
FOR_OWN_TEMPLATES = FOR_TEMPLATES | {Op.destroy, Op.migrate_send}
FOR_SNAPSHOTS = frozenset({
    Op.revert, Op.clone, Op.copy, Op.export, Op.destroy, Op.hard_shutdown, Op.metadata_export,
})  # fmt: skip
FOR_CONTROL_DOMAINS = frozenset({
    Op.changing_VCPUs, Op.changing_static_range, Op.changing_memory_limits, Op.changing_dynamic_range,
    Op.changing_memory_live, Op.awaiting_memory_live, Op.data_source_op, Op.metadata_export,
})  # fmt: skip
#: Asked about themselves only; they never stand in allowed_operations.
ALWAYS = frozenset({Op.assert_operation_valid, Op.update_allowed_operations, Op.query_services,
                    Op.power_state_reset, Op.import_})  # fmt: skip

LISTED = (
    Op.changing_NVRAM, Op.changing_VCPUs_live, Op.changing_dynamic_range, Op.changing_shadow_memory,
    Op.changing_static_range, Op.checkpoint, Op.clean_reboot, Op.clean_shutdown, Op.clone, Op.copy,
    Op.create_vtpm, Op.destroy, Op.export, Op.hard_reboot, Op.hard_shutdown, Op.make_into_template,
    Op.metadata_export, Op.migrate_send, Op.pause, Op.pool_migrate, Op.provision, Op.resume, Op.resume_on,
    Op.revert, Op.snapshot, Op.start, Op.start_on, Op.suspend, Op.sysprep, Op.unpause,
)  # fmt: skip

#: While a VM does one of these, its domain is about to change as a whole: its devices have to wait.
_MOVING = frozenset({
    Op.start, Op.start_on, Op.resume, Op.resume_on, Op.suspend, Op.checkpoint, Op.pool_migrate,
    Op.migrate_send, Op.clean_shutdown, Op.clean_reboot, Op.hard_shutdown, Op.hard_reboot, Op.shutdown,
    Op.destroy,
})  # fmt: skip

_TOGETHER = (frozenset({Op.clone, Op.copy, Op.export}), frozenset({Op.snapshot, Op.checkpoint}))
_REBOOTS = frozenset({Op.hard_shutdown, Op.hard_reboot})


def is_moving(vm: VM) -> bool:
    """Whether the VM's domain is just being made, ended or moved."""
    return not _MOVING.isdisjoint(vm.current_operations.values())


def may_overlap(operation: Op, current: frozenset[Op]) -> bool:
    """Whether ``operation`` may start while ``current`` are under way."""
    if any(operation in group and current <= group for group in _TOGETHER):
        return True
    if operation == Op.get_boot_record:
        return current == {operation}
    if operation == Op.snapshot and current == {Op.snapshot_with_quiesce}:
        return True
    if operation in (Op.metadata_export, Op.clean_shutdown, Op.clean_reboot):
        return current == {Op.migrate_send}
    if operation == Op.hard_shutdown:
        return Op.hard_shutdown not in current
    if operation == Op.hard_reboot:
        return not current & _REBOOTS
    return False


def refusal(vm: VM, operation: Op, strict: bool) -> XenError | None:
    """Why the operation may not start now, or None."""
    if operation in vm.blocked_operations:
        return XenError("OPERATION_BLOCKED", vm.ref, vm.blocked_operations[operation])
    current = frozenset(vm.current_operations.values())
    if current and operation not in ALWAYS and not may_overlap(operation, current):
        return other_operation(vm)
    return _wrong_state(vm, operation) or _wrong_kind(vm, operation, strict)


def _wrong_state(vm: VM, operation: Op) -> XenError | None:
    allowed = POWER_STATES.get(operation, _ANY)
    if vm.is_control_domain and operation in FOR_CONTROL_DOMAINS:
        return None
    if operation in (Op.clone, Op.copy) and vm.is_a_snapshot:
        allowed = allowed | {State.Suspended}
    if vm.power_state in allowed:
        return None
    expected = ", ".join(s.value.lower() for s in _ORDER if s in allowed)
    return XenError("VM_BAD_POWER_STATE", vm.ref, expected, vm.power_state.lower())


def _wrong_kind(vm: VM, operation: Op, strict: bool) -> XenError | None:
    if operation in ALWAYS:
        return None
    if operation in _WITHOUT_USB and vm.raw("VUSBs"):
        return XenError("VM_HAS_VUSBS", vm.ref)
    if vm.is_control_domain and operation not in FOR_CONTROL_DOMAINS:
        return XenError("OPERATION_NOT_ALLOWED", f"{operation} is not for a control domain")
    if operation == Op.revert and not vm.is_a_snapshot:
        return XenError("VM_REVERT_FAILED", vm.ref, "this is not a snapshot")
    if vm.is_a_snapshot:
        return None if operation in FOR_SNAPSHOTS else XenError("VM_IS_SNAPSHOT", vm.ref, operation)
    if vm.is_a_template:
        allowed = FOR_TEMPLATES if vm.is_default_template else FOR_OWN_TEMPLATES
        return None if operation in allowed else XenError("VM_IS_TEMPLATE", vm.ref, operation)
    if operation == Op.provision:
        return XenError("PROVISION_ONLY_ALLOWED_ON_TEMPLATE")
    return None


table = OperationTable(VM, Op, refusal, LISTED)
table.dependants.append(lambda vm: [*vm.VBDs, *vm.VIFs, *vm.VUSBs])
