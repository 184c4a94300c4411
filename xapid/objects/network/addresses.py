"""Keeping assigned_ips true to what the DHCP server of a network has handed out."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.objects.context import Context
from xapid.objects.network.bridges import is_internal
from xapid.objects.network.declaration import Network
from xapid.objects.vif import VIF
from xapid.store.change import Change

log = logging.getLogger(__name__)

#: Seconds between two looks at the leases, while a guest is there to have one.
PERIOD = 10.0


class AddressKeeper:
    """Looks at the leases while a guest is on the internal network, and sleeps while there is none."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._moved = asyncio.Event()

    def start(self) -> None:
        """Keep them true from now on."""
        self.ctx.store.before_change_ends.append(self._notice)
        self.ctx.services.spawn(self._keep(), "addresses of guests")

    def _notice(self, change: Change) -> None:
        if any(isinstance(obj, VIF) for obj in change.touched):
            self._moved.set()

    async def _keep(self) -> None:
        while True:
            for network in self._served():
                try:
                    await refresh(self.ctx, network)
                except (NetworkError, XenError) as error:
                    log.warning("leases of network %s: %s", network.uuid, error)
            guests = any(guests_on(network) for network in self._served())
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), PERIOD if guests else None)
            self._moved.clear()

    def _served(self) -> list[Network]:
        return [network for network in self.ctx.store.all(Network) if is_internal(self.ctx, network)]


def guests_on(network: Network) -> list[VIF]:
    """The devices of guests that run, and so may send and receive on the network now."""
    return [vif for vif in network.VIFs if vif.currently_attached and vif.VM is not None
            and vif.VM.power_state in ("Running", "Paused")]  # fmt: skip


async def refresh(ctx: Context, network: Network) -> None:
    """Write down which address each guest on the network has been given."""
    leases = {lease.mac: str(lease.ip) for lease in await ctx.services.network.leases(network.bridge)}
    found = {vif.ref: leases[vif.MAC.lower()] for vif in guests_on(network) if vif.MAC.lower() in leases}
    if network.alive and found != network.assigned_ips:
        with ctx.change():
            network.assigned_ips = found
