"""Messages that only check and note something, in a store in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.objects.memory import make_context
from xapid.model.errors import XenError
from xapid.objects import operations
from xapid.objects.catalog import load
from xapid.objects.context import Context
from xapid.objects.gpu_group import GpuGroup
from xapid.objects.host import Host
from xapid.objects.host.enums import UpdateGuidances
from xapid.objects.host_metrics import HostMetrics
from xapid.objects.pbd import PBD
from xapid.objects.pgpu import PGPU
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD, VbdMode, VbdType
from xapid.objects.vdi import VDI, VdiType
from xapid.objects.vgpu import VGPU
from xapid.objects.vm import VM, OnCrashBehaviour, VmOperations, VmPowerState


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    made = make_context(tmp_path)
    operations.keep_allowed_operations_true(made.store)
    return made


async def call(ctx: Context, name: str, *args: Any) -> Any:
    """Call a message by its full name, as the dispatcher does once it has checked the types."""
    return await load().messages[name](ctx, *args)


async def refusal(ctx: Context, name: str, *args: Any) -> list[str]:
    with pytest.raises(XenError) as caught:
        await call(ctx, name, *args)
    return caught.value.description


async def test_how_a_vm_is_handled(ctx: Context) -> None:
    with ctx.change():
        vm = ctx.store.create(VM)
    await call(ctx, "VM.set_start_delay", vm, 5)
    await call(ctx, "VM.set_shutdown_delay", vm, 6)
    await call(ctx, "VM.set_order", vm, 7)
    await call(ctx, "VM.set_actions_after_crash", vm, OnCrashBehaviour.preserve)
    assert (vm.start_delay, vm.shutdown_delay, vm.order) == (5, 6, 7)
    assert vm.actions_after_crash == "preserve"
    await call(ctx, "VM.set_blocked_operations", vm, {VmOperations.start: "not now"})
    assert "start" not in vm.allowed_operations
    assert await refusal(ctx, "VM.start", vm, False, False) == ["OPERATION_BLOCKED", vm.ref, "not now"]


async def test_the_firmware_strings_of_a_host_are_taken_over_once(ctx: Context) -> None:
    strings = {"bios-vendor": "Maker", "system-serial-number": "17", "hp-rombios": "", "oem-1": "Xen"}
    with ctx.change():
        host, vm = ctx.store.create(Host, bios_strings=strings), ctx.store.create(VM)
    await call(ctx, "VM.copy_bios_strings", vm, host)
    assert vm.bios_strings == {k: v for k, v in strings.items() if k != "hp-rombios"}
    assert await refusal(ctx, "VM.copy_bios_strings", vm, host) == ["VM_BIOS_STRINGS_ALREADY_SET"]


async def test_who_may_have_a_disk_and_how(ctx: Context) -> None:
    with ctx.change():
        sr = ctx.store.create(SR, type="file")
        vdi = ctx.store.create(VDI, SR=sr)
        running = ctx.store.create(VM, power_state=VmPowerState.Running)
        held = ctx.store.create(
            VBD, VM=running, VDI=vdi, type=VbdType.Disk, mode=VbdMode.RW, currently_attached=True
        )
        vbd = ctx.store.create(VBD, VM=ctx.store.create(VM), VDI=vdi, type=VbdType.Disk, mode=VbdMode.RO)
        drive = ctx.store.create(VBD, VM=vbd.VM, type=VbdType.CD, mode=VbdMode.RO, empty=True)
    assert await refusal(ctx, "VBD.assert_attachable", vbd) == ["VDI_IN_USE", vdi.ref, "attach"]
    assert await refusal(ctx, "VBD.set_mode", held, VbdMode.RO) == [
        "OPERATION_NOT_ALLOWED", "The mode of an attached VBD cannot change",
    ]  # fmt: skip
    await call(ctx, "VBD.assert_attachable", drive)
    assert (await refusal(ctx, "VBD.set_mode", drive, VbdMode.RW))[0] == "VDI_READONLY"
    with ctx.change():
        held.mode = VbdMode.RO
    await call(ctx, "VBD.assert_attachable", vbd)
    await call(ctx, "VBD.set_mode", vbd, VbdMode.RW)
    assert vbd.mode == "RW"
    assert await refusal(ctx, "VBD.assert_attachable", vbd) == ["VDI_IN_USE", vdi.ref, "attach"]


async def test_what_a_disk_is_called_and_who_may_write_it(ctx: Context) -> None:
    with ctx.change():
        vdi = ctx.store.create(VDI, SR=ctx.store.create(SR, type="file"))
    for name, value in (("name_label", "disk"), ("name_description", "of ours"), ("sharable", True),
                        ("read_only", True)):  # fmt: skip
        await call(ctx, f"VDI.set_{name}", vdi, value)
        assert vdi.raw(name) == value


async def test_what_a_repository_is_called_and_where_it_is(ctx: Context) -> None:
    with ctx.change():
        sr = ctx.store.create(SR, type="file")
        pbd = ctx.store.create(PBD, SR=sr, currently_attached=True)
    assert {"ext", "file", "iso"} <= set(await call(ctx, "SR.get_supported_types"))
    await call(ctx, "SR.set_name_label", sr, "disks")
    await call(ctx, "SR.set_name_description", sr, "of ours")
    assert (sr.name_label, sr.name_description) == ("disks", "of ours")
    assert await refusal(ctx, "SR.set_shared", sr, True) == ["SR_OPERATION_NOT_SUPPORTED", sr.ref]
    await call(ctx, "SR.set_shared", sr, False)
    assert not sr.shared
    refused = await refusal(ctx, "PBD.set_device_config", pbd, {"location": "/b"})
    assert refused == ["OPERATION_NOT_ALLOWED", "The PBD is plugged"]
    with ctx.change():
        pbd.currently_attached = False
    await call(ctx, "PBD.set_device_config", pbd, {"location": "/b"})
    assert pbd.device_config == {"location": "/b"}


async def test_what_only_the_pool_itself_writes_of_disks(ctx: Context) -> None:
    with ctx.change():
        sr = ctx.store.create(SR, type="file")
        vdi, origin = ctx.store.create(VDI, SR=sr), ctx.store.create(VDI, SR=sr)
    when = datetime(2026, 1, 2, tzinfo=UTC)
    await call(ctx, "VDI.set_managed", vdi, True)
    await call(ctx, "VDI.set_missing", vdi, True)
    await call(ctx, "VDI.set_virtual_size", vdi, 17)
    await call(ctx, "VDI.set_physical_utilisation", vdi, 18)
    await call(ctx, "VDI.set_is_a_snapshot", vdi, True)
    await call(ctx, "VDI.set_snapshot_of", vdi, origin)
    await call(ctx, "VDI.set_snapshot_time", vdi, when)
    assert (vdi.managed, vdi.missing, vdi.virtual_size, vdi.physical_utilisation) == (True, True, 17, 18)
    assert (vdi.is_a_snapshot, vdi.snapshot_of, vdi.snapshot_time, origin.snapshots) == (
        True, origin, when, [vdi],
    )  # fmt: skip
    await call(ctx, "SR.set_virtual_allocation", sr, 19)
    await call(ctx, "SR.set_physical_utilisation", sr, 20)
    assert (sr.virtual_allocation, sr.physical_utilisation) == (19, 20)
    made = await call(ctx, "VDI.db_introduce", "", "n", "", sr, VdiType.user, False, False, {}, "there")
    assert (made.SR, made.location, made.managed) == (sr, "there", True)
    await call(ctx, "VDI.db_forget", made)
    assert not made.alive


async def test_groups_of_graphics_processors_go_when_they_are_empty(ctx: Context) -> None:
    group = await call(ctx, "GPU_group.create", "fast", "for games", {"floor": "2"})
    assert (group.name_label, group.allocation_algorithm) == ("fast", "depth_first")
    with ctx.change():
        pgpu = ctx.store.create(PGPU, GPU_group=group)
        vgpu = ctx.store.create(VGPU, VM=ctx.store.create(VM), GPU_group=group)
    assert await refusal(ctx, "GPU_group.destroy", group) == ["GPU_GROUP_CONTAINS_VGPU", vgpu.ref]
    with ctx.change():
        ctx.store.destroy(vgpu)
    assert await refusal(ctx, "GPU_group.destroy", group) == ["GPU_GROUP_CONTAINS_PGPU", pgpu.ref]
    with ctx.change():
        pgpu.GPU_group = None
    await call(ctx, "GPU_group.destroy", group)
    assert ctx.store.all(GpuGroup) == []


async def test_a_host_in_an_emergency(ctx: Context) -> None:
    with ctx.change():
        host = ctx.store.create(Host, pending_guidances=[UpdateGuidances.reboot_host])
    ctx.services.host = host
    assert not await call(ctx, "host.ha_xapi_healthcheck")
    with ctx.change():
        host.metrics = ctx.store.create(HostMetrics, live=True)
    assert await call(ctx, "host.ha_xapi_healthcheck")
    await call(ctx, "host.emergency_clear_mandatory_guidance")
    assert list(host.pending_guidances) == []
