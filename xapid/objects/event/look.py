"""What changed since a generation, as events: the one look at the store behind all event messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from xapid.model.errors import XenError
from xapid.model.objects import RecordView, XenObject
from xapid.model.values import I4, Shared
from xapid.objects.event.subscription import Subscription
from xapid.store.change import Tombstone
from xapid.store.store import TOMBSTONES_KEPT, Store

#: event.from tells no times.
NO_TIME = "0.0"

Record = dict[str, Any]


@dataclass
class Look:
    """What was found. ``reach``: everything wanted up to that generation has been told."""

    reach: int
    messages: list[Record] = field(default_factory=list)
    adds: list[Record] = field(default_factory=list)
    mods: list[Record] = field(default_factory=list)
    dels: list[Record] = field(default_factory=list)

    def hold_back(self, since: int, created: int, durable: int) -> None:
        """Stop before the making of an object that is told when what happens to it now is durable.

        Otherwise it would be told as changed, or taken back to what was never told.
        """
        if since < created <= durable:
            self.reach = min(self.reach, created - 1)

    @property
    def events(self) -> list[Record]:
        """All events, in the order in which clients get them."""
        return [*self.messages, *self.adds, *self.mods, *self.dels]


def check_horizon(store: Store, since: int) -> None:
    """Raise EVENTS_LOST when deletions after ``since`` are no longer known, or it lies in the future."""
    if since > store.generation:
        raise XenError("EVENTS_LOST")
    graves = store.tombstones
    if since >= 0 and len(graves) >= TOMBSTONES_KEPT and since < next(iter(graves.values())).deleted:
        raise XenError("EVENTS_LOST")


def look(store: Store, wanted: Subscription, since: int, timestamp: str = NO_TIME) -> Look:
    """Everything wanted that changed after ``since`` and is durable; oldest first within each kind."""
    durable = store.durable_generation
    found = Look(max(durable, since))
    for obj in _named(store, wanted, since) if wanted.only_objects else _changed(store, wanted, since):
        if obj.modified > durable:
            found.hold_back(since, obj.created, durable)
        else:
            _note(found, obj, since, timestamp)
    _look_at_graves(store, wanted, since, timestamp, found)
    for events in (found.messages, found.adds, found.mods, found.dels):
        events.reverse()
    return found


def _changed(store: Store, wanted: Subscription, since: int) -> Iterator[XenObject]:
    """What is wanted of all that changed after ``since``, newest first."""
    interest: dict[type, bool | frozenset[str]] = {}
    for obj in reversed(store.by_change.values()):
        if obj.modified <= since:
            break
        kind = type(obj)
        want = interest.get(kind)
        if want is None:
            want = interest[kind] = wanted.wants(lower_name(kind))
        if want is True or (want and obj.ref in want):
            yield obj


def _named(store: Store, wanted: Subscription, since: int) -> list[XenObject]:
    """The same for single objects: these alone are looked at, whatever else may have changed."""
    living = [(store.get(ref), name) for name, refs in wanted.objects.items() for ref in refs]
    told = [
        obj
        for obj, name in living
        if obj is not None and lower_name(type(obj)) == name and obj.info.events and obj.modified > since
    ]
    return sorted(told, key=lambda obj: obj.modified, reverse=True)


_names: dict[type[XenObject], str] = {}


def lower_name(kind: type[XenObject]) -> str:
    """The name of a class as events tell it."""
    name = _names.get(kind)
    if name is None:
        name = _names[kind] = kind.info.name.lower()
    return name


def _note(found: Look, obj: XenObject, since: int, timestamp: str) -> None:
    name = lower_name(type(obj))
    new = obj.created > since
    event = {"id": obj.modified, "timestamp": timestamp, "class": name, "operation": "add" if new else "mod",
             "ref": obj.ref, "snapshot": RecordView(obj)}  # fmt: skip
    if name == "message":
        event["id"] = 0
        found.messages.append(event)
    else:
        (found.adds if new else found.mods).append(event)


def _look_at_graves(store: Store, wanted: Subscription, since: int, timestamp: str, found: Look) -> None:
    for grave in (
        _named_graves(store, wanted, since) if wanted.only_objects else _graves(store, wanted, since)
    ):
        if grave.deleted > store.durable_generation:
            found.hold_back(since, grave.created, store.durable_generation)
            continue
        if grave.created > since:
            continue
        name = grave.class_name.lower()
        event = {"id": grave.deleted, "timestamp": timestamp, "class": name, "operation": "del",
                 "ref": grave.ref}  # fmt: skip
        if name == "message":
            event["id"] = 0
            found.messages.append(event)
        else:
            found.dels.append(event)


def _graves(store: Store, wanted: Subscription, since: int) -> Iterator[Tombstone]:
    """What is wanted of all that was deleted after ``since``, newest first."""
    for grave in reversed(store.tombstones.values()):
        if grave.deleted <= since:
            break
        want = wanted.wants(grave.class_name.lower())
        if want is True or (want and grave.ref in want):
            yield grave


def _named_graves(store: Store, wanted: Subscription, since: int) -> list[Tombstone]:
    known = [(store.tombstones.get(ref), name) for name, refs in wanted.objects.items() for ref in refs]
    told = [g for g, name in known if g is not None and g.class_name.lower() == name and g.deleted > since]
    return sorted(told, key=lambda grave: grave.deleted, reverse=True)


def changed_between(store: Store, since: int, until: int) -> dict[str, set[str]]:
    """References by class, in lower case, of everything that changed after ``since`` and up to ``until``."""
    changed: dict[str, set[str]] = {}
    for obj in reversed(store.by_change.values()):
        if obj.modified <= since:
            break
        if obj.modified <= until:
            changed.setdefault(lower_name(type(obj)), set()).add(obj.ref)
    for grave in reversed(store.tombstones.values()):
        if grave.deleted <= since:
            break
        if grave.deleted <= until:
            changed.setdefault(grave.class_name.lower(), set()).add(grave.ref)
    return changed


_counted: WeakKeyDictionary[Store, tuple[int, Shared]] = WeakKeyDictionary()


def counts(store: Store) -> Shared:
    """How many objects every table has: valid_ref_counts. Messages have no table in the specification.

    All who are told of the same change get the same map.
    """
    known = _counted.get(store)
    if known is None or known[0] != store.generation:
        tables = store.tables.items()
        counted = Shared({name.lower(): I4(len(table)) for name, table in tables if name != "message"})
        known = _counted[store] = store.generation, counted
    return known[1]
