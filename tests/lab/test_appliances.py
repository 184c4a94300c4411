"""Appliances and groups of VMs: real guests, most of them held before their first step."""

from __future__ import annotations

from typing import Any

import pytest

from tests.lab.daemon import Lab
from tests.lab.test_vm_life import failure

NOTHING = "OpaqueRef:NULL"


@pytest.fixture
def appliance(lab: Lab) -> Any:
    made = lab.api.VM_appliance.create({"name_label": "shop", "name_description": "three tiers"})
    yield made
    lab.clear()
    for left in lab.api.VM_appliance.get_all():
        lab.api.VM_appliance.destroy(left)


def member(lab: Lab, appliance: str, name: str, order: int, **changes: Any) -> str:
    return lab.guest(name, appliance=appliance, order=str(order), **changes)


def powers(lab: Lab, vms: list[str]) -> list[str]:
    return [lab.api.VM.get_power_state(vm) for vm in vms]


def test_members_start_in_their_order_and_stop_in_the_reverse(lab: Lab, appliance: str) -> None:
    front, base, twin = (member(lab, appliance, n, o) for n, o in (("front", 2), ("base", 1), ("twin", 1)))
    vms = [front, base, twin]
    assert set(lab.api.VM_appliance.get_VMs(appliance)) == set(vms)
    assert lab.api.VM_appliance.get_allowed_operations(appliance) == ["start"]
    lab.api.VM_appliance.start(appliance, True)
    assert powers(lab, vms) == ["Paused"] * 3
    # numbers of domains are handed out in the order of starting
    assert max(int(lab.api.VM.get_domid(vm)) for vm in (base, twin)) < int(lab.api.VM.get_domid(front))
    domid = lab.api.VM.get_domid(front)
    lab.api.VM_appliance.start(appliance, True)  # all are as wanted: nothing is done
    assert lab.api.VM.get_domid(front) == domid
    allowed = lab.api.VM_appliance.get_allowed_operations(appliance)
    assert sorted(allowed) == ["hard_shutdown", "shutdown", "start"]
    lab.api.VM_appliance.hard_shutdown(appliance)
    assert powers(lab, vms) == ["Halted"] * 3
    assert lab.api.VM_appliance.get_current_operations(appliance) == {}


def test_guests_are_asked_to_stop(lab: Lab, appliance: str) -> None:
    vms = [member(lab, appliance, name, i) for i, name in enumerate(("one", "two"))]
    lab.api.VM_appliance.start(appliance, False)
    assert powers(lab, vms) == ["Running"] * 2
    for vm in vms:
        lab.wait_agent(vm)
    lab.api.VM_appliance.clean_shutdown(appliance)
    assert powers(lab, vms) == ["Halted"] * 2
    lab.api.VM_appliance.start(appliance, True)
    lab.api.VM_appliance.shutdown(appliance)  # paused guests cannot be asked
    assert powers(lab, vms) == ["Halted"] * 2


def test_one_that_fails_holds_back_those_that_come_after(lab: Lab, appliance: str) -> None:
    good = member(lab, appliance, "good", 1)
    bad = member(lab, appliance, "bad", 1, PV_kernel="/etc/passwd")
    late = member(lab, appliance, "late", 2)
    assert failure(lab.api.VM_appliance.start, appliance, True) == [
        "OPERATION_PARTIALLY_FAILED", "start", bad, "INVALID_VALUE",
    ]  # fmt: skip
    assert powers(lab, [good, bad, late]) == ["Paused", "Halted", "Halted"]
    assert lab.api.VM.get_current_operations(bad) == {}
    lab.api.VM.set_appliance(bad, NOTHING)
    lab.api.VM_appliance.start(appliance, True)
    assert powers(lab, [good, bad, late]) == ["Paused", "Halted", "Paused"]
    lab.api.VM_appliance.hard_shutdown(appliance)


def test_cancelled_while_it_waits_for_the_next(lab: Lab, appliance: str) -> None:
    first = member(lab, appliance, "first", 0, start_delay="3600")
    second = member(lab, appliance, "second", 1)
    task = lab.api.Async.VM_appliance.start(appliance, True)
    lab.wait("task", task, lambda record: record["progress"] >= 0.5)
    assert list(lab.api.VM_appliance.get_current_operations(appliance).values()) == ["start"]
    assert failure(lab.api.VM_appliance.hard_shutdown, appliance)[0] == "OTHER_OPERATION_IN_PROGRESS"
    assert failure(lab.api.VM_appliance.destroy, appliance)[0] == "OTHER_OPERATION_IN_PROGRESS"
    lab.api.task.cancel(task)
    assert lab.wait_task(task)["status"] == "cancelled"
    assert powers(lab, [first, second]) == ["Paused", "Halted"]
    assert lab.api.VM_appliance.get_current_operations(appliance) == {}
    lab.api.VM_appliance.hard_shutdown(appliance)


def test_who_belongs_to_what(lab: Lab, appliance: str) -> None:
    vm = lab.guest("loose")
    lab.api.VM.set_appliance(vm, appliance)
    assert lab.api.VM_appliance.get_VMs(appliance) == [vm]
    lab.api.VM_appliance.destroy(appliance)
    assert lab.api.VM.get_appliance(vm) == NOTHING

    group = lab.api.VM_group.create({"name_label": "apart", "placement": "anti_affinity"})
    other = lab.api.VM_group.create({"name_label": "wherever"})
    try:
        assert lab.api.VM_group.get_placement(other) == "normal"
        assert failure(lab.api.VM.set_groups, vm, [group, other]) == ["TOO_MANY_GROUPS"]
        lab.api.VM.set_groups(vm, [group])
        assert (lab.api.VM.get_groups(vm), lab.api.VM_group.get_VMs(group)) == ([group], [vm])
        twin = lab.guest("twin")
        lab.api.VM.set_groups(twin, [group])
        lab.api.VM.start(vm, True, False)
        assert lab.api.VM.get_possible_hosts(twin) == lab.api.host.get_all()
        lab.api.VM.start(twin, True, False)
        lab.api.VM.set_groups(vm, [])
        assert lab.api.VM_group.get_VMs(group) == [twin]
    finally:
        for each in (group, other):
            lab.api.VM_group.destroy(each)
    assert lab.api.VM.get_groups(twin) == []
    [dom0] = [r for r, rec in lab.api.VM.get_all_records().items() if rec["is_control_domain"]]
    assert failure(lab.api.VM.set_groups, dom0, [])[0] == "OPERATION_NOT_ALLOWED"
    assert failure(lab.api.VM.set_appliance, dom0, NOTHING)[0] == "OPERATION_NOT_ALLOWED"
