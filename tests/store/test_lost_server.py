"""A PostgreSQL server that dies under the store, and comes back."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import event

from tests.model.library import Book, Shelf
from tests.store.library import contents, library, open_library
from tests.store.postgres import Server
from xapid.model.errors import XenError


@pytest.fixture
def mortal() -> Iterator[Server]:
    """A server for one test."""
    made = Server()
    try:
        made.start()
        yield made
    finally:
        made.remove()


async def test_a_server_that_dies_and_comes_back(mortal: Server) -> None:
    url = mortal.database()
    opened = await open_library(url)
    store = opened.store
    with store.change():
        shelf = store.create(Shelf, name_label="first")
        book = store.create(Book, shelf=shelf)
    await store.durable()
    mortal.kill()
    for _ in range(3):
        with store.change():
            shelf.name_label = "never"
            store.destroy(book)
            store.create(Book, shelf=shelf)
        with pytest.raises(XenError, match="the database refused it"):
            await store.durable()
        assert (shelf.name_label, shelf.books) == ("first", [book])
    await asyncio.to_thread(mortal.start)
    with store.change():
        shelf.name_label = "second"
    await store.durable()
    after = contents(store)
    await opened.close()
    async with library(url) as opened:
        assert contents(opened.store)["graves"] == after["graves"]
        assert opened.store.get(book.ref).shelf.name_label == "second"
        assert len(opened.store.all(Book)) == 1


async def test_a_commit_whose_answer_is_lost(url: str) -> None:
    """The database has it and nobody knows: the next commit puts right what memory has taken back."""
    opened = await open_library(url)
    store, engine = opened.store, opened.writer.database.engine
    with store.change():
        shelf = store.create(Shelf, name_label="first")
        book = store.create(Book, shelf=shelf, pages=1)
    await store.durable()

    def lose(connection: object) -> None:
        event.remove(engine, "commit", lose)
        connection.connection.dbapi_connection.commit()  # type: ignore[attr-defined]
        raise ConnectionError("the answer is lost")

    event.listen(engine, "commit", lose)
    with store.change():
        shelf.name_label = "never"
        store.destroy(book)
        phantom = store.create(Book, shelf=shelf)
    with pytest.raises(XenError, match="the answer is lost"):
        await store.durable()
    assert (shelf.name_label, book.alive) == ("first", True)
    with store.change():
        book.pages = 2
    await store.durable()
    after = contents(store)
    await opened.close()
    async with library(url) as opened:
        assert contents(opened.store) == after
        assert opened.store.get(phantom.ref) is None
        assert opened.store.get(book.ref).pages == 2


async def test_a_database_that_becomes_read_only(server: Server) -> None:
    url = server.database()
    name = url.split("///")[1].split("?")[0]
    opened = await open_library(url)
    store = opened.store
    with store.change():
        shelf = store.create(Shelf, name_label="first")
    await store.durable()
    server.sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    opened.writer.database.engine.dispose()  # as after a lost connection
    with store.change():
        shelf.name_label = "never"
    with pytest.raises(XenError, match="read-only"):
        await store.durable()
    assert shelf.name_label == "first"
    server.sql(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    opened.writer.database.engine.dispose()
    with store.change():
        shelf.name_label = "second"
    await store.durable()
    await opened.close()
