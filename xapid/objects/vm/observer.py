"""Keeping the records of VMs true to what the hypervisor says happens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.events import (
    AgentConnected,
    AgentDisconnected,
    BalloonChanged,
    ClockChanged,
    DeviceRemoved,
    Disconnected,
    DomainCrashed,
    DomainEvent,
    DomainPaused,
    DomainRebooted,
    DomainResumed,
    DomainStarted,
    DomainStopped,
    HypervisorEvent,
    Reconnected,
    StopReason,
)
from xapid.hypervisor.state import DomainState
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.vm.aftermath import after_stop, record_end, tell_of_failure
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.enums import OnCrashBehaviour
from xapid.objects.vm.enums import VmPowerState as State
from xapid.objects.vm.guest_watch import GuestWatch
from xapid.objects.vm.late_release import device_removed
from xapid.objects.vm.notes import tell
from xapid.objects.vm.reattach import reattach
from xapid.objects.vm.saved import settle_interrupted_suspend
from xapid.objects.vm.state import metrics_of, record_domain, record_power

log = logging.getLogger(__name__)

#: From a change that the database refused to the listing that puts it right; it may be refused again.
DOUBT_SECONDS = 1.0
#: A guest that restarts resets its machine by several means, one right after the other: that is one restart.
RESETS_SECONDS = 1.0
#: Why a domain is paused while its memory is written to a suspend image.
SAVING = "saving"
#: Why it is paused before QEMU runs it. A libvirtd that was killed then leaves the note of such a domain
#: behind; the next one drops it a moment later, and tells nobody.
STARTING = "starting_up"


@dataclass(frozen=True)
class Listing:
    """What the hypervisor listed, and what was known when it was asked: something else may be true by now."""

    domains: list[DomainState]
    generation: int
    domids: dict[str, int]
    #: How many ends of domains had been told.
    ends: int


class Observer:
    """Follows the hypervisor's events. Operations under way write down what they did themselves."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.guests = GuestWatch(ctx)
        #: Set after each full listing was worked through.
        self.settled = asyncio.Event()
        self._queue: asyncio.Queue[HypervisorEvent | Listing] = asyncio.Queue()
        #: How many ends of domains were told, and the number of the last one of each VM.
        self._ends = 0
        self._last_end: dict[str, int] = {}
        #: When each VM was reset the last time, by the loop's clock.
        self._last_reset: dict[str, float] = {}
        self._doubts: asyncio.Task[None] | None = None
        self._postponed: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; call before the hypervisor connects."""
        self.ctx.services.hypervisor.subscribe(self._queue.put_nowait)
        self.ctx.services.expectations.unclaimed = lambda uuid: self._beside(self.look(), f"end of {uuid}")
        self.ctx.services.spawn(self._follow(), "observer")

    def doubt(self, _: XenError) -> None:
        """Changes were taken back: what is remembered may be older than what is."""
        self._look_again()

    def _look_again(self) -> None:
        if self._doubts is None or self._doubts.done():
            self._doubts = self.ctx.services.spawn(self._look_later(), "listing after a doubt")

    async def _look_later(self) -> None:
        await asyncio.sleep(DOUBT_SECONDS)  # what it finds may be refused as well
        await self.look()

    async def look(self) -> None:
        """List everything and write it down."""
        store = self.ctx.store
        generation, domids = store.generation, {vm.uuid: vm.domid for vm in store.all(VM)}
        ends = self._ends
        try:
            domains = await self.ctx.services.hypervisor.list_domains()
        except HypervisorError:
            return  # its reconnection brings the list
        self._queue.put_nowait(Listing(domains, generation, domids, ends))

    async def _follow(self) -> None:
        while True:
            event = await self._queue.get()
            try:
                await self._take(event)
            except (XenError, HypervisorError) as error:
                log.warning("%s could not be written down: %s", type(event).__name__, error)
            except Exception:
                log.exception("%s could not be written down", type(event).__name__)

    async def _take(self, event: HypervisorEvent | Listing) -> None:
        if isinstance(event, Listing):
            await self._reconcile(event)
            self.settled.set()
            return
        if isinstance(event, Reconnected):
            await self.look()  # its own listing is of a moment that nobody here knows
            return
        if isinstance(event, Disconnected):
            self.settled.clear()
            log.warning("the hypervisor does not answer: %s", event.why)
            return
        vm = self.ctx.store.by_uuid(VM, event.uuid)
        if vm is None:
            return
        if isinstance(event, DomainStopped):
            self._ends += 1
            self._last_end[vm.uuid] = self._ends
        if isinstance(event, DomainStarted):
            await self._appeared(vm)
        elif event.domid not in (-1, vm.domid):
            self._of_another(vm, event)
        elif isinstance(event, DomainStopped):
            self._stopped(vm, event.reason)
        else:
            self._changed(vm, event)

    def _changed(self, vm: VM, event: Any) -> None:
        busy = bool(vm.current_operations)
        match event:
            case DomainPaused() if not busy:
                record_power(self.ctx, vm, State.Paused)
            case DomainResumed() if not busy:
                record_power(self.ctx, vm, State.Running)
            case DomainRebooted():
                first = self._is_first_reset(vm)
                self.guests.restarted(vm)
                self.ctx.services.expectations.rebooted(vm.uuid)
                if first and not busy:
                    tell(self.ctx, vm, "VM_REBOOTED", "by its guest")
            case DomainCrashed():
                tell_of_failure(self.ctx, vm, StopReason.crashed)
                if vm.actions_after_crash == OnCrashBehaviour.preserve:
                    self._beside(self.look(), "listing after a crash")
            case AgentConnected():
                self.guests.connected(vm)
            case AgentDisconnected():
                self.guests.disconnected(vm)
            case DeviceRemoved():
                self._beside(device_removed(self.ctx, vm, event.device), f"{event.device} of {vm.uuid}")
            case BalloonChanged():
                with self.ctx.change():
                    metrics_of(self.ctx, vm).memory_actual = event.memory
            case ClockChanged():
                with self.ctx.change():
                    vm.platform = {**vm.platform, "timeoffset": str(event.time_offset)}

    def _is_first_reset(self, vm: VM) -> bool:
        """Whether this reset is none of those that belong to the one before."""
        now = asyncio.get_running_loop().time()
        before, self._last_reset[vm.uuid] = self._last_reset.get(vm.uuid, -RESETS_SECONDS), now
        return now - before >= RESETS_SECONDS

    def _of_another(self, vm: VM, event: DomainEvent) -> None:
        """It tells of a domain that the VM had before, or of one that is just being started for it."""
        if isinstance(event, DomainStopped):
            self.guests.disconnected(vm)
            self.ctx.services.expectations.ended_early(vm.uuid, event.domid)

    def _stopped(self, vm: VM, reason: StopReason) -> None:
        self.guests.disconnected(vm)
        if self.ctx.services.expectations.stopped(vm.uuid, reason):
            return
        if vm.power_state not in (State.Running, State.Paused):
            return
        self._beside(after_stop(self.ctx, vm, reason), f"end of {vm.uuid}")

    async def _appeared(self, vm: VM) -> None:
        """Somebody started it; unless that was us, find out what it is."""
        if not vm.current_operations and vm.power_state not in (State.Running, State.Paused):
            await self.look()

    def _beside(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        self.ctx.services.spawn(work, name)

    async def _reconcile(self, listing: Listing) -> None:
        present = {d.uuid: d for d in listing.domains}
        unsure: list[VM] = []
        for vm in self.ctx.store.all(VM):
            if vm.is_control_domain or vm.is_a_template:
                continue
            if self._last_end.get(vm.uuid, 0) > listing.ends:
                unsure.append(vm)  # what was listed of it may be what has ended since
            elif _is_in_motion(vm, listing.generation):
                unsure.append(vm)
                if vm.uuid not in present and vm.domid == listing.domids.get(vm.uuid) != -1:
                    # its end was told while nobody listened
                    self.ctx.services.expectations.stopped(vm.uuid, StopReason.failed)
            elif vm.uuid in present and present[vm.uuid].reason == STARTING:
                self._look_again()
            else:
                await self._settle(vm, present.get(vm.uuid))
        await self._end_strays(present)
        if unsure and (self._postponed is None or self._postponed.done()):
            self._postponed = self.ctx.services.spawn(self._look_after(unsure), "listing after operations")

    async def _settle(self, vm: VM, domain: DomainState | None) -> None:
        """Write down what the listing says of a VM that nobody works on."""
        ctx = self.ctx
        if domain is not None:
            record_domain(ctx, vm, domain)
            await reattach(ctx, vm)
            if domain.agent_connected:
                self.guests.connected(vm)
            if domain.reason != SAVING:
                await settle_interrupted_suspend(ctx, vm, running=True)
        elif await settle_interrupted_suspend(ctx, vm, running=False):
            return
        elif vm.power_state in (State.Running, State.Paused):
            log.info("%s is gone", vm.uuid)
            await record_end(ctx, vm)

    async def _look_after(self, unsure: list[VM]) -> None:
        """Look again once the operations that were not to be interfered with have ended."""
        while any(vm.alive and _is_worked_on(vm) for vm in unsure):
            await self.ctx.store.watch()
        await self.look()

    async def _end_strays(self, present: dict[str, DomainState]) -> None:
        """Domains that we made for VMs that are no more: nobody could reach them."""
        for uuid, domain in present.items():
            if domain.is_ours and self.ctx.store.by_uuid(VM, uuid) is None:
                log.warning("ending domain %s: its VM does not exist", uuid)
                await self.ctx.services.hypervisor.destroy(uuid)


def _is_in_motion(vm: VM, generation: int) -> bool:
    """Whether operations work on the VM or its devices, or changed them after that generation."""
    return _is_worked_on(vm) or any(obj.modified > generation for obj in (vm, *vm.VBDs, *vm.VIFs, *vm.VUSBs))


def _is_worked_on(vm: VM) -> bool:
    return any(obj.current_operations for obj in (vm, *vm.VBDs, *vm.VIFs, *vm.VUSBs))
