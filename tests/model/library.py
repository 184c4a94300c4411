"""Classes to test with: a library, declared apart from those of the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from xapid.model import messages, objects, types
from xapid.model.errors import XenError
from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.registry import Registry
from xapid.model.types import BOOL, INT, STRING, STRING_MAP, ApiEnum, enum, map_of, ref, refs
from xapid.store.journal import RowChange
from xapid.store.store import Store


@contextmanager
def own_registry() -> Iterator[Registry]:
    """What is declared inside goes to a registry of its own."""
    own = Registry()
    with ExitStack() as stack:
        for module in (messages, objects, types):
            stack.enter_context(patch.object(module, "registry", own))
        yield own


with own_registry() as LIBRARY:

    class BindingKind(ApiEnum):
        soft = "soft"
        Hard = "Hard"

    class Shelf(XenObject):
        """Holds books."""

        uuid = field(STRING, "identifier")
        name_label = field(STRING, "name", default="", writable=True)
        books = field(refs("Book"), "what stands on it", inverse="shelf")
        visitors = field(refs("Visitor"), "who stands before it", inverse="shelf")

    class Book(XenObject, name="Book"):
        """Stands on a shelf and is about something."""

        uuid = field(STRING, "identifier")
        name_label = field(STRING, "title", default="", writable=True)
        shelf = field(ref("Shelf"), "where it stands", given=True, inverse="books")
        topics = field(refs("Topic"), "what it is about", inverse="books")
        next = field(ref("Book"), "the one to read after it", given=True, inverse="previous")
        previous = field(refs("Book"), "those to read before it", inverse="next")
        binding = field(enum(BindingKind), "how it is bound", default=BindingKind.soft, given=True)
        pages = field(INT, "how long it is", given=True)
        open = field(BOOL, "whether somebody reads it now", default=False, persist=False)
        notes = field(STRING_MAP, "remarks", default={}, writable=True)
        seen_with = field(map_of(STRING, ref("Book")), "books that were near it", default={})

    class Topic(XenObject):
        """What books are about."""

        uuid = field(STRING, "identifier")
        books = field(refs("Book"), "what to read about it", inverse="topics")

    class Visitor(XenObject, persist=False):
        """Goes home when the library closes."""

        uuid = field(STRING, "identifier")
        shelf = field(ref("Shelf"), "where they stand", given=True, inverse="visitors")

    class Murmur(XenObject, events=False):
        """Nobody is told of it."""

        uuid = field(STRING, "identifier")
        text = field(STRING, "what was said", writable=True)

    LIBRARY.seal()


class Slow:
    """A journal that answers when the test says so."""

    def __init__(self) -> None:
        self.store: Store
        self.submitted: list[tuple[int, list[RowChange]]] = []

    def check(self) -> None:
        pass

    def submit(self, generation: int, rows: list[RowChange]) -> None:
        self.submitted.append((generation, rows))

    def write(self, count: int | None = None) -> list[RowChange]:
        """Everything, or the ``count`` oldest changes, is on disk now."""
        written = self.submitted[:count]
        self.submitted = self.submitted[len(written) :]
        if written:
            self.store.written(written[-1][0])
        return [row for _, rows in written for row in rows]

    def refuse(self) -> None:
        """Nothing of what is left could be written."""
        self.submitted.clear()
        self.store.refused(XenError("INTERNAL_ERROR", "the disk is full"))


def library() -> tuple[Store, Slow]:
    """An empty library."""
    journal = Slow()
    journal.store = Store(LIBRARY, journal)
    return journal.store, journal
