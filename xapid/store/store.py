"""The store: what is read, the one way to change it, and when a change may be told."""

from __future__ import annotations

import asyncio
import uuid as uuids
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, TypeVar

from xapid.model.errors import XenError, handle_invalid
from xapid.model.fields import Field
from xapid.model.objects import XenObject
from xapid.model.registry import Registry
from xapid.store.change import Change, Tombstone
from xapid.store.journal import Journal
from xapid.store.table import Table

T = TypeVar("T", bound=XenObject)

#: Deletions that event.from can still tell of.
TOMBSTONES_KEPT = 100_000

#: What this call changed, as far as it is not durable: a refusal is told to whoever waits, however late.
_own: ContextVar[tuple[Change, ...]] = ContextVar("own changes", default=())


class Store:
    """The objects of the pool.

    Reading never blocks. Changing is a synchronous block, ``with store.change():``,
    in which attributes of objects are assigned and objects made and destroyed; if
    the block raises, nothing happened. A change is in memory at once, and may be
    told to the outside when ``await durable()`` returns.
    """

    def __init__(self, registry: Registry, journal: Journal) -> None:
        self.registry = registry
        self.journal = journal
        self.tables = {n: Table(i) for n, i in registry.classes.items() if i.in_database}
        #: Every living object, by reference. Only a change writes to it.
        self.objects: dict[str, XenObject] = {}
        #: Pool-wide count of changes; stamped on every object that a change touches.
        self.generation = 0
        #: The newest generation that outlives the daemon.
        self.durable_generation = 0
        #: Living objects of classes that tell events, the last changed at the end.
        self.by_change: OrderedDict[str, XenObject] = OrderedDict()
        self.tombstones: OrderedDict[str, Tombstone] = OrderedDict()
        #: Called with the change before it ends; may change more.
        self.before_change_ends: list[Callable[[Change], None]] = []
        #: Called with the reason when a change was taken back because it could not be written.
        self.after_rollback: list[Callable[[XenError], None]] = []
        self._active: Change | None = None
        self._pending: deque[Change] = deque()
        self._waiters: deque[tuple[int, asyncio.Future[None]]] = deque()
        self._watchers: set[asyncio.Future[None]] = set()

    # Reading

    def get(self, ref: str) -> Any:
        """The living object with that reference, or None."""
        return self.objects.get(ref)

    def table(self, cls: type[XenObject]) -> Table:
        """The living objects of a class."""
        return self.tables[cls.info.name]

    def all(self, cls: type[T]) -> list[T]:
        """Every living object of a class, oldest first."""
        return list(self.tables[cls.info.name].rows.values())  # type: ignore[arg-type]

    def by_uuid(self, cls: type[T], uuid: str) -> T | None:
        """The object of a class with that uuid."""
        return self.tables[cls.info.name].by_uuid(uuid)

    def one(self, cls: type[T]) -> T:
        """The only object of a class such as pool."""
        return next(iter(self.tables[cls.info.name].rows.values()))  # type: ignore[return-value]

    # Changing

    @contextmanager
    def change(self) -> Iterator[Change]:
        """Change objects, all or nothing. Inside another change, joins it."""
        if self._active is not None:
            with self._part(self._active) as part:
                yield part
            return
        self.journal.check()
        change = self._active = Change(self, self.generation + 1)
        try:
            yield change
            if change.touched:
                for hook in self.before_change_ends:
                    hook(change)
        except BaseException:
            change.undo()
            raise
        finally:
            self._active = None
        if change.touched:
            self._end(change)

    @contextmanager
    def _part(self, change: Change) -> Iterator[Change]:
        mark = change.mark()
        try:
            yield change
        except BaseException:
            change.undo(mark)
            raise

    def write(self, obj: XenObject, field: Field, value: Any) -> None:
        """Set a field; what assigning an attribute does.

        RuntimeError outside a change, HANDLE_INVALID when the object is gone.
        """
        if self._active is None:
            raise RuntimeError(f"{obj!r}.{field.name} was assigned outside store.change()")
        if not obj.alive:
            raise handle_invalid(obj.info.name, obj.ref)
        self._active.set(obj, field, value)

    def create(self, cls: type[T], *, transient: bool = False, ref: str | None = None, **values: Any) -> T:
        """Make an object, inside a change. Fields not given have their initial values."""
        if self._active is None:
            raise RuntimeError(f"{cls.info.name} was made outside store.change()")
        return self._active.create(cls, transient=transient, ref=ref, values=values)

    def destroy(self, obj: XenObject) -> None:
        """Delete an object, inside a change; references to it stay and mean nothing."""
        if self._active is None:
            raise RuntimeError(f"{obj!r} was destroyed outside store.change()")
        self._active.destroy(obj)

    def touch(self, obj: XenObject) -> None:
        """Tell everybody of an object as if it had changed, inside a change."""
        if self._active is None:
            raise RuntimeError(f"{obj!r} was touched outside store.change()")
        if obj.alive:
            self._active.touch(obj)

    def _end(self, change: Change) -> None:
        self.generation = change.generation
        change.stamp()
        rows = change.rows()
        self._pending.append(change)
        if rows:
            change.pending = True
            _own.set((*(c for c in _own.get() if c.pending or c.refused), change))
            self.journal.submit(change.generation, rows)
        elif len(self._pending) == 1:
            self.written(change.generation)  # nothing of it is kept: told at once

    # Durability

    async def durable(self, generation: int | None = None) -> None:
        """Wait until that generation (default: all so far) is durable.

        XenError if it was taken back, or anything that this call changed since it last asked.
        """
        own = _own.get()
        _own.set(())
        for change in own:
            if change.refused is not None and change.store is self:
                raise change.refused
        wanted = self.generation if generation is None else generation
        if wanted <= self.durable_generation:
            return
        future = asyncio.get_running_loop().create_future()
        self._waiters.append((wanted, future))
        await future

    def written(self, generation: int) -> None:
        """The journal says: everything up to ``generation`` is on disk."""
        while self._pending and (self._pending[0].generation <= generation or not self._pending[0].kept):
            change = self._pending.popleft()
            change.settled()
            generation = max(generation, change.generation)
        self.durable_generation = max(self.durable_generation, generation)
        while self._waiters and self._waiters[0][0] <= self.durable_generation:
            _settle(self._waiters.popleft()[1])
        for watcher in self._watchers:
            _settle(watcher)
        self._watchers.clear()

    def refused(self, error: XenError) -> None:
        """The journal says: what is pending was not written. Take it all back, newest first.

        What never goes to the journal is done again: a mark that was lifted meanwhile must not come back.
        """
        taken_back: dict[XenObject, None] = {}
        changes = list(self._pending)
        self._pending.clear()
        again = {change: change.undo() for change in reversed(changes)}
        for change in changes:
            taken_back.update(dict.fromkeys(change.touched))
            for step in [] if change.kept else again[change]:
                step()
            change.settled(error if change.kept else None)
        # Generations are never used twice: a reader may have seen these on their way.
        self.generation += 1
        self.durable_generation = self.generation
        gone = {obj for change in changes if not change.kept for obj in change.destroyed}
        for obj in taken_back:
            if obj.alive:
                self._place_last(obj)
            elif obj in gone and obj.info.events:
                self.bury(obj, self.generation)
        while self._waiters:
            _settle(self._waiters.popleft()[1], error)
        with suppress(XenError), self.change():  # what follows from their fields, follows anew
            for obj in taken_back:
                self.touch(obj)
        for tell in self.after_rollback:
            tell(error)

    def bury(self, obj: XenObject, generation: int) -> None:
        """Note for events that the object was deleted by then; by changes, and where one is done again."""
        self.tombstones[obj.ref] = Tombstone(obj.info.name, obj.ref, obj.created, generation)
        while len(self.tombstones) > TOMBSTONES_KEPT:
            self.tombstones.popitem(last=False)

    def _place_last(self, obj: XenObject) -> None:
        """Make an object the last changed: ``by_change`` stays in the order of generations."""
        obj.modified = self.generation
        if obj.info.events:
            self.by_change[obj.ref] = obj
            self.by_change.move_to_end(obj.ref)

    def watch(self) -> asyncio.Future[None]:
        """A future that is done when the next change is durable."""
        future = asyncio.get_running_loop().create_future()
        self._watchers.add(future)
        future.add_done_callback(self._watchers.discard)
        return future

    # Loading, by the journal only

    def adopt(self, obj: XenObject) -> None:
        """Enter an object that the journal read, as it is."""
        self.tables[obj.info.name].insert(obj)
        self.objects[obj.ref] = obj
        if obj.info.events:
            self.by_change[obj.ref] = obj

    @property
    def pending(self) -> int:
        """How many changes wait to become durable."""
        return len(self._pending)


def _settle(future: asyncio.Future[None], error: XenError | None = None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)


def new_uuid() -> str:
    """A fresh random uuid, as text."""
    return str(uuids.uuid4())
