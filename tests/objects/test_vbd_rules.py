"""What may be done to a VM's block devices, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.objects.memory import make_context
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.vbd import VBD, VbdOperations, VbdType
from xapid.objects.vbd.lifecycle import destroy, insert, plug, set_userdevice
from xapid.objects.vdi import VDI
from xapid.objects.vif import VIF, VifOperations
from xapid.objects.vm import VM
from xapid.objects.vm import VmOperations as Op
from xapid.objects.vm import VmPowerState as State
from xapid.objects.vm.boot import boot


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    return make_context(tmp_path)


@pytest.fixture
def vm(ctx: Context) -> VM:
    with ctx.change():
        return ctx.store.create(VM, power_state=State.Running, domid=3)


def device(ctx: Context, vm: VM, number: str, **values: object) -> VBD:
    with ctx.change():
        return ctx.store.create(
            VBD, VM=vm, userdevice=number, **{"type": VbdType.CD, "empty": True, **values}
        )


async def test_a_new_number_has_to_be_one(ctx: Context, vm: VM) -> None:
    vbd = device(ctx, vm, "0")
    await set_userdevice(ctx, vbd, "xvdc")
    assert vbd.userdevice == "2"
    with pytest.raises(XenError, match="INVALID_DEVICE"):
        await set_userdevice(ctx, vbd, "../etc")
    with ctx.change():
        vbd.currently_attached = True
    with pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
        await set_userdevice(ctx, vbd, "3")
    assert vbd.userdevice == "2"


async def test_two_of_the_same_number_can_be_swapped_and_not_started(ctx: Context, vm: VM) -> None:
    first, second = device(ctx, vm, "0"), device(ctx, vm, "1")
    await set_userdevice(ctx, second, "0")
    with pytest.raises(XenError) as caught:
        await boot(ctx, vm, "VM_STARTED", paused=False)
    assert caught.value.description == ["VM_DUPLICATE_VBD_DEVICE", vm.ref, second.ref, "0"]
    await set_userdevice(ctx, first, "1")
    assert [first.userdevice, second.userdevice] == ["1", "0"]


async def test_devices_wait_for_what_changes_the_whole_domain(ctx: Context, vm: VM) -> None:
    disk, drive = device(ctx, vm, "0", type=VbdType.Disk, empty=False), device(ctx, vm, "3")
    with ctx.change():
        cd = ctx.store.create(VDI)
    with ctx.marked(vm, Op.hard_reboot):
        for refused in (plug(ctx, disk), insert(ctx, drive, cd), destroy(ctx, drive)):
            with pytest.raises(XenError) as caught:
                await refused
            assert caught.value.description[:3] == ["OTHER_OPERATION_IN_PROGRESS", "VM", vm.ref]
    with ctx.marked(drive, VbdOperations.insert), pytest.raises(XenError) as caught:
        await destroy(ctx, drive)
    assert caught.value.description[:3] == ["OTHER_OPERATION_IN_PROGRESS", "VBD", drive.ref]
    await destroy(ctx, drive)
    assert vm.VBDs == [disk]


async def test_what_was_plugged_into_a_domain_that_is_no_more_is_not_attached(ctx: Context, vm: VM) -> None:
    class Late:
        """The VM is stopped by force while its guest gets the device."""

        async def attach_disk(self, uuid: str, spec: object) -> None:
            with ctx.change():
                vm.power_state, vm.domid = State.Halted, -1

        async def detach_disk(self, uuid: str, target: str) -> None:
            self.detached = target

    ctx.services.hypervisor = late = Late()  # type: ignore[assignment]
    disk = device(ctx, vm, "0", type=VbdType.CD, empty=False)
    with pytest.raises(XenError, match="VM_BAD_POWER_STATE"):
        await plug(ctx, disk)
    assert (disk.currently_attached, late.detached) == (False, "xvda")


def test_a_network_card_waits_as_well(ctx: Context, vm: VM) -> None:
    with ctx.change():
        vif = ctx.store.create(VIF, VM=vm, device="0")
    with (
        ctx.marked(vm, Op.suspend),
        pytest.raises(XenError, match="OTHER_OPERATION_IN_PROGRESS"),
        ctx.marked(vif, VifOperations.plug),
    ):
        pass
