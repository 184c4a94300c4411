"""The whole database as XML, and back."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.library import LIBRARY, Book, Shelf
from tests.store.library import contents, library, open_library
from tests.store.test_reopening import change_something
from xapid.store import restoring, schema
from xapid.store.database import Database, sqlite_url
from xapid.store.dump import BadDump, _text, _unescaped, read_dump, snapshot, write_dump
from xapid.store.store import Store

METADATA = schema.build(LIBRARY)


def living(store: Store) -> dict[str, dict[str, Any]]:
    """Everything but when it last changed."""
    found: dict[str, dict[str, Any]] = contents(store)["living"]
    return {ref: {k: v for k, v in values.items() if k != "modified"} for ref, values in found.items()}


def restore(url: str, dump: bytes, place: Path) -> None:
    path = place / "restore.xml"
    path.write_bytes(dump)
    database = Database(url, LIBRARY)
    database.metadata.create_all(database.engine)
    restoring.apply(database, path)
    database.close()


async def test_there_and_back(url: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    async with library(url) as opened:
        for _ in range(300):
            change_something(opened.store, chance)
        await opened.store.durable()
        dump, before = b"".join(write_dump(snapshot(opened.store))), living(opened.store)
        seen = opened.store.generation
    fresh = sqlite_url(tmp_path / "fresh.db")
    for target in (fresh, url):  # an empty database, and one that has all of it
        restore(target, dump, tmp_path)
        async with library(target) as opened:
            assert living(opened.store) == before
            assert all(obj.modified > seen for obj in opened.store.all(Shelf))
            change_something(opened.store, chance)
            await opened.store.durable()


async def test_what_came_later_is_gone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "store.db")
    async with library(url) as opened:
        with opened.store.change():
            kept = opened.store.create(Shelf, name_label="kept").ref
        dump = b"".join(write_dump(snapshot(opened.store)))
        with opened.store.change():
            opened.store.create(Shelf, name_label="later")
        await opened.store.durable()
    restore(url, dump, tmp_path)
    async with library(url) as opened:
        assert [shelf.ref for shelf in opened.store.all(Shelf)] == [kept]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text(text: str) -> None:
    dump = (
        '<database><manifest format="xapid-1" generation="1"/><table name="Shelf"><row _ref="r" _created="1" '
    )
    dump += f'_modified="1" name_label="{_text(text)}"/></table></database>'
    assert read_dump(dump.encode(), METADATA).tables["Shelf"][0]["name_label"] == text


def test_a_backslash_that_means_nothing() -> None:
    with pytest.raises(BadDump):
        _unescaped("\\uzzzz", "here")


async def a_dump(tmp_path: Path) -> bytes:
    opened = await open_library(sqlite_url(tmp_path / "store.db"))
    with opened.store.change():
        opened.store.create(Book, pages=3, notes={"a": "b"})
    await opened.store.durable()
    dump = b"".join(write_dump(snapshot(opened.store)))
    await opened.close()
    return dump


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</database>", b""),
        (b'format="xapid-1"', b'format="other"'),
        (b"<database>", b"<!DOCTYPE x><database>"),
        (b'<table name="Book"', b'<table name="Scroll"'),
        (b'<table name="Book"', b'<table name="xapid_state"'),
        (b" pages=", b" paegs="),
        (b'pages="3"', b'pages="three"'),
        (b'pages="3"', b'pages="99999999999999999999"'),
        (b' binding="soft"', b' binding="paper"'),
        (b"{&#34;a&#34;", b"{&#34;a"),
        (b"_ref=", b"name_label="),
        (b"<manifest", b"<manifesto"),
        (b"<row", b"<line"),
    ],
)
async def test_bad_dumps(tmp_path: Path, old: bytes, new: bytes) -> None:
    dump = await a_dump(tmp_path)
    assert old in dump
    with pytest.raises(BadDump):
        restoring.check(read_dump(dump.replace(old, new, 1), METADATA), LIBRARY)


async def test_cut_in_half(tmp_path: Path) -> None:
    dump = await a_dump(tmp_path)
    for size in range(0, len(dump) - len("</database>\n"), 17):
        with pytest.raises(BadDump):
            read_dump(dump[:size], METADATA)
