"""What the observer believes: what it is told may come late, and be about what was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest

from tests.objects.memory import make_context
from xapid.hypervisor.events import (
    DomainPaused,
    DomainRebooted,
    DomainStarted,
    DomainStopped,
    HypervisorEvent,
    Reconnected,
    StopReason,
)
from xapid.hypervisor.state import DomainState, Power
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.message import Message
from xapid.objects.sr import SR
from xapid.objects.vbd import VBD, VbdOperations
from xapid.objects.vdi import VDI
from xapid.objects.vm import VM, observer
from xapid.objects.vm import VmOperations as Op
from xapid.objects.vm import VmPowerState as State
from xapid.objects.vm.aftermath import after_stop
from xapid.objects.vm.boot import boot, room
from xapid.objects.vm.observer import Observer
from xapid.objects.vm.state import record_no_domain


class Told:
    """Tells and lists what a test says, when it says so: orders that no host can be made to show."""

    def __init__(self) -> None:
        self.domains: list[DomainState] = []
        self.tell: Callable[[HypervisorEvent], None] = lambda event: None
        #: Listings wait for this, and answer what there was when they were asked.
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.asked = 0

    def subscribe(self, subscriber: Callable[[HypervisorEvent], None]) -> None:
        self.tell = subscriber

    async def list_domains(self) -> list[DomainState]:
        self.asked += 1
        found = list(self.domains)
        await self.may_answer.wait()
        return found


class House:
    def __init__(self, ctx: Context, told: Told) -> None:
        self.ctx, self.told = ctx, told
        self.observer = Observer(ctx)

    def running(self, domid: int) -> VM:
        """A VM that runs as that domain."""
        with self.ctx.change():
            vm = self.ctx.store.create(VM, power_state=State.Running, domid=domid)
        self.told.domains = [domain(vm, domid)]
        return vm

    def halted(self) -> VM:
        """A VM that does not run."""
        with self.ctx.change():
            return self.ctx.store.create(VM, power_state=State.Halted, domid=-1)

    async def worked_through(self) -> None:
        """Until everything told so far was taken."""
        self.observer.settled.clear()
        await self.observer.look()
        await asyncio.wait_for(self.observer.settled.wait(), 10)


def domain(vm: VM, domid: int, power: Power = Power.running) -> DomainState:
    return DomainState(uuid=vm.uuid, name="", is_ours=True, power=power, domid=domid, vcpus=1, vcpus_max=1,
                       memory=1, memory_max=1)  # fmt: skip


def restart(house: House, vm: VM, domid: int) -> None:
    """What an operation leaves that started the VM again."""
    with house.ctx.change():
        vm.power_state, vm.domid = State.Running, domid
    house.told.domains = [domain(vm, domid)]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    ctx = make_context(tmp_path)
    told: Any = Told()
    ctx.services.hypervisor = told
    with ctx.change():
        ctx.services.host = ctx.store.create(Host)
    made = House(ctx, told)
    made.observer.start()
    yield made
    await ctx.services.stop()


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the next step of the loop is all that is waited for
            await asyncio.sleep(0)


async def test_the_end_of_a_former_domain_is_not_the_end_of_the_present_one(house: House) -> None:
    vm = house.running(7)
    house.told.tell(DomainPaused(uuid=vm.uuid, domid=7, reason="user"))
    house.told.tell(DomainStopped(uuid=vm.uuid, domid=7, reason=StopReason.destroyed))
    restart(house, vm, 8)
    await house.worked_through()
    assert (vm.power_state, vm.domid) == (State.Running, 8)

    with house.ctx.services.expectations.end(vm.uuid) as ended:
        house.told.tell(DomainStopped(uuid=vm.uuid, domid=7, reason=StopReason.destroyed))
        await house.worked_through()
        assert not ended.done()
        house.told.tell(DomainStopped(uuid=vm.uuid, domid=8, reason=StopReason.shutdown))
        assert await asyncio.wait_for(ended, 10) == StopReason.shutdown


async def test_the_end_of_the_present_domain_is_written_down(house: House) -> None:
    vm = house.running(7)
    house.told.domains = []
    house.told.tell(DomainStopped(uuid=vm.uuid, domid=7, reason=StopReason.shutdown))
    await until(lambda: vm.power_state == State.Halted)
    assert vm.domid == -1


async def test_a_vm_that_was_started_again_while_its_disks_were_closed_runs(house: House) -> None:
    vm = house.running(7)
    closed = []

    class Driver:
        async def deactivate(self, uuid: str, user: str) -> None:
            closed.append(uuid)
            restart(house, vm, 8)

    with house.ctx.change():
        sr = house.ctx.store.create(SR)
        for number in "01":
            vdi = house.ctx.store.create(VDI, SR=sr)
            house.ctx.store.create(VBD, VM=vm, VDI=vdi, userdevice=number)
    house.ctx.services.storage = cast(Any, {sr.uuid: Driver()})
    await after_stop(house.ctx, vm, StopReason.destroyed)
    assert (len(closed), vm.power_state, vm.domid) == (1, State.Running, 8)


@pytest.mark.parametrize("again", [True, False])
async def test_a_listing_is_of_when_it_was_asked(house: House, again: bool) -> None:
    """A VM that was started, or stopped, while the hypervisor listed is as the operation says."""
    vm = house.running(7)
    if again:
        house.told.domains = []
    house.told.may_answer.clear()
    looking = asyncio.create_task(house.observer.look())
    await until(lambda: house.told.asked)
    if again:
        restart(house, vm, 8)
    else:
        record_no_domain(house.ctx, vm)
        house.told.domains = []
    house.told.may_answer.set()
    await looking
    await until(lambda: house.told.asked == 2)  # it looks again by itself
    await house.worked_through()
    assert (vm.power_state, vm.domid) == ((State.Running, 8) if again else (State.Halted, -1))


async def test_a_listing_from_before_an_end_does_not_bring_the_vm_back(house: House) -> None:
    """Somebody else starts a domain, which ends while the listing that is to tell what it is takes long."""
    vm = house.halted()
    before = vm.modified
    house.told.domains = [domain(vm, 7)]
    house.told.may_answer.clear()
    house.told.tell(DomainStarted(uuid=vm.uuid, domid=7))
    await until(lambda: house.told.asked)
    house.told.domains = []
    house.told.tell(DomainStopped(uuid=vm.uuid, domid=7, reason=StopReason.shutdown))
    house.told.may_answer.set()
    await until(lambda: house.told.asked == 2)  # it looks again by itself
    await house.worked_through()
    assert (vm.power_state, vm.domid, vm.modified) == (State.Halted, -1, before)


async def test_a_domain_that_is_only_about_to_start_is_no_paused_guest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A libvirtd that was killed leaves such a note behind; the next one drops it, or has the domain run."""
    monkeypatch.setattr(observer, "DOUBT_SECONDS", 0)
    vm = house.halted()
    before = vm.modified
    paused = domain(vm, 7, Power.paused)
    house.told.domains = [paused.model_copy(update={"reason": observer.STARTING})]
    await house.worked_through()
    assert (vm.power_state, vm.modified) == (State.Halted, before)
    house.told.domains = [domain(vm, 7)]
    await until(lambda: vm.power_state == State.Running)  # it looks again by itself
    assert vm.domid == 7


async def test_a_reconnection_is_followed_by_a_listing_of_our_own(house: House) -> None:
    vm = house.running(7)
    house.told.tell(Reconnected(domains=()))
    await house.worked_through()
    assert vm.power_state == State.Running


async def test_an_end_that_a_failed_operation_waited_for_is_not_forgotten(house: House) -> None:
    vm = house.running(7)
    house.told.domains = []
    expectations = house.ctx.services.expectations
    with pytest.raises(RuntimeError), house.ctx.marked(vm, Op.suspend), expectations.end(vm.uuid) as ended:
        house.told.tell(DomainStopped(uuid=vm.uuid, domid=7, reason=StopReason.shutdown))
        await ended
        raise RuntimeError("what came after went wrong")
    await until(lambda: vm.power_state == State.Halted)


class Starting(Told):
    """A hypervisor whose next domain ends, or whose VM is stopped by force, before its start is told."""

    started: DomainState
    destroyed = ""
    meanwhile: Callable[[], Awaitable[None]]

    async def start(self, spec: Any, paused: bool) -> DomainState:
        await self.meanwhile()
        return self.started

    async def restore(self, image: str, spec: Any, paused: bool) -> DomainState:
        return await self.start(spec, paused)

    async def destroy(self, uuid: str) -> None:
        self.destroyed = uuid


@pytest.fixture
async def start(house: House) -> Starting:
    starting: Any = Starting()
    house.ctx.services.hypervisor = starting
    house.observer.start()
    return cast(Starting, starting)


def halted(house: House, megabytes: int = 64, **values: Any) -> VM:
    memory = megabytes << 20
    with house.ctx.change():
        return house.ctx.store.create(VM, domid=-1, VCPUs_max=1, VCPUs_at_startup=1, memory_static_max=memory,
                                      memory_dynamic_max=memory, **values)  # fmt: skip


async def test_a_domain_that_ends_before_its_start_is_written_down(house: House, start: Starting) -> None:
    vm = halted(house)
    start.started = domain(vm, 9)
    gone = 9

    async def stopped() -> None:
        start.tell(DomainStopped(uuid=vm.uuid, domid=gone, reason=StopReason.failed))
        await house.worked_through()

    start.meanwhile = stopped
    with pytest.raises(XenError, match="as soon as it had begun"):
        await boot(house.ctx, vm, "VM_STARTED", paused=False)
    assert (vm.power_state, vm.domid) == (State.Halted, -1)
    gone = 8
    await boot(house.ctx, vm, "VM_STARTED", paused=False)
    assert (vm.power_state, vm.domid) == (State.Running, 9)


async def test_a_vm_that_is_stopped_by_force_while_it_resumes_does_not_run(
    house: House, start: Starting
) -> None:
    vm = halted(house, power_state=State.Suspended)
    start.started = domain(vm, 9)

    async def stopped() -> None:
        record_no_domain(house.ctx, vm)

    start.meanwhile = stopped
    with pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
        await boot(house.ctx, vm, "VM_RESUMED", paused=False, image="/nowhere")
    assert (vm.power_state, start.destroyed) == (State.Halted, vm.uuid)


async def test_two_that_start_at_once_do_not_get_the_same_memory(house: House, start: Starting) -> None:
    with house.ctx.change():
        house.ctx.services.host.enabled = True
    most = house.ctx.services.machine.free_memory() >> 20
    one, other = halted(house, most * 6 // 10), halted(house, most * 6 // 10)
    async with room(house.ctx, one):
        with pytest.raises(XenError, match="HOST_NOT_ENOUGH_FREE_MEMORY"):
            async with room(house.ctx, other):
                pass
    async with room(house.ctx, other):
        pass


async def test_operations_on_devices_are_not_interfered_with(house: House) -> None:
    vm = house.running(7)
    with house.ctx.change():
        vbd = house.ctx.store.create(VBD, VM=vm, userdevice="0", type="CD", empty=True)
    house.told.domains = []
    with house.ctx.marked(vbd, VbdOperations.attach):
        await house.worked_through()
        assert vm.power_state == State.Running
        asked = house.told.asked
        await asyncio.sleep(0)
        assert house.told.asked == asked  # it waits for the operation
    await until(lambda: vm.power_state == State.Halted)


async def test_a_guest_that_resets_its_machine_by_several_means_restarts_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    vm = house.running(1)

    def restarts() -> int:
        return sum(note.name == "VM_REBOOTED" for note in house.ctx.store.all(Message))

    for _ in range(11):
        house.told.tell(DomainRebooted(uuid=vm.uuid, domid=1))
    await house.worked_through()
    assert restarts() == 1
    monkeypatch.setattr(observer, "RESETS_SECONDS", 0.0)
    house.told.tell(DomainRebooted(uuid=vm.uuid, domid=1))
    await house.worked_through()
    assert restarts() == 2
