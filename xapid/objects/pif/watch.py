"""Keeping PIFs fresh: after each event of the host's devices, and now and then for what tells none."""

from __future__ import annotations

import asyncio
import logging
import re
from contextlib import suppress

from xapid.model.errors import XenError
from xapid.network.errors import NetworkError
from xapid.network.spec import LinkEvent, LinkEventKind
from xapid.objects.context import Context
from xapid.objects.network.names import names_in_use
from xapid.objects.pif.sync import sync_pifs

log = logging.getLogger(__name__)

#: Seconds until another look without an event: routes and name servers change silently.
PERIOD = 60.0

#: Taps of guests, and bridges of ours that have no name yet; see tap_name and unborn_name.
_OURS = re.compile(r"x[0-9a-f]{10}-\d+|x~.*")


class CardWatch:
    """Follows the host's devices. Any number of events make one look, as long as they come before it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._wake = asyncio.Event()
        self._lost = False
        self._appeared: set[str] = set()
        #: Devices that some PIF tells of.
        self._shown: set[str] = set()

    def start(self) -> None:
        """Follow them from now on."""
        self.ctx.services.spawn(self._listen(), "link events")
        self.ctx.services.spawn(self._keep(), "network cards")

    async def _listen(self) -> None:
        async for event in self.ctx.services.network.watch():
            if self._concerns(event):
                self._wake.set()

    def _concerns(self, event: LinkEvent) -> bool:
        """Whether a PIF may change: a look costs most on a host with many guests, whose taps send events."""
        if event.kind == LinkEventKind.resync:
            self._lost = True
        elif event.kind == LinkEventKind.added and not self._is_ours(event.device):
            self._appeared.add(event.device)
        else:
            return event.device in self._shown
        return True

    def _is_ours(self, device: str) -> bool:
        return bool(_OURS.fullmatch(device)) or device in names_in_use(self.ctx)

    async def _keep(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), PERIOD)
            self._wake.clear()
            appeared, self._appeared = None if self._lost else self._appeared, set()
            self._lost = False
            try:
                self._shown = await sync_pifs(self.ctx, appeared)
            except (NetworkError, XenError) as error:
                log.warning("the host's network cards could not be looked at: %s", error)
