"""Opening a store on a database, in one step."""

from __future__ import annotations

import asyncio

from xapid.model.registry import Registry
from xapid.store.database import Database
from xapid.store.store import Store
from xapid.store.writer import Writer


async def open_store(url: str, registry: Registry) -> tuple[Store, Writer]:
    """Migrate, take over and load the database at ``url``. Close the writer to close it.

    Raises sqlalchemy.exc.SQLAlchemyError when the database cannot be opened.
    """
    database = Database(url, registry)
    await asyncio.to_thread(database.migrate)
    generation = await asyncio.to_thread(database.take_over)
    writer = Writer(database)
    store = Store(registry, writer)
    store.generation = store.durable_generation = generation
    await asyncio.to_thread(database.load, store)
    writer.start(store, generation)
    return store, writer
