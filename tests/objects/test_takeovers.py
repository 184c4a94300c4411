"""Operations on one VM that meet: the forced one wins, and copies are of what there was at first."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest

from tests.objects.memory import make_context
from xapid.hypervisor.errors import DomainNotFound
from xapid.model.errors import XenError
from xapid.model.messages import Message
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM
from xapid.objects.vm import VmPowerState as State
from xapid.objects.vm.copying import _duplicate, clone
from xapid.objects.vm.lifecycle import clean_reboot, clean_shutdown, hard_shutdown
from xapid.objects.vm.suspension import suspend


class Hypervisor:
    """Saves when it may; what is destroyed has gone by itself, as after a save. It tells of no event."""

    def __init__(self) -> None:
        self.saving, self.may_save, self.may_answer = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.asked = asyncio.Event()

    async def save(self, uuid: str, path: str, progress: Any) -> None:
        self.saving.set()
        await self.may_save.wait()

    async def destroy(self, uuid: str) -> None:
        self.asked.set()
        await self.may_answer.wait()
        raise DomainNotFound(uuid)

    async def request_reboot(self, uuid: str, way: str) -> None:
        self.saving.set()

    request_shutdown = request_reboot


class Images:
    def __init__(self) -> None:
        self.destroyed: list[str] = []

    async def image_path(self, uuid: str) -> str:
        return f"/nowhere/{uuid}"

    async def destroy_image(self, uuid: str) -> None:
        self.destroyed.append(uuid)


@pytest.fixture
def ctx(tmp_path: Path) -> Context:
    made = make_context(tmp_path)
    made.services.hypervisor = cast(Any, Hypervisor())
    with made.change():
        made.services.host = made.store.create(Host)
        made.store.create(Pool)
        sr = made.store.create(SR)
    made.services.storage = cast(Any, {sr.uuid: Images()})
    return made


@pytest.fixture
def sr(ctx: Context) -> SR:
    return ctx.store.one(SR)


@pytest.fixture
def vm(ctx: Context, sr: SR) -> VM:
    with ctx.change():
        return ctx.store.create(VM, power_state=State.Running, domid=7, suspend_SR=sr)


@pytest.mark.parametrize("saved_first", [True, False])
async def test_a_forced_stop_wins_over_a_suspend(ctx: Context, sr: SR, vm: VM, saved_first: bool) -> None:
    hypervisor, images = cast(Any, ctx.services.hypervisor), cast(Any, ctx.services.storage)[sr.uuid]
    suspending = asyncio.create_task(suspend(ctx, vm))
    await hypervisor.saving.wait()
    image = vm.suspend_VDI
    stopping = asyncio.create_task(hard_shutdown(ctx, vm))
    await hypervisor.asked.wait()
    if saved_first:
        hypervisor.may_save.set()
        await suspending
        assert vm.power_state == State.Suspended
        hypervisor.may_answer.set()
        await stopping
    else:
        hypervisor.may_answer.set()
        await stopping
        hypervisor.may_save.set()
        with pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
            await suspending
    assert (vm.power_state, vm.suspend_VDI, vm.domid) == (State.Halted, None, -1)
    assert (images.destroyed, image.alive) == ([image.uuid], False)


@pytest.mark.parametrize("clean", [clean_reboot, clean_shutdown])
async def test_a_forced_stop_wins_over_a_clean_one_whose_guest_is_gone_unheard(
    ctx: Context, vm: VM, clean: Message
) -> None:
    """The event of the end may come last: when it is written down already, and tells nothing any more."""
    hypervisor = cast(Any, ctx.services.hypervisor)
    asking = asyncio.create_task(clean(ctx, vm))
    await hypervisor.saving.wait()
    hypervisor.may_answer.set()
    await hard_shutdown(ctx, vm)
    async with asyncio.timeout(10):
        if clean is clean_reboot:
            with pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
                await asking
        await asyncio.wait({asking})
    assert (vm.power_state, vm.domid, vm.current_operations) == (State.Halted, -1, {})


async def test_a_disk_that_comes_while_a_vm_is_copied_is_not_shared(ctx: Context, sr: SR, vm: VM) -> None:
    with ctx.change():
        vm.power_state = State.Halted
        vm.VCPUs_max = vm.VCPUs_at_startup = 1
        vm.memory_static_max = vm.memory_dynamic_max = 64 << 20
        disk, late = ctx.store.create(VDI, SR=sr), ctx.store.create(VDI, SR=sr)
        ctx.store.create(VBD, VM=vm, VDI=disk, userdevice="0", type="Disk")

    async def copier(ctx: Context, vdi: VDI) -> VDI:
        with ctx.change():
            ctx.store.create(VBD, VM=vm, VDI=late, userdevice="1", type="Disk")
            return ctx.store.create(VDI, SR=sr)

    twin = await _duplicate(ctx, vm, "twin", copier)
    assert [vbd.userdevice for vbd in twin.VBDs] == ["0"]
    assert [vbd.VM for vbd in late.VBDs] == [vm]


async def test_a_copy_without_a_name_copies_nothing(ctx: Context, sr: SR, vm: VM) -> None:
    with ctx.change():
        vm.power_state = State.Halted
        ctx.store.create(VBD, VM=vm, VDI=ctx.store.create(VDI, SR=sr), userdevice="0", type="Disk")
    with pytest.raises(XenError) as caught:
        await clone(ctx, vm, "")
    assert caught.value.description == ["INVALID_VALUE", "new_name", ""]
    assert not sr.raw("unfinished")
