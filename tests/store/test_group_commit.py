"""Many changes share a commit; each is told when it is on disk, and not before."""

import asyncio
import threading

import pytest
from sqlalchemy import event

from tests.model.library import Book, Shelf
from tests.store.library import Opened, library, plain
from xapid.model.errors import XenError


class Gate:
    """Counts commits, and can hold them up."""

    def __init__(self, opened: Opened) -> None:
        self.commits = 0
        self.open = threading.Event()
        self.open.set()
        self.waiting = threading.Event()
        event.listen(opened.writer.database.engine, "commit", self._commit)

    def hold(self) -> None:
        """Let the next commit wait."""
        self.open.clear()
        self.waiting.clear()

    async def held(self) -> None:
        """Return when a commit waits."""
        assert await asyncio.to_thread(self.waiting.wait, 20)

    def _commit(self, connection: object) -> None:
        self.waiting.set()
        assert self.open.wait(20)
        self.commits += 1


async def test_many_changes_in_few_commits(url: str) -> None:
    async with library(url) as opened:
        store, gate = opened.store, Gate(opened)
        gate.hold()
        told = []

        async def work(number: int) -> None:
            with store.change():
                store.create(Book, pages=number)
            await store.durable()
            told.append(number)

        tasks = [asyncio.create_task(work(0))]
        await gate.held()
        tasks += [asyncio.create_task(work(n)) for n in range(1, 200)]
        await asyncio.sleep(0)
        assert told == [] and store.pending == 200
        gate.open.set()
        await asyncio.gather(*tasks)
        assert (gate.commits, told) == (2, list(range(200)))
    async with library(url) as opened:
        assert sorted(book.pages for book in opened.store.all(Book)) == list(range(200))


async def test_several_changes_of_one_object_in_one_commit(url: str) -> None:
    async with library(url) as opened:
        store, gate = opened.store, Gate(opened)
        with store.change():
            old, goes = store.create(Shelf, name_label="old"), store.create(Book)
        await store.durable()
        gate.hold()
        with store.change():
            first = store.create(Shelf)
        await gate.held()
        with store.change():
            first.name_label, old.name_label = "a", "older"
        with store.change():
            new = store.create(Book, shelf=first, pages=1)
            goes.pages = 3
        with store.change():
            new.pages, old.name_label = 2, "oldest"
            passing = store.create(Book)
        with store.change():
            store.destroy(passing)
            store.destroy(goes)
        gate.open.set()
        await store.durable()
        expected = [plain(obj) for obj in (first, old, new)]
        assert gate.commits == 3
    async with library(url) as opened:
        found = opened.store
        assert [plain(found.get(obj.ref)) for obj in (first, old, new)] == expected
        assert found.get(goes.ref) is found.get(passing.ref) is None
        assert set(found.tombstones) == {goes.ref}


async def test_a_row_that_cannot_be_written_takes_nothing_else_down_for_good(url: str) -> None:
    async with library(url) as opened:
        store = opened.store
        with store.change():
            shelf = store.create(Shelf)
        await store.durable()
        told: list[XenError] = []
        store.after_rollback.append(told.append)
        with store.change():
            shelf.name_label = "\ud800"  # what the wire never lets in
        with pytest.raises(XenError, match="the database refused it"):
            await store.durable()
        assert (shelf.name_label, len(told)) == ("", 1)
        with store.change():
            shelf.name_label = "good"
        await store.durable()


async def test_watchers_are_told_of_what_is_durable(url: str) -> None:
    async with library(url) as opened:
        store, gate = opened.store, Gate(opened)
        gate.hold()
        seen = store.watch()
        with store.change():
            store.create(Book)
        await gate.held()
        assert not seen.done()
        gate.open.set()
        async with asyncio.timeout(20):
            await seen
        assert store.durable_generation == store.generation


async def test_closing_finishes_what_is_under_way(url: str) -> None:
    async with library(url) as opened:
        for number in range(50):
            with opened.store.change():
                opened.store.create(Book, pages=number)
        waiting = asyncio.create_task(opened.store.durable())
    await waiting
    with pytest.raises(XenError, match="HOST_STILL_BOOTING"), opened.store.change():
        pass
    async with library(url) as opened:
        assert len(opened.store.all(Book)) == 50
