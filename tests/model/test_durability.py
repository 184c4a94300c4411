"""Generations, tombstones, what the journal is given, and what happens when it refuses."""

from __future__ import annotations

import asyncio

import pytest

from tests.model.library import Book, Shelf, Topic, Visitor, library
from xapid.model.errors import XenError
from xapid.store import store as store_module


@pytest.fixture
def places():
    store, journal = library()
    with store.change():
        shelf = store.create(Shelf)
        book = store.create(Book, shelf=shelf)
    journal.write()
    return store, journal, shelf, book


def test_generations(places):
    store, _, shelf, book = places
    assert (store.generation, book.created, book.modified) == (1, 1, 1)
    with store.change():
        book.pages = 1
    assert (store.generation, book.created, book.modified, shelf.modified) == (2, 1, 2, 1)
    assert list(store.by_change) == [shelf.ref, book.ref]
    with store.change():
        store.touch(shelf)
    assert (shelf.modified, list(store.by_change)) == (3, [book.ref, shelf.ref])


def test_tombstones(places):
    store, _, _, book = places
    with store.change():
        store.destroy(book)
    grave = store.tombstones[book.ref]
    assert (grave.class_name, grave.created, grave.deleted) == ("Book", 1, 2)
    assert book.ref not in store.by_change
    with store.change():
        store.destroy(store.create(Topic))
    assert list(store.tombstones) == [book.ref]


def test_only_so_many_tombstones(places, monkeypatch):
    store, *_ = places
    monkeypatch.setattr(store_module, "TOMBSTONES_KEPT", 2)
    for _ in range(3):
        with store.change():
            topic = store.create(Topic)
        with store.change():
            store.destroy(topic)
    assert [g.deleted for g in store.tombstones.values()] == [5, 7]


def test_what_is_kept(places):
    store, journal, shelf, book = places
    with store.change():
        book.pages = 3
        book.open = True
        new = store.create(Topic)
    rows = {row.ref: row for row in journal.write()}
    assert (rows[book.ref].columns, rows[book.ref].new) == ({"pages": 3}, False)
    assert (rows[new.ref].columns, rows[new.ref].new) == ({"uuid": new.uuid, "books": {}}, True)
    with store.change():
        store.destroy(book)
    rows = {row.ref: row for row in journal.write()}
    assert rows[book.ref].columns is None
    assert rows[shelf.ref].columns == {}, "its set changed: events have to tell of it after a restart"


def test_what_is_not_kept_is_durable_at_once(places):
    store, journal, shelf, book = places
    with store.change():
        book.open = True
        store.create(Visitor, shelf=shelf)
        store.create(Topic, transient=True)
    assert journal.submitted == []
    assert store.durable_generation == store.generation
    assert store.pending == 0


def test_what_is_not_kept_waits_for_what_came_before(places):
    store, journal, _, book = places
    with store.change():
        book.pages = 1
    with store.change():
        book.open = True
    assert store.durable_generation == 1
    journal.write()
    assert store.durable_generation == 3


async def test_waiting_for_the_journal(places):
    store, journal, _, book = places
    await store.durable()
    seen = store.watch()
    waiters = []
    for pages in (1, 2):
        with store.change():
            book.pages = pages
        waiters.append(asyncio.create_task(store.durable(store.generation)))
    await asyncio.sleep(0)
    journal.write(1)
    await waiters[0]
    assert not waiters[1].done()
    await seen
    journal.write()
    await waiters[1]


async def test_a_refusal_takes_back_all_that_waits(places):
    store, journal, shelf, book = places
    told: list[XenError] = []
    store.after_rollback.append(told.append)
    with store.change():
        book.pages = 7
    with store.change():
        topic = store.create(Topic, books=[book])
        book.open = True
    with store.change():
        store.destroy(book)
    waiting = asyncio.create_task(store.durable())
    await asyncio.sleep(0)
    journal.refuse()
    with pytest.raises(XenError, match="disk is full"):
        await waiting
    assert (book.alive, book.pages, book.open, book.topics) == (True, 0, False, [])
    assert shelf.books == [book]
    assert store.get(topic.ref) is None
    assert (store.tombstones, store.pending, len(told)) == ({}, 0, 1)


async def test_after_a_refusal_life_goes_on(places):
    store, journal, shelf, book = places
    with store.change():
        book.pages = 7
    refused = store.generation
    journal.refuse()
    with pytest.raises(XenError):
        await store.durable()
    await store.durable()
    assert store.generation > refused
    with store.change():
        shelf.name_label = "high"
    journal.write()
    await store.durable()
    assert book.pages == 0


def test_after_a_refusal_the_order_of_changes_still_holds(places):
    store, journal, shelf, book = places
    with store.change():
        shelf.name_label = "high"
    journal.write()
    with store.change():
        book.pages = 7
    journal.refuse()
    modified = [obj.modified for obj in store.by_change.values()]
    assert modified == sorted(modified)
    assert book.modified == store.durable_generation, "whoever saw the refused value is told again"


async def test_a_refusal_is_told_to_the_call_that_asks_late(places):
    store, journal, _, book = places
    changed, may_go_on = asyncio.Event(), asyncio.Event()

    async def long_call() -> None:
        with store.change():
            book.pages = 7
        changed.set()
        await may_go_on.wait()
        with store.change():
            book.notes = {"done": "yes"}
        await store.durable()

    async def reader() -> None:
        await may_go_on.wait()
        await store.durable()

    long, reading = asyncio.create_task(long_call()), asyncio.create_task(reader())
    await changed.wait()
    journal.refuse()
    may_go_on.set()
    await asyncio.wait([long, reading], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    journal.write()
    with pytest.raises(XenError, match="disk is full"):
        await long
    await reading
