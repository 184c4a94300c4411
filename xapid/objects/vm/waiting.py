"""Waiting for what a guest does: an operation says beforehand which end it expects."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

REBOOTED = "rebooted"


class Expectations:
    """Who waits for the end, or the restart, of which domain.

    While somebody waits, the end is theirs to deal with; otherwise it came from the
    guest, and the VM's actions_after_* say what follows.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[asyncio.Future[str], bool]]] = {}
        self._beginning: dict[str, set[int]] = {}
        #: Told of a domain whose end was expected by an operation that then failed before it dealt with it.
        self.unclaimed: Callable[[str], None] = _ignore

    @contextmanager
    def end(self, uuid: str, *, reboot: bool = False) -> Iterator[asyncio.Future[str]]:
        """A future of the reason for which the domain stops; with ``reboot``, a restart will do too."""
        future: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        entry = (future, reboot)
        self._waiting.setdefault(uuid, []).append(entry)
        try:
            yield future
        except BaseException:
            if future.done():
                self.unclaimed(uuid)
            raise
        finally:
            waiting = self._waiting[uuid]
            waiting.remove(entry)
            if not waiting:
                del self._waiting[uuid]

    def stopped(self, uuid: str, reason: str) -> bool:
        """Tell that a domain stopped; whether somebody expected it."""
        waiting = self._waiting.get(uuid, [])
        for future, _ in waiting:
            if not future.done():
                future.set_result(reason)
        return bool(waiting)

    @contextmanager
    def beginning(self, uuid: str) -> Iterator[set[int]]:
        """While a domain is made: the numbers of those of this uuid that were told to have stopped."""
        ended = self._beginning[uuid] = set()
        try:
            yield ended
        finally:
            del self._beginning[uuid]

    def ended_early(self, uuid: str, domid: int) -> None:
        """Tell that a domain stopped which is not, or not yet, written down as the VM's."""
        if uuid in self._beginning:
            self._beginning[uuid].add(domid)

    def rebooted(self, uuid: str) -> None:
        """Tell that a guest restarted within its domain."""
        for future, reboot in self._waiting.get(uuid, []):
            if reboot and not future.done():
                future.set_result(REBOOTED)


def _ignore(uuid: str) -> None:
    pass
