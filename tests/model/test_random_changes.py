"""Random changes with random failures: relations stay whole, taking back is exact, the disk has it all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.model.library import LIBRARY, Book, Murmur, Shelf, Topic, Visitor, library
from xapid.model.objects import XenObject
from xapid.store.change import is_kept, kept_values
from xapid.store.journal import RowChange

NAMES = st.sampled_from(["Emma", "Persuasion", ""])
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Broken(Exception):
    pass


class Changes(RuleBasedStateMachine):
    """A library in memory, and the disk as its journal's rows would have made it."""

    @initialize()
    def open(self) -> None:
        self.store, self.journal = library()
        self.disk: dict[str, tuple[str, int, int, dict[str, Any]]] = {}
        self.graves: dict[str, int] = {}
        with self.store.change():
            shelves = [self.store.create(Shelf) for _ in range(2)]
            books = [self.store.create(Book, shelf=shelves[0]) for _ in range(3)]
            for _ in range(2):
                self.store.create(Topic, books=books[:2])
        self.after = {self.store.generation: self.kept()}
        self.write(1)

    # What happens

    @rule(data=st.data(), steps=st.integers(1, 5), fails=st.booleans())
    def change(self, data: st.DataObject, steps: int, fails: bool) -> None:
        before = self.picture(exact=True)
        try:
            with self.store.change():
                for _ in range(steps):
                    self.step(data.draw)
                if fails:
                    raise Broken
        except Broken:
            assert self.picture(exact=True) == before
        else:
            self.after[self.store.generation] = self.kept()

    @rule(count=st.integers(1, 3))
    def write(self, count: int) -> None:
        for row in self.journal.write(count):
            self.keep(row)

    @rule()
    def refuse(self) -> None:
        durable = self.after[self.store.durable_generation]
        self.journal.refuse()
        assert self.kept() == durable
        self.after[self.store.generation] = self.kept()

    def step(self, draw: Draw) -> None:
        steps = [self.fill, self.point, self.destroy, self.make, self.rename, self.note, self.part]
        draw(st.sampled_from(steps))(draw)

    def make(self, draw: Draw) -> None:
        made: dict[str, Any] = {"transient": draw(st.integers(0, 9)) == 0}
        cls = draw(st.sampled_from([Book, Book, Shelf, Topic, Visitor, Murmur]))
        if cls in (Book, Visitor):
            made["shelf"] = self.any(draw, Shelf)
        if cls in (Book, Shelf):
            made["name_label"] = draw(NAMES)
        self.store.create(cls, **made)

    def destroy(self, draw: Draw) -> None:
        victim = self.any(draw, draw(st.sampled_from([Book, Shelf, Topic, Visitor, Murmur])))
        if victim is not None:
            self.store.destroy(victim)

    def rename(self, draw: Draw) -> None:
        named = self.any(draw, draw(st.sampled_from([Book, Shelf])))
        if named is not None:
            named.name_label = draw(NAMES)

    def note(self, draw: Draw) -> None:
        book = self.any(draw, Book)
        if book is not None:
            book.notes = draw(st.dictionaries(NAMES, NAMES))
            book.open = draw(st.booleans())

    def point(self, draw: Draw) -> None:
        obj = self.any(draw, draw(st.sampled_from([Book, Visitor])))
        if obj is not None:
            obj.shelf = self.any(draw, Shelf)
        book = self.any(draw, Book)
        if book is not None:
            book.next = self.any(draw, Book)

    def fill(self, draw: Draw) -> None:
        ends = [(Shelf, "books", Book), (Shelf, "visitors", Visitor), (Book, "topics", Topic),
                (Topic, "books", Book), (Book, "previous", Book)]  # fmt: skip
        cls, name, members = draw(st.sampled_from(ends))
        obj = self.any(draw, cls)
        if obj is not None:
            setattr(obj, name, draw(st.lists(st.sampled_from([*self.store.all(members), "OpaqueRef:x"]))))

    def part(self, draw: Draw) -> None:
        before = self.picture()
        try:
            with self.store.change():
                self.step(draw)
                self.step(draw)
                raise Broken
        except Broken:
            assert self.picture() == before

    def any(self, draw: Draw, cls: type[XenObject]) -> Any:
        return draw(st.sampled_from([*self.store.all(cls), None]))

    def keep(self, row: RowChange) -> None:
        if row.columns is None:
            del self.disk[row.ref]
            self.graves[row.ref] = row.modified
            return
        old = {} if row.new else self.disk[row.ref][3]
        assert row.new == (row.ref not in self.disk)
        columns = {n: value(v) for n, v in row.columns.items()}
        self.disk[row.ref] = (row.class_name, row.created, row.modified, {**old, **columns})

    # What always holds

    def kept(self) -> Any:
        """What the journal is responsible for. The rest may go on changing over a refusal."""
        return {
            ref: {n: value(v) for n, v in kept_values(self.store.registry, obj).items()}
            for ref, obj in self.store.objects.items()
            if not obj.transient
        }

    def picture(self, exact: bool = False) -> Any:
        """Every living object with its values; ``exact``: and the generations, in the order of changes."""
        objects = {ref: (obj, [value(v) for v in obj.values]) for ref, obj in self.store.objects.items()}
        if not exact:
            return objects
        stamps = [(ref, obj.created, obj.modified) for ref, obj in self.store.by_change.items()]
        return objects, stamps, dict(self.store.tombstones), self.store.generation

    @invariant()
    def relations_have_two_ends(self) -> None:
        for obj in self.store.objects.values():
            for field in obj.info.fields.values():
                if field.inverse is None:
                    continue
                stored = obj.raw(field.name)
                for ref in [stored] if field.is_ref else stored:
                    other = self.store.get(ref)
                    assert field.is_ref or other is not None
                    if other is not None:
                        back = other.raw(field.inverse)
                        assert obj.ref == back or obj.ref in back

    @invariant()
    def tables_are_true(self) -> None:
        living = {ref for table in self.store.tables.values() for ref in table.rows}
        assert living == set(self.store.objects)
        for obj in self.store.objects.values():
            table = self.store.table(type(obj))
            assert obj.alive and table.by_uuid(obj.uuid) is obj
            assert not obj.info.has_name_label or obj in table.by_name_label(obj.name_label)
        for table in (self.store.table(Book), self.store.table(Shelf)):
            assert sum(len(table.by_name_label(n)) for n in ("Emma", "Persuasion", "")) == len(table)

    @invariant()
    def changes_are_in_order(self) -> None:
        told = [obj for obj in self.store.objects.values() if obj.info.events]
        assert set(self.store.by_change.values()) == set(told)
        modified = [obj.modified for obj in self.store.by_change.values()]
        assert modified == sorted(modified)
        assert all(obj.created <= obj.modified <= self.store.generation for obj in told)
        deleted = [grave.deleted for grave in self.store.tombstones.values()]
        assert deleted == sorted(deleted)
        assert not self.store.tombstones.keys() & self.store.objects.keys()

    @invariant()
    def the_disk_has_what_is_durable(self) -> None:
        if self.journal.submitted:
            return
        assert (self.store.pending, self.store.durable_generation) == (0, self.store.generation)
        kept = {
            obj.ref: {
                f.name: value(obj.values[f.index]) for f in obj.info.fields.values() if is_kept(LIBRARY, f)
            }
            for obj in self.store.objects.values()
            if not obj.transient
        }
        assert {ref: columns for ref, (*_, columns) in self.disk.items()} == kept
        for ref in kept:
            assert self.disk[ref][2] <= self.store.objects[ref].modified
        for ref, deleted in self.graves.items():
            assert ref not in self.store.tombstones or self.store.tombstones[ref].deleted == deleted


def value(stored: Any) -> Any:
    """A stored value that no later change alters; the order of a set does not matter."""
    if isinstance(stored, dict):
        return frozenset(stored.items())
    return frozenset(stored) if isinstance(stored, tuple) else stored


TestChanges = Changes.TestCase
TestChanges.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
