"""Sizes and settings of halted VMs, in a store in memory: what is taken, and what is refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.objects.memory import as_caller, log_in, make_context
from xapid.model.errors import XenError
from xapid.objects import operations
from xapid.objects.catalog import load
from xapid.objects.context import Context
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vm import VM, DomainType
from xapid.objects.vm import VmOperations as Op
from xapid.objects.vm import VmPowerState as State
from xapid.objects.vm.copying import copy_record
from xapid.objects.vm.creation import make
from xapid.objects.vm.limits import largest_memory, memory_overhead
from xapid.objects.vm.provisioning import read_plans
from xapid.objects.vm.templates import ensure_templates
from xapid.objects.vm.templates_table import TEMPLATES

MIB, GIB = 1 << 20, 1 << 30
LIMITS = ("memory_static_min", "memory_dynamic_min", "memory_dynamic_max", "memory_static_max")
SIZES = dict(zip(LIMITS, (128 * MIB, 256 * MIB, 512 * MIB, GIB), strict=True))


@pytest.fixture
def ctx(tmp_path: Path) -> Iterator[Context]:
    made = make_context(tmp_path)
    operations.keep_allowed_operations_true(made.store)
    yield made


@pytest.fixture
def vm(ctx: Context) -> VM:
    with ctx.change():
        return make(ctx, {**SIZES, "VCPUs_max": 4, "VCPUs_at_startup": 2, "HVM_boot_policy": "BIOS order"})


async def call(ctx: Context, name: str, *args: Any) -> Any:
    return await load().messages[f"VM.{name}"](ctx, *args)


async def refused(ctx: Context, name: str, *args: Any) -> str:
    with pytest.raises(XenError) as caught:
        await call(ctx, name, *args)
    return caught.value.code


def limits(vm: VM) -> list[int]:
    return [vm.raw(name) // MIB for name in LIMITS]


def enter(ctx: Context, vm: VM, state: State) -> None:
    with ctx.change():
        vm.power_state = state


async def test_memory_limits_move_as_long_as_they_stay_in_order(ctx: Context, vm: VM) -> None:
    await call(ctx, "set_memory_static_range", vm, 64 * MIB, 2 * GIB)
    await call(ctx, "set_memory_dynamic_range", vm, 64 * MIB, 2 * GIB)
    assert limits(vm) == [64, 64, 2048, 2048]
    await call(ctx, "set_memory_dynamic_min", vm, 300 * MIB)
    await call(ctx, "set_memory_dynamic_max", vm, 400 * MIB)
    await call(ctx, "set_memory_static_min", vm, 200 * MIB)
    await call(ctx, "set_memory_static_max", vm, 500 * MIB)
    assert limits(vm) == [200, 300, 400, 500]
    await call(ctx, "set_memory_limits", vm, 16 * MIB, 64 * MIB, 32 * MIB, 48 * MIB)
    assert limits(vm) == [16, 32, 48, 64]


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("set_memory_static_max", (256 * MIB,)),
        ("set_memory_static_min", (300 * MIB,)),
        ("set_memory_static_range", (-1, GIB)),
        ("set_memory_dynamic_min", (600 * MIB,)),
        ("set_memory_dynamic_max", (2 * GIB,)),
        ("set_memory_dynamic_range", (64 * MIB, 512 * MIB)),
        ("set_memory_limits", (2 * GIB, GIB, GIB, GIB)),
        ("set_memory", (MIB,)),
    ],
)
async def test_memory_limits_out_of_order_change_nothing(
    ctx: Context, vm: VM, name: str, sizes: tuple[int, ...]
) -> None:
    assert await refused(ctx, name, vm, *sizes) == "MEMORY_CONSTRAINT_VIOLATION"
    assert limits(vm) == [128, 256, 512, 1024]
    assert vm.current_operations == {}


@pytest.mark.parametrize(("size", "wanted"), [(96, [96, 96, 96, 96]), (4096, [128, 4096, 4096, 4096])])
async def test_set_memory_fixes_all_but_the_least(ctx: Context, vm: VM, size: int, wanted: list[int]) -> None:
    await call(ctx, "set_memory", vm, size * MIB)
    assert limits(vm) == wanted
    assert vm.memory_overhead == memory_overhead(size * MIB, 4)


@pytest.mark.parametrize(
    "name", ["set_memory", "set_memory_static_max", "set_VCPUs_max", "set_VCPUs_at_startup"]
)
async def test_sizes_of_a_running_vm_stay(ctx: Context, vm: VM, name: str) -> None:
    enter(ctx, vm, State.Running)
    assert await refused(ctx, name, vm, GIB) == "VM_BAD_POWER_STATE"


@pytest.mark.parametrize("name", ["set_VCPUs_number_live", "set_memory_target_live"])
async def test_a_halted_vm_has_nothing_live(ctx: Context, vm: VM, name: str) -> None:
    assert await refused(ctx, name, vm, 2) == "VM_BAD_POWER_STATE"


async def test_a_halted_vm_has_no_memory_to_wait_for(ctx: Context, vm: VM) -> None:
    assert await refused(ctx, "wait_memory_target_live", vm) == "VM_BAD_POWER_STATE"
    assert await call(ctx, "get_cooperative", vm) is True


@given(total=st.integers(0, 1 << 42), vcpus=st.integers(1, 288))
def test_the_largest_memory_fits_and_no_more_would(total: int, vcpus: int) -> None:
    most = largest_memory(total, vcpus)
    assert most % MIB == 0
    assert most == 0 or most + memory_overhead(most, vcpus) <= total
    assert most + MIB + memory_overhead(most + MIB, vcpus) > total


async def test_maximise_memory_is_of_this_vm(ctx: Context, vm: VM) -> None:
    exact = await call(ctx, "maximise_memory", vm, 8 * GIB, False)
    assert exact == largest_memory(8 * GIB, 4)
    assert 0 < await call(ctx, "maximise_memory", vm, 8 * GIB, True) < exact
    assert await call(ctx, "compute_memory_overhead", vm) == memory_overhead(GIB, 4)


async def test_vcpus_start_within_their_maximum(ctx: Context, vm: VM) -> None:
    await call(ctx, "set_VCPUs_max", vm, 8)
    await call(ctx, "set_VCPUs_at_startup", vm, 8)
    for name, value in (("set_VCPUs_max", 7), ("set_VCPUs_max", 289), ("set_VCPUs_at_startup", 0),
                        ("set_VCPUs_at_startup", 9)):  # fmt: skip
        assert await refused(ctx, name, vm, value) == "INVALID_VALUE"
    assert (vm.VCPUs_max, vm.VCPUs_at_startup) == (8, 8)


async def test_a_vm_becomes_a_template_and_a_vm_again(ctx: Context, vm: VM) -> None:
    await call(ctx, "set_is_a_template", vm, True)
    assert "provision" in vm.allowed_operations
    await call(ctx, "set_is_default_template", vm, True)
    assert vm.other_config["default_template"] == "true"
    assert await refused(ctx, "destroy", vm) == "VM_IS_TEMPLATE"
    await call(ctx, "set_is_a_template", vm, False)
    assert not vm.is_default_template
    assert "default_template" not in vm.other_config
    assert "start" in vm.allowed_operations
    assert await refused(ctx, "set_is_default_template", vm, True) == "OPERATION_NOT_ALLOWED"
    enter(ctx, vm, State.Running)
    assert await refused(ctx, "set_is_a_template", vm, True) == "VM_BAD_POWER_STATE"


async def test_a_snapshot_stays_one(ctx: Context, vm: VM) -> None:
    with ctx.change():
        vm.is_a_snapshot = vm.is_a_template = True
    assert await refused(ctx, "set_is_a_template", vm, False) == "VM_IS_SNAPSHOT"


async def test_boot_policy_and_domain_type_go_together(ctx: Context, vm: VM) -> None:
    assert vm.domain_type == DomainType.hvm
    await call(ctx, "set_domain_type", vm, DomainType.pvh)
    assert vm.HVM_boot_policy == ""
    await call(ctx, "set_domain_type", vm, DomainType.hvm)
    assert vm.HVM_boot_policy == "BIOS order"
    await call(ctx, "set_HVM_boot_policy", vm, "")
    assert vm.domain_type == DomainType.pv
    await call(ctx, "set_HVM_boot_policy", vm, "BIOS order")
    assert vm.domain_type == DomainType.hvm
    assert await refused(ctx, "set_domain_type", vm, DomainType.unspecified) == "INVALID_VALUE"


async def test_maps_are_set_whole_and_by_key(ctx: Context, vm: VM) -> None:
    await call(ctx, "set_platform", vm, {"nx": "true"})
    await call(ctx, "add_to_platform", vm, "acpi", "1")
    assert await refused(ctx, "add_to_platform", vm, "acpi", "0") == "MAP_DUPLICATE_KEY"
    await call(ctx, "remove_from_platform", vm, "nx")
    await call(ctx, "remove_from_platform", vm, "nx")
    assert vm.platform == {"acpi": "1"}
    await call(ctx, "add_to_blocked_operations", vm, Op.start, "MINE")
    assert "start" not in vm.allowed_operations
    assert await refused(ctx, "start", vm, False, False) == "OPERATION_BLOCKED"
    await call(ctx, "remove_from_blocked_operations", vm, Op.start)
    assert "start" in vm.allowed_operations


async def test_protected_keys_stay_when_a_map_is_set_whole(ctx: Context, vm: VM) -> None:
    await call(ctx, "set_other_config", vm, {"pci": "0/0000:00:02.0", "mine": "1"})
    caller = as_caller(ctx, log_in(ctx, "bob", "vm-admin"))
    await call(caller, "set_other_config", vm, {"pci": "0/0000:00:02.0", "mine": "2", "folder": "/a"})
    assert await refused(caller, "set_other_config", vm, {"mine": "2"}) == "RBAC_PERMISSION_DENIED"
    assert await refused(caller, "set_platform", vm, {"hvm_serial": "pty"}) == "RBAC_PERMISSION_DENIED"
    assert vm.other_config == {"pci": "0/0000:00:02.0", "mine": "2", "folder": "/a"}


@pytest.mark.parametrize("name", ["order", "start_delay", "shutdown_delay"])
async def test_the_order_of_starting_knows_no_negative_numbers(ctx: Context, vm: VM, name: str) -> None:
    await call(ctx, f"set_{name}", vm, 3)
    assert await refused(ctx, f"set_{name}", vm, -1) == "INVALID_VALUE"
    assert vm.raw(name) == 3


async def test_only_a_suspended_vm_has_a_suspend_image(ctx: Context, vm: VM) -> None:
    with ctx.change():
        image, disk = (ctx.store.create(VDI, type=kind) for kind in (VdiType.suspend, VdiType.user))
    assert await refused(ctx, "set_suspend_VDI", vm, image) == "VM_BAD_POWER_STATE"
    enter(ctx, vm, State.Suspended)
    assert await refused(ctx, "set_suspend_VDI", vm, disk) == "OPERATION_NOT_ALLOWED"
    await call(ctx, "set_suspend_VDI", vm, image)
    assert vm.suspend_VDI is image
    assert await refused(ctx, "set_has_vendor_device", vm, False) == "VM_BAD_POWER_STATE"


async def test_bios_strings_are_set_once(ctx: Context, vm: VM) -> None:
    for wrong in ({"bios-vendor": ""}, {"bios-vendor": "a\n"}, {"bios-vendor": "x" * 513}, {"sys": "x"},
                  {"bios-vendor": " x"}):  # fmt: skip
        assert await refused(ctx, "set_bios_strings", vm, wrong) == "INVALID_VALUE"
    strings = {"bios-vendor": "ACME", "oem-1": "hello"}
    await call(ctx, "set_bios_strings", vm, strings)
    assert vm.bios_strings == strings
    assert await refused(ctx, "set_bios_strings", vm, strings) == "VM_BIOS_STRINGS_ALREADY_SET"


async def test_whether_an_operation_is_valid_is_told_without_doing_it(ctx: Context, vm: VM) -> None:
    await call(ctx, "assert_operation_valid", vm, Op.start)
    assert await refused(ctx, "assert_operation_valid", vm, Op.pause) == "VM_BAD_POWER_STATE"
    await call(ctx, "update_allowed_operations", vm)
    assert "start" in vm.allowed_operations


@pytest.mark.parametrize(("name", "wrong"), [("send_sysrq", "é"), ("send_trigger", "nmi")])
async def test_keys_that_no_machine_has_are_refused(ctx: Context, vm: VM, name: str, wrong: str) -> None:
    assert await refused(ctx, name, vm, wrong) == "VM_BAD_POWER_STATE"
    enter(ctx, vm, State.Running)
    assert await refused(ctx, name, vm, wrong) in ("INVALID_VALUE", "VALUE_NOT_SUPPORTED")


def templates(ctx: Context) -> dict[str, VM]:
    return {vm.reference_label: vm for vm in ctx.store.all(VM) if vm.is_default_template}


def test_templates_are_made_once(ctx: Context) -> None:
    ensure_templates(ctx)
    first = templates(ctx)
    assert list(first) == [t.label for t in TEMPLATES]
    with ctx.change():
        first["debian-12"].name_label = "My Debian"
        first["debian-13"].is_default_template = False
    generation = ctx.store.generation
    ensure_templates(ctx)
    again = templates(ctx)
    assert {k: v for k, v in again.items() if k != "debian-13"} == {
        k: v for k, v in first.items() if k != "debian-13"
    }
    assert again["debian-13"] is not first["debian-13"]
    assert ctx.store.generation == generation + 1
    ensure_templates(ctx)
    assert ctx.store.generation == generation + 1


def test_templates_are_as_clients_read_them(ctx: Context) -> None:
    ensure_templates(ctx)
    for template in TEMPLATES:
        vm = templates(ctx)[template.label]
        assert vm.is_a_template
        assert vm.other_config["default_template"] == "true"
        assert set(vm.HVM_boot_params["order"]) <= set("cdn")
        most = {
            e.get("field") or e.get("property"): e.get("max")
            for e in ElementTree.fromstring(vm.recommendations).findall("restriction")
        }
        assert int(most["memory-static-max"] or 0) >= vm.memory_static_max
        assert int(most["vcpus-max"] or 0) >= vm.VCPUs_max
        plans = read_plans(vm.other_config.get("disks", ""))
        assert [plan.size for plan in plans] == ([template.disk] if template.disk else [])
        assert all(plan.bootable and plan.device == "0" and plan.sr == "" for plan in plans)
        assert "xapid" not in template.name


def test_a_clone_of_a_template_is_ones_own(ctx: Context) -> None:
    ensure_templates(ctx)
    with ctx.change():
        twin = copy_record(ctx, templates(ctx)["windows-11"], "mine")
    assert twin.is_a_template
    assert not twin.is_default_template
    assert "destroy" in twin.allowed_operations
    assert "default_template" not in twin.other_config
    assert twin.other_config["base_template_name"] == "windows-11"
    assert twin.reference_label == "windows-11"
    assert len(templates(ctx)) == len(TEMPLATES)
