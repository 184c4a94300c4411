"""Those who wait, found by what they wait for: so who waits for something else costs a change nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from xapid.objects.event.subscription import Subscription
from xapid.objects.session.declaration import Session


class Waiter:
    """One call that waits."""

    __slots__ = ("future", "session", "subscription")

    def __init__(self, subscription: Subscription, session: Session | None) -> None:
        self.subscription = subscription
        self.session = session
        self.future: asyncio.Future[None] = asyncio.get_running_loop().create_future()


#: What somebody waits for: everything, a class in lower case, or a class and a reference.
Topic = str | tuple[str, str] | None


class Waiters:
    """All calls that wait for changes of one store."""

    def __init__(self) -> None:
        self.all: dict[Waiter, None] = {}
        #: How many wait for tasks alone, and are told sooner.
        self.hasty = 0
        self._by_topic: dict[Topic, dict[Waiter, None]] = {}

    def add(self, waiter: Waiter) -> None:
        self.all[waiter] = None
        self.hasty += waiter.subscription.only_tasks
        for topic in _topics(waiter.subscription):
            self._by_topic.setdefault(topic, {})[waiter] = None

    def remove(self, waiter: Waiter) -> None:
        del self.all[waiter]
        self.hasty -= waiter.subscription.only_tasks
        for topic in _topics(waiter.subscription):
            of_topic = self._by_topic[topic]
            del of_topic[waiter]
            if not of_topic:
                del self._by_topic[topic]

    def touched_by(self, changed: Mapping[str, set[str]]) -> dict[Waiter, None]:
        """Who waits for any of the changed objects, given as references by class."""
        found: dict[Waiter, None] = {}
        known = self._by_topic
        if changed:
            found.update(known.get(None, {}))
        for name, refs in changed.items():
            found.update(known.get(name, {}))
            for ref in refs:
                found.update(known.get((name, ref), {}))
        return found


def _topics(subscription: Subscription) -> Iterator[Topic]:
    if subscription.everything:
        yield None
        return
    yield from subscription.classes
    for name, refs in subscription.objects.items():
        for ref in refs:
            yield name, ref
