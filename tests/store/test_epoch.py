"""Whoever opens the database last is the one who writes."""

import asyncio

import pytest

from tests.model.library import Book
from tests.store.library import contents, library, open_library
from xapid.model.errors import XenError


async def test_a_second_opener_deposes_the_first(url: str) -> None:
    first = await open_library(url)
    with first.store.change():
        book = first.store.create(Book, pages=1)
    await first.store.durable()
    second = await open_library(url)
    told: list[XenError] = []
    first.store.after_rollback.append(told.append)
    with first.store.change():
        book.pages = 2
        first.store.create(Book)
    with pytest.raises(XenError, match="HOST_IS_SLAVE"):
        await first.store.durable()
    assert (book.pages, len(first.store.all(Book)), [e.code for e in told]) == (1, 1, ["HOST_IS_SLAVE"])
    with pytest.raises(XenError, match="HOST_IS_SLAVE"), first.store.change():
        pass
    await first.store.durable()  # reads go on

    assert second.store.generation > first.store.generation
    with second.store.change():
        second.store.get(book.ref).pages = 3
    await second.store.durable()
    await asyncio.gather(first.close(), second.close())
    async with library(url) as third:
        assert [b.pages for b in third.store.all(Book)] == [3]


async def test_deposed_in_the_midst_of_writing(url: str) -> None:
    """Everything that was acknowledged before is seen by the successor, and nothing else ever."""
    first = await open_library(url)
    acknowledged: list[str] = []

    async def write() -> None:
        while True:
            with first.store.change():
                book = first.store.create(Book)
            await first.store.durable()
            acknowledged.append(book.ref)

    writers = [asyncio.create_task(write()) for _ in range(8)]
    while len(acknowledged) < 20:
        await first.store.watch()
    second = await asyncio.to_thread(lambda: asyncio.run(_contents(url)))
    results = await asyncio.wait_for(asyncio.gather(*writers, return_exceptions=True), 20)
    assert {getattr(result, "code", result) for result in results} == {"HOST_IS_SLAVE"}
    assert set(acknowledged) == set(second)
    await first.close()


async def _contents(url: str) -> list[str]:
    async with library(url) as opened:
        found: list[str] = list(contents(opened.store)["living"])
        return found


async def test_two_at_once(url: str) -> None:
    """Of several that open at the same time each gets an epoch of its own; the last one writes."""
    opened = await asyncio.gather(*(open_library(url) for _ in range(3)))
    assert sorted(o.writer.database.epoch for o in opened) == [1, 2, 3]
    starts = [o.store.generation for o in sorted(opened, key=lambda o: o.writer.database.epoch)]
    assert starts == sorted(set(starts))
    for one in opened:
        await one.close()
