"""The library of the model's tests, in a real database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from tests.model.library import LIBRARY
from xapid.model.objects import XenObject
from xapid.store.database import Database
from xapid.store.store import Store
from xapid.store.writer import Writer


class Opened:
    """An open library."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self.store = store
        self.writer = writer

    async def close(self) -> None:
        await self.writer.close()


async def open_library(url: str) -> Opened:
    """What open_store does, except that the tables are made without Alembic's revisions."""
    database = Database(url, LIBRARY)
    database.metadata.create_all(database.engine)
    generation = database.take_over()
    writer = Writer(database)
    store = Store(LIBRARY, writer)
    store.generation = store.durable_generation = generation
    database.load(store)
    writer.start(store, generation)
    return Opened(store, writer)


@asynccontextmanager
async def library(url: str) -> AsyncIterator[Opened]:
    opened = await open_library(url)
    try:
        yield opened
    finally:
        await opened.close()


def plain(obj: XenObject) -> dict[str, Any]:
    """Everything of an object that outlives the store."""
    fields = [f for f in obj.info.fields.values() if f.persist]
    values = {f.name: obj.values[f.index] for f in fields}
    sets = {f.name: set(obj.values[f.index]) for f in fields if f.is_inverse_set}
    return {**values, **sets, "ref": obj.ref, "created": obj.created, "modified": obj.modified}


def contents(store: Store) -> dict[str, Any]:
    """Everything of a store that outlives it."""
    living = {ref: plain(obj) for ref, obj in store.objects.items() if obj.info.persist}
    order = [obj.modified for obj in store.by_change.values()]
    assert order == sorted(order)
    return {"living": living, "graves": dict(store.tombstones)}
