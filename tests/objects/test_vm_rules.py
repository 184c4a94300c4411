"""Which operations a VM allows: held against what the original was seen to answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.objects.memory import make_context
from xapid.model.errors import XenError
from xapid.objects import operations
from xapid.objects.context import Context
from xapid.objects.vm import VM
from xapid.objects.vm import VmOperations as Op
from xapid.objects.vm import VmPowerState as State
from xapid.objects.vm.rules import POWER_STATES, may_overlap, refusal

TEMPLATE, SNAPSHOT = {"is_a_template": True}, {"is_a_template": True, "is_a_snapshot": True}
KINDS: dict[str, dict[str, Any]] = {
    "Halted": {}, "Running": {"power_state": State.Running}, "Paused": {"power_state": State.Paused},
    "Suspended": {"power_state": State.Suspended}, "Template": TEMPLATE, "Snapshot": SNAPSHOT,
}  # fmt: skip

SEEN_ALLOWED = {
    "Halted": """changing_NVRAM changing_dynamic_range changing_shadow_memory changing_static_range clone
        copy create_vtpm destroy export make_into_template metadata_export migrate_send snapshot start
        start_on""",
    "Running": """changing_VCPUs_live changing_dynamic_range checkpoint clean_reboot clean_shutdown
        hard_reboot hard_shutdown metadata_export migrate_send pause pool_migrate snapshot suspend sysprep""",
    "Paused": "checkpoint hard_reboot hard_shutdown metadata_export snapshot unpause",
    "Suspended": """checkpoint destroy export hard_shutdown metadata_export migrate_send resume resume_on
        snapshot""",
    "Template": """changing_NVRAM changing_dynamic_range changing_shadow_memory changing_static_range clone
        copy destroy export metadata_export migrate_send provision""",
    "Snapshot": "clone copy destroy export metadata_export revert",
}

BAD, IS_T, IS_S = "VM_BAD_POWER_STATE", "VM_IS_TEMPLATE", "VM_IS_SNAPSHOT"
NO_REVERT, NO_PROVISION = "VM_REVERT_FAILED", "PROVISION_ONLY_ALLOWED_ON_TEMPLATE"
#: The code that the message answers by kind of VM, in the order of KINDS; "" when it goes ahead.
SEEN_OUTCOMES = {
    Op.start: ("", BAD, BAD, BAD, IS_T, IS_S),
    Op.start_on: ("", BAD, BAD, BAD, IS_T, IS_S),
    Op.pause: (BAD, "", BAD, BAD, BAD, BAD),
    Op.unpause: (BAD, BAD, "", BAD, BAD, BAD),
    Op.clean_shutdown: (BAD, "", BAD, BAD, BAD, BAD),
    Op.hard_shutdown: (BAD, "", "", "", BAD, BAD),
    Op.shutdown: (BAD, "", "", "", BAD, BAD),
    Op.clean_reboot: (BAD, "", BAD, BAD, BAD, BAD),
    Op.hard_reboot: (BAD, "", "", BAD, BAD, BAD),
    Op.suspend: (BAD, "", BAD, BAD, BAD, BAD),
    Op.resume: (BAD, BAD, BAD, "", BAD, BAD),
    Op.resume_on: (BAD, BAD, BAD, "", BAD, BAD),
    Op.power_state_reset: ("", "", "", "", "", ""),
    Op.snapshot: ("", "", "", "", IS_T, IS_S),
    Op.checkpoint: (BAD, "", "", "", BAD, BAD),
    Op.clone: ("", BAD, BAD, BAD, "", ""),
    Op.copy: ("", BAD, BAD, BAD, "", ""),
    Op.revert: (NO_REVERT, NO_REVERT, NO_REVERT, NO_REVERT, NO_REVERT, ""),
    Op.provision: (NO_PROVISION, BAD, BAD, BAD, "", IS_S),
    Op.destroy: ("", BAD, BAD, "", "", ""),
    Op.pool_migrate: (BAD, "", BAD, BAD, BAD, BAD),
}


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    made = make_context(tmp_path)
    operations.keep_allowed_operations_true(made.store)
    yield made


def make(ctx: Context, **values: Any) -> VM:
    with ctx.change():
        return ctx.store.create(VM, **values)


def code(vm: VM, operation: Op) -> str:
    error = refusal(vm, operation, strict=False)
    return "" if error is None else error.code


@pytest.mark.parametrize("kind", KINDS)
def test_allowed_operations_are_as_seen(ctx: Context, kind: str) -> None:
    vm = make(ctx, **KINDS[kind])
    assert sorted(vm.allowed_operations) == sorted(SEEN_ALLOWED[kind].split())


@pytest.mark.parametrize("operation", SEEN_OUTCOMES, ids=str)
def test_outcomes_are_as_seen(ctx: Context, operation: Op) -> None:
    found = tuple(code(make(ctx, **values), operation) for values in KINDS.values())
    assert found == SEEN_OUTCOMES[operation]


def test_what_is_allowed_is_not_refused(ctx: Context) -> None:
    for values in KINDS.values():
        vm = make(ctx, **values)
        assert [op for op in vm.allowed_operations if refusal(vm, op, strict=False)] == []


def test_a_wrong_state_names_the_right_ones(ctx: Context) -> None:
    vm = make(ctx)
    error = refusal(vm, Op.shutdown, strict=False)
    assert error is not None
    assert error.description == ["VM_BAD_POWER_STATE", vm.ref, "paused, suspended, running", "halted"]


def test_a_default_template_can_be_cloned_and_not_destroyed(ctx: Context) -> None:
    vm = make(ctx, is_a_template=True, is_default_template=True)
    assert "clone" in vm.allowed_operations
    assert not {"destroy", "migrate_send"} & set(vm.allowed_operations)
    assert code(vm, Op.destroy) == "VM_IS_TEMPLATE"


def test_the_control_domain_is_left_alone(ctx: Context) -> None:
    vm = make(ctx, is_control_domain=True, power_state=State.Running)
    for operation in (Op.hard_shutdown, Op.clean_reboot, Op.pause, Op.suspend, Op.destroy, Op.start):
        assert code(vm, operation) in ("OPERATION_NOT_ALLOWED", "VM_BAD_POWER_STATE")
    assert code(vm, Op.changing_memory_limits) == code(vm, Op.changing_VCPUs) == ""


def test_a_blocked_operation_answers_the_code_of_its_owner(ctx: Context) -> None:
    vm = make(ctx, blocked_operations={Op.start: "ASK_ALICE"})
    error = refusal(vm, Op.start, strict=False)
    assert error is not None
    assert error.description == ["OPERATION_BLOCKED", vm.ref, "ASK_ALICE"]
    assert "start" not in vm.allowed_operations
    assert "start_on" in vm.allowed_operations


def test_an_operation_under_way_refuses_others_by_name(ctx: Context) -> None:
    vm = make(ctx)
    with ctx.marked(vm, Op.clone):
        holder = next(iter(vm.current_operations))
        assert set(vm.allowed_operations) == {"clone", "copy", "export"}
        with pytest.raises(XenError) as caught, ctx.marked(vm, Op.start):
            pass
        assert caught.value.description == ["OTHER_OPERATION_IN_PROGRESS", "VM", vm.ref, "clone", holder]
        with ctx.marked(vm, Op.export):
            with pytest.raises(XenError) as caught, ctx.marked(vm, Op.destroy):
                pass
            holders = "{" + ",".join(vm.current_operations) + "}"
        assert caught.value.params[2:] == ("{clone,export}", holders)
    assert vm.current_operations == {}
    assert "start" in vm.allowed_operations


OPERATIONS = st.sampled_from(list(Op))
COPIES, SNAPSHOTS = {Op.clone, Op.copy, Op.export}, {Op.snapshot, Op.checkpoint}


@given(OPERATIONS, st.frozensets(OPERATIONS, min_size=1, max_size=3))
def test_overlaps_are_those_of_the_list(operation: Op, current: frozenset[Op]) -> None:
    """Spelt out once more as a list of pairs, and as what must hold for every one under way."""
    one = len(current) == 1
    wanted = (
        (operation in COPIES and current <= COPIES)
        or (operation in SNAPSHOTS and current <= SNAPSHOTS)
        or (operation == Op.get_boot_record and current == {Op.get_boot_record})
        or (operation == Op.snapshot and one and Op.snapshot_with_quiesce in current)
        or (operation in {Op.metadata_export, Op.clean_shutdown, Op.clean_reboot}
            and one and Op.migrate_send in current)
        or (operation == Op.hard_shutdown and Op.hard_shutdown not in current)
        or (operation == Op.hard_reboot and not current & {Op.hard_shutdown, Op.hard_reboot})
    )  # fmt: skip
    assert may_overlap(operation, current) is wanted


@given(OPERATIONS, st.sets(OPERATIONS, max_size=3))
def test_nothing_overlaps_itself_but_copies_snapshots_and_records(operation: Op, others: set[Op]) -> None:
    if may_overlap(operation, frozenset({operation, *others})):
        assert operation in COPIES | SNAPSHOTS | {Op.get_boot_record}


def test_every_state_is_one_that_a_vm_can_have() -> None:
    assert all(states and states <= set(State) for states in POWER_STATES.values())
