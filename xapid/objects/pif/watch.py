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
from xapid.objects.pif.sync import sync_pifs

log = logging.getLogger(__name__)

#: Seconds until another look without an event: routes and name servers change silently.
PERIOD = 60.0

#: Taps of guests come and go with every start; none is a card. See hypervisor.spec.tap_name.
_TAP = re.compile(r"x[0-9a-f]{10}-\d+")


class CardWatch:
    """Follows the host's devices. Any number of events make one look, as long as they come before it."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self._wake = asyncio.Event()
        self._lost = False
        self._appeared: set[str] = set()

    def start(self) -> None:
        """Follow them from now on."""
        self.ctx.services.spawn(self._listen(), "link events")
        self.ctx.services.spawn(self._keep(), "network cards")

    async def _listen(self) -> None:
        async for event in self.ctx.services.network.watch():
            self._take(event)

    def _take(self, event: LinkEvent) -> None:
        if _TAP.fullmatch(event.device):
            return
        if event.kind == LinkEventKind.added:
            self._appeared.add(event.device)
        self._lost = self._lost or event.kind == LinkEventKind.resync
        self._wake.set()

    async def _keep(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), PERIOD)
            self._wake.clear()
            appeared, self._appeared = None if self._lost else self._appeared, set()
            self._lost = False
            try:
                await sync_pifs(self.ctx, appeared)
            except (NetworkError, XenError) as error:
                log.warning("the host's network cards could not be looked at: %s", error)
