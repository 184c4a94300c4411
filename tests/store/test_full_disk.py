"""A disk that is full for a while: changes are refused, reads go on, and later all is well again."""

import asyncio
import subprocess
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.model.library import Book, Shelf
from tests.store.library import Opened, contents, library, open_library
from xapid.model.errors import XenError
from xapid.store.database import sqlite_url


def remount(place: Path, option: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{option}", str(place)], check=True)


async def until_refused(opened: Opened, shelf: Shelf) -> XenError:
    """Make books until one is refused; what memory holds then is what was acknowledged."""
    store = opened.store
    for number in range(2000):
        with store.change():
            store.create(Book, shelf=shelf, pages=number, notes={"filler": "x" * 20_000})
            shelf.name_label = str(number)
        try:
            await store.durable()
        except XenError as error:
            assert shelf.name_label == str(number - 1)
            assert [book.pages for book in shelf.books] == list(range(number))
            return error
    raise AssertionError("the disk never became full")


async def test_a_full_disk(tiny: Path) -> None:
    url = sqlite_url(tiny / "store.db")
    opened = await open_library(url)
    store = opened.store
    with store.change():
        shelf = store.create(Shelf)
    await store.durable()
    (tiny / "ballast").write_bytes(bytes(1 << 20))
    told: list[XenError] = []
    store.after_rollback.append(told.append)

    error = await until_refused(opened, shelf)
    assert "the database refused it" in str(error) and "full" in str(error)
    assert [str(e) for e in told] == [str(error)]
    before = contents(store)

    async def attempt(number: int) -> None:
        with store.change():
            store.create(Book, shelf=shelf, pages=-number, notes={"filler": "y" * 200_000})
        await store.durable()

    results = await asyncio.gather(*map(attempt, range(8)), return_exceptions=True)
    assert all(isinstance(result, XenError) for result in results)
    assert contents(store)["living"].keys() == before["living"].keys()
    assert store.pending == 0
    await store.durable()

    (tiny / "ballast").unlink()
    with store.change():
        shelf.name_label = "room again"
        last = store.create(Book, shelf=shelf, pages=-99)
    await store.durable()
    after = contents(store)
    await opened.close()
    async with library(url) as opened:
        assert contents(opened.store) == after
        assert opened.store.get(last.ref).pages == -99


async def test_a_full_disk_at_the_end(tiny: Path) -> None:
    """What was acknowledged is found again although the last that was tried did not fit."""
    url = sqlite_url(tiny / "store.db")
    opened = await open_library(url)
    with opened.store.change():
        shelf = opened.store.create(Shelf)
    (tiny / "ballast").write_bytes(bytes(1 << 20))
    await until_refused(opened, shelf)
    living = {obj.ref for obj in opened.store.objects.values()}
    await opened.close()
    (tiny / "ballast").unlink()
    async with library(url) as opened:
        assert set(opened.store.objects) == living


async def test_a_file_system_that_is_read_only(tiny: Path) -> None:
    url = sqlite_url(tiny / "store.db")
    async with library(url) as opened:
        with opened.store.change():
            opened.store.create(Shelf)
    remount(tiny, "ro")
    with pytest.raises(OperationalError, match=r"readonly|unable to open"):
        await open_library(url)
    remount(tiny, "rw")
    async with library(url) as opened:
        assert len(opened.store.all(Shelf)) == 1
