"""One change: what it touched, how to take it back, and what is to be kept of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from xapid.model.errors import DeclarationError, XenError, bad_input, internal_error
from xapid.model.fields import Field
from xapid.model.objects import XenObject
from xapid.model.types import NULL_REF
from xapid.store.journal import RowChange

if TYPE_CHECKING:
    from xapid.store.store import Store

T = TypeVar("T", bound=XenObject)
Step = Callable[[], object]


@dataclass(frozen=True)
class Tombstone:
    """A deleted object, as far as events need it."""

    class_name: str
    ref: str
    created: int
    deleted: int


class Change:
    """A change under way. The store opens it, and ends it or takes it back."""

    def __init__(self, store: Store, generation: int) -> None:
        self.store = store
        self.generation = generation
        #: Objects touched, with the names of the fields that changed.
        self.touched: dict[XenObject, set[str]] = {}
        self.created: set[XenObject] = set()
        self.destroyed: set[XenObject] = set()
        #: Whether anything of it goes to the journal; known once ``rows`` was asked.
        self.kept = False
        #: Whether it waits for the journal; and why it was taken back, if it was.
        self.pending = False
        self.refused: XenError | None = None
        #: Each step: how to take it back, and how to do it again.
        self._steps: list[tuple[Step, Step]] = []

    def create(self, cls: type[T], *, transient: bool, ref: str | None, values: dict[str, Any]) -> T:
        """Make an object; its uuid is random unless given."""
        from xapid.store.store import new_uuid

        info = cls.info
        unknown = values.keys() - info.fields.keys()
        if unknown:
            raise DeclarationError(f"{info.name} has no {', '.join(sorted(unknown))}")
        obj = cls()
        obj.store, obj.ref = self.store, ref or f"OpaqueRef:{new_uuid()}"
        uuid = values.pop("uuid", None) or new_uuid()
        if obj.ref in self.store.objects or self.store.tables[info.name].by_uuid(uuid) is not None:
            raise internal_error(f"A {info.name} with the uuid {uuid} or reference {obj.ref} exists already")
        obj.values = [_empty(f) for f in info.fields.values()]
        obj.fragments, obj.transient, obj.alive = {}, transient or not info.persist, True
        obj.created = obj.modified = self.generation
        if "uuid" in info.fields:
            obj.values[info.fields["uuid"].index] = uuid
        self.store.objects[obj.ref] = obj
        self.store.tables[info.name].insert(obj)
        self._done(lambda: self._vanish(obj), lambda: self._reappear(obj))
        self.created.add(obj)
        self.touched[obj] = set()
        for name, value in values.items():
            field = info.fields[name]
            self.set(obj, field, field.plain(value))
        return obj

    def set(self, obj: XenObject, field: Field, value: Any) -> None:
        """Set a field to its stored form, and the other end of its relation."""
        if field.is_inverse_set:
            self._set_many(obj, field, value)
            return
        old = obj.values[field.index]
        if old == value and type(old) is type(value):
            return
        self._assign(obj, field, value)
        if field.is_ref and field.inverse is not None:
            self._member(old, field, obj.ref, present=False)
            self._member(value, field, obj.ref, present=True)

    def destroy(self, obj: XenObject) -> None:
        """Delete an object and take it out of the sets that hold it."""
        if not obj.alive:
            return
        for field in obj.info.fields.values():
            if field.inverse is not None:
                for other in [obj.values[field.index]] if field.is_ref else list(obj.values[field.index]):
                    self._member(other, field, obj.ref, present=False)
        obj.alive = False
        del self.store.objects[obj.ref]
        self.store.tables[obj.info.name].remove(obj)
        self._done(lambda: self._reappear(obj), lambda: self._vanish(obj))
        self.destroyed.add(obj)
        self.touched.setdefault(obj, set())

    def touch(self, obj: XenObject) -> None:
        """Count an object as changed though no field is."""
        self.touched.setdefault(obj, set())

    def stamp(self) -> None:
        """Give everything touched its generation, and its place in the order of changes.

        Not undone: what is taken back later counts as changed once more.
        """
        by_change = self.store.by_change
        for obj in self.touched:
            obj.modified = self.generation
            obj.fragments = {}
            if not obj.info.events:
                continue
            if obj.alive:
                by_change[obj.ref] = obj
                by_change.move_to_end(obj.ref)
            elif by_change.pop(obj.ref, None) is not None:
                self.store.bury(obj, self.generation)

    def rows(self) -> list[RowChange]:
        """What the journal has to keep."""
        rows, met = [], []
        for obj, names in self.touched.items():
            if obj.transient or (obj in self.created and not obj.alive):
                continue
            new = obj in self.created
            columns = kept_values(self.store.registry, obj, None if new else names) if obj.alive else None
            if columns or new or columns is None:
                rows.append(self._row(obj, columns, new))
            elif any(obj.info.fields[name].is_inverse_set for name in names):
                met.append(obj)
        if rows:  # else only what does not outlive the daemon changed
            rows += [self._row(obj, {}, False) for obj in met]
        self.kept = bool(rows)
        return rows

    def _row(self, obj: XenObject, columns: dict[str, Any] | None, new: bool) -> RowChange:
        return RowChange(obj.info.name, obj.ref, obj.created, self.generation, columns, new)

    def _done(self, undo: Step, redo: Step) -> None:
        self._steps.append((undo, redo))

    def settled(self, refused: XenError | None = None) -> None:
        """The journal has answered: there is nothing to wait for, nor to take back."""
        self.pending, self.refused = False, refused
        self._steps.clear()

    def mark(self) -> int:
        """A place to ``undo`` back to."""
        return len(self._steps)

    def undo(self, mark: int = 0) -> list[Step]:
        """Put everything back as it was, or as it was at ``mark``, newest first. What does it again."""
        steps = self._steps[mark:]
        del self._steps[mark:]
        for back, _ in reversed(steps):
            back()
        for obj in self.touched:
            obj.fragments = {}
        return [again for _, again in steps]

    def _assign(self, obj: XenObject, field: Field, value: Any) -> None:
        old = obj.values[field.index]
        self._put(obj, field, value)
        self._done(lambda: self._put(obj, field, old), lambda: self._put(obj, field, value))
        self.touched.setdefault(obj, set()).add(field.name)

    def _put(self, obj: XenObject, field: Field, value: Any) -> None:
        old = obj.values[field.index]
        obj.values[field.index] = value
        obj.fragments = {}
        if obj.alive:
            self.store.tables[obj.info.name].reindex(obj, field.index, old, value)

    def _set_many(self, obj: XenObject, field: Field, value: Any) -> None:
        wanted, present = dict.fromkeys(value), obj.values[field.index]
        for ref in [r for r in present if r not in wanted]:
            self._link(obj, field, ref, present=False)
        for ref in [r for r in wanted if r not in present]:
            self._link(obj, field, ref, present=True)

    def _link(self, obj: XenObject, field: Field, ref: str, *, present: bool) -> None:
        other = self.store.get(ref)
        if other is None and present:
            return  # a relation has two living ends
        if other is not None and other.info.name != field.target:
            raise bad_input(f"{obj.info.name}.{field.name} cannot hold a {other.info.name}")
        self._toggle(obj, field, ref, present=present)
        if other is None or field.inverse not in other.info.fields:
            return
        end = other.info.fields[field.inverse]
        if end.is_ref:
            self.set(other, end, obj.ref if present else NULL_REF)
        else:
            self._toggle(other, end, obj.ref, present=present)

    def _member(self, owner_ref: str, field: Field, ref: str, *, present: bool) -> None:
        """Put ``ref`` into the set at the other end of ``field``, or take it out, if that end is a set."""
        owner = self.store.get(owner_ref)
        if owner is None or owner.info.name != field.target:
            return
        end = owner.info.fields.get(field.inverse or "")
        if end is not None and end.is_inverse_set:
            self._toggle(owner, end, ref, present=present)

    def _toggle(self, obj: XenObject, field: Field, ref: str, *, present: bool) -> None:
        members: dict[str, None] = obj.values[field.index]
        if (ref in members) is present:
            return
        self._flip(obj, members, ref, present)
        self._done(
            lambda: self._flip(obj, members, ref, not present),
            lambda: self._flip_again(obj, members, ref, present),
        )
        self.touched.setdefault(obj, set()).add(field.name)

    @staticmethod
    def _flip(obj: XenObject, members: dict[str, None], ref: str, present: bool) -> None:
        if present:
            members[ref] = None
        else:
            members.pop(ref, None)
        obj.fragments = {}

    def _flip_again(self, obj: XenObject, members: dict[str, None], ref: str, present: bool) -> None:
        if not present or self.store.get(ref) is not None:  # a relation has two living ends
            self._flip(obj, members, ref, present)

    def _vanish(self, obj: XenObject) -> None:
        if not obj.alive:
            return
        obj.alive = False
        self.store.objects.pop(obj.ref, None)
        self.store.by_change.pop(obj.ref, None)
        self.store.tables[obj.info.name].remove(obj)

    def _reappear(self, obj: XenObject) -> None:
        obj.alive = True
        self.store.objects[obj.ref] = obj
        self.store.tables[obj.info.name].insert(obj)
        self.store.tombstones.pop(obj.ref, None)
        if obj.info.events:
            self.store.by_change[obj.ref] = obj


def _empty(field: Field) -> Any:
    return {} if field.is_inverse_set else field.initial()


def is_kept(registry: Any, field: Field) -> bool:
    """Whether a field has a column: persistent, and not the far end of somebody's reference."""
    if not field.persist:
        return False
    if not field.is_inverse_set:
        return True
    target = registry.classes.get(field.target)
    other = target.fields.get(field.inverse) if target else None
    return other is not None and not other.is_ref


def kept_values(registry: Any, obj: XenObject, names: Collection[str] | None = None) -> dict[str, Any]:
    """The values of the kept fields among ``names``, or of all: for another thread, so sets are copied."""
    fields = obj.info.fields
    return {
        f.name: dict(obj.values[f.index]) if f.is_inverse_set else obj.values[f.index]
        for f in (fields.values() if names is None else [fields[name] for name in sorted(names)])
        if is_kept(registry, f)
    }
