"""What guests say of themselves through their agents, kept fresh in VM_guest_metrics."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.state import GuestInfo
from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.vif.guest_addresses import tell_addresses
from xapid.objects.vm.declaration import VM
from xapid.objects.vm.state import NO_DOMAIN
from xapid.objects.vm_guest_metrics import VmGuestMetrics

log = logging.getLogger(__name__)

#: A guest that has just come up is asked often, until it has an address.
EAGER_SECONDS, EAGER_TRIES = 1.0, 60
CALM_SECONDS = 30.0
#: Agents asked at the same time: each holds a thread of the hypervisor's door.
AT_ONCE = 4


class GuestWatch:
    """One light watcher for each guest with an agent."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._turn = asyncio.Semaphore(AT_ONCE)

    def connected(self, vm: VM) -> None:
        """The guest's agent answers: follow it until it does not."""
        watcher = self._watchers.get(vm.uuid)
        if watcher is None or watcher.done():
            self._watchers[vm.uuid] = self.ctx.services.spawn(self._follow(vm), f"guest {vm.uuid}")

    def disconnected(self, vm: VM) -> None:
        """The guest's agent is silent: what it said stands, marked as not live."""
        watcher = self._watchers.pop(vm.uuid, None)
        if watcher is not None:
            watcher.cancel()
        if vm.alive and vm.guest_metrics is not None:
            with self.ctx.change():
                vm.guest_metrics.live = False

    def restarted(self, vm: VM) -> None:
        """The guest boots again: its addresses of before mean nothing."""
        if vm.guest_metrics is not None:
            with self.ctx.change():
                vm.guest_metrics.networks = {}
        self.disconnected(vm)

    async def _follow(self, vm: VM) -> None:
        tries, told = 0, False
        while vm.alive:
            try:
                async with self._turn:
                    info = await self.ctx.services.hypervisor.guest_info(vm.uuid)
                if vm.alive and vm.domid != NO_DOMAIN:  # it may have ended while its agent answered
                    record_guest(self.ctx, vm, info)
                    if not told:
                        await tell_addresses(self.ctx, vm)
                        told = True
            except (HypervisorError, XenError) as error:
                log.debug("guest %s: %s", vm.uuid, error)
            else:
                if any(key.endswith("/ip") for key in info.networks):
                    tries = EAGER_TRIES
            tries += 1
            await asyncio.sleep(EAGER_SECONDS if tries < EAGER_TRIES else CALM_SECONDS)


def record_guest(ctx: Context, vm: VM, info: GuestInfo) -> None:
    """Write down what the agent said; nothing changes when it said the same before."""
    said = {
        "os_version": info.os_version,
        "networks": info.networks,
        "other": {"feature-balloon": "1", "feature-shutdown": "1", "feature-reboot": "1",
                  "feature-suspend": "1", **({"data/hostname": info.hostname} if info.hostname else {})},
        "PV_drivers_version": {"major": "1", "minor": "0", "micro": "0", "agent": info.agent_version},
        "PV_drivers_detected": True,
        "PV_drivers_up_to_date": True,
        "live": True,
        "disks": info.disks,
        "memory": {key: str(value) for key, value in info.memory.items()},
    }  # fmt: skip
    metrics = vm.guest_metrics
    if metrics is not None and all(metrics.raw(key) == value for key, value in said.items()):
        return
    with ctx.change():
        if metrics is None:
            metrics = vm.guest_metrics = ctx.store.create(VmGuestMetrics)
        for key, value in said.items():
            setattr(metrics, key, value)
        metrics.last_updated = datetime.now(UTC).replace(microsecond=0)
