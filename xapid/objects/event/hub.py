"""Wakes those who wait for changes: one look at the store for all of them, however many they are."""

from __future__ import annotations

import asyncio
import logging
from weakref import WeakKeyDictionary

from xapid.model.errors import XenError
from xapid.objects.event.look import changed_between
from xapid.objects.event.subscription import Subscription
from xapid.objects.event.waiters import Waiter, Waiters
from xapid.objects.session import life
from xapid.objects.session.declaration import Session
from xapid.store.store import Store

log = logging.getLogger(__name__)

#: Seconds in which changes gather before anybody is told; those who wait for tasks alone are told at once.
GATHER = 0.05


class Hub:
    """All who wait for changes of one store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiters = Waiters()
        self._pump: asyncio.Task[None] | None = None
        self._seen = 0

    @property
    def waiting(self) -> int:
        """How many calls wait."""
        return len(self._waiters.all)

    async def wait(self, subscription: Subscription, session: Session | None, seconds: float | None) -> None:
        """Until something wanted may have changed, or for that many seconds.

        Raises SESSION_INVALID when the session ends meanwhile.
        """
        waiter = Waiter(subscription, session)
        self._waiters.add(waiter)
        if self._pump is None or self._pump.done():
            self._seen = self.store.durable_generation
            self._pump = asyncio.create_task(self._run(), name="events")
        try:
            async with asyncio.timeout(seconds):
                await waiter.future
        except TimeoutError:
            return
        finally:
            self._waiters.remove(waiter)
            if not self._waiters.all and self._pump is not None:
                self._pump.cancel()
                self._pump = None

    def ended(self, session: Session) -> None:
        """Every call of the session that waits gets SESSION_INVALID."""
        for waiter in self._waiters.all:
            if waiter.session is session and not waiter.future.done():
                waiter.future.set_exception(XenError("SESSION_INVALID", session.ref))

    async def _run(self) -> None:
        while True:
            if self.store.durable_generation == self._seen:
                await self.store.watch()
            if self._waiters.hasty:
                self._wake(hasty=True)
            await asyncio.sleep(GATHER)
            self._wake(hasty=False)
            self._seen = self.store.durable_generation

    def _wake(self, *, hasty: bool) -> None:
        changed = changed_between(self.store, self._seen, self.store.durable_generation)
        for waiter in self._waiters.touched_by(changed):
            if not waiter.future.done() and (waiter.subscription.only_tasks or not hasty):
                waiter.future.set_result(None)


_hubs: WeakKeyDictionary[Store, Hub] = WeakKeyDictionary()


def hub_of(store: Store) -> Hub:
    """The hub of a store."""
    hub = _hubs.get(store)
    if hub is None:
        hub = _hubs[store] = Hub(store)
    return hub


def _session_ended(session: Session) -> None:
    hub = _hubs.get(session.store)  # type: ignore[call-overload]
    if hub is not None:
        hub.ended(session)


life.on_end.append(_session_ended)
