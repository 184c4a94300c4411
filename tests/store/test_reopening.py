"""What a store finds again when its database is opened the next time."""

import random
import stat
from pathlib import Path

import pytest

from tests.model.library import BindingKind, Book, Murmur, Shelf, Topic, Visitor
from tests.store.library import Opened, contents, library, open_library
from xapid.store.database import GENERATION_BLOCK, sqlite_url
from xapid.store.store import Store


def change_something(store: Store, chance: random.Random) -> None:
    """One change of any kind."""
    with store.change():
        for _ in range(chance.randint(1, 4)):
            shelves, books, topics = (store.all(cls) for cls in (Shelf, Book, Topic))
            step = chance.randrange(8)
            if step == 0 or not shelves:
                store.create(Shelf, name_label=f"shelf {chance.random()}")
            elif step == 1 or not books:
                store.create(Book, shelf=chance.choice(shelves), binding=chance.choice(list(BindingKind)))
            elif step == 2:
                store.create(Topic, books=chance.sample(books, min(2, len(books))))
            elif step == 3:
                store.destroy(chance.choice([*books, *topics]))
            elif step == 4:
                book = chance.choice(books)
                book.pages = chance.getrandbits(63) - 2**62
                book.notes = {"ключ'\"\\\n": "значение \U0001f4da", "": str(chance.random())}
                book.seen_with = {"near": chance.choice(books)}
            elif step == 5:
                chance.choice(books).shelf = chance.choice([None, *shelves])
                chance.choice(books).next = chance.choice(books)
            elif step == 6 and topics:
                chance.choice(topics).books = chance.sample(books, min(3, len(books)))
            else:
                store.create(Murmur, text="psst")


@pytest.mark.parametrize("seed", range(3))
async def test_everything_is_found_again(url: str, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(3):
        async with library(url) as opened:
            for _ in range(60):
                change_something(opened.store, chance)
                if chance.random() < 0.2:
                    await opened.store.durable()
            await opened.store.durable()
            before = contents(opened.store)
        async with library(url) as opened:
            after = contents(opened.store)
            assert after["living"] == before["living"]
            # What was made and deleted within one commit was never told to anybody.
            assert after["graves"].items() <= before["graves"].items()
            assert opened.store.generation % GENERATION_BLOCK == 0


async def test_tokens_stay_valid(url: str) -> None:
    """Whoever knows everything up to a generation is told exactly what came after it, over a restart too."""

    def news(opened: Opened, since: int) -> tuple[set[str], set[str]]:
        store = opened.store
        living = {obj.ref for obj in store.by_change.values() if obj.modified > since}
        return living, {grave.ref for grave in store.tombstones.values() if grave.deleted > since}

    async with library(url) as opened:
        store = opened.store
        with store.change():
            kept, changed, gone = (store.create(Book) for _ in range(3))
        await store.durable()
        token = store.generation
        with store.change():
            changed.pages = 5
        with store.change():
            store.destroy(gone)
        await store.durable()
        before = news(opened, token)
        assert before == ({changed.ref}, {gone.ref})
    async with library(url) as opened:
        assert news(opened, token) == before
        assert news(opened, opened.store.generation) == (set(), set())
        with opened.store.change():
            opened.store.get(kept.ref).pages = 7
        assert news(opened, opened.store.durable_generation) == ({kept.ref}, set())


async def test_what_is_not_kept_starts_anew(url: str) -> None:
    async with library(url) as opened:
        with opened.store.change():
            shelf = opened.store.create(Shelf)
            book = opened.store.create(Book, shelf=shelf, open=True)
            opened.store.create(Visitor, shelf=shelf)
            opened.store.create(Topic, transient=True)
    async with library(url) as opened:
        found = opened.store.get(book.ref)
        assert (found.open, found.shelf.visitors) == (False, [])
        assert [len(opened.store.table(cls)) for cls in (Book, Topic, Visitor)] == [1, 0, 0]
        assert opened.store.by_uuid(Book, book.uuid) is found


async def test_generations_are_never_used_twice(url: str) -> None:
    """Also not those of changes that left no trace."""
    opened = await open_library(url)
    used = []
    for _ in range(3):
        for _ in range(5):
            with opened.store.change():
                opened.store.create(Visitor)
            used.append(opened.store.generation)
        await opened.close()
        opened = await open_library(url)
    await opened.close()
    assert used == sorted(set(used))


async def test_more_generations_are_reserved_in_time(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("database", "writer"):
        monkeypatch.setattr(f"xapid.store.{module}.GENERATION_BLOCK", 20)
    async with library(url) as opened:
        for _ in range(100):
            with opened.store.change():
                opened.store.create(Visitor)
            # The reservation itself is no change; one that is kept comes after it.
            with opened.store.change():
                book = opened.store.create(Book)
            await opened.store.durable()
        last = opened.store.generation
        assert last == 200
    async with library(url) as opened:
        assert opened.store.generation >= last
        assert opened.store.get(book.ref).modified == last


@pytest.mark.parametrize("before", [None, 0o644])
async def test_nobody_else_reads_the_file(tmp_path: Path, before: int | None) -> None:
    file = tmp_path / "kept.db"
    if before is not None:
        file.touch(before)
    async with library(sqlite_url(file)) as opened:
        with opened.store.change():
            opened.store.create(Shelf, name_label="private")
        await opened.store.durable()
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert "kept.db-wal" in modes and set(modes.values()) == {0o600}
