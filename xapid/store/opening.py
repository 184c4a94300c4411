"""Opening a store on a database, in one step."""

from __future__ import annotations

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from migrations import NewerDatabase
from xapid.model.registry import Registry
from xapid.store.database import Database, shown
from xapid.store.store import Store
from xapid.store.writer import Writer


class CannotOpen(Exception):
    """The database is not one that this program can use; the text says why."""


async def open_store(url: str, registry: Registry) -> tuple[Store, Writer]:
    """Migrate, take over and load the database at ``url``. Close the writer to close it.

    Raises CannotOpen when it cannot be opened, or was written by a newer program.
    """
    try:
        database = Database(url, registry)
        await asyncio.to_thread(database.migrate)
    except NewerDatabase as error:
        raise CannotOpen(str(error)) from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CannotOpen(f"The database {shown(url)} cannot be opened: {reason}") from error
    generation = await asyncio.to_thread(database.take_over)
    writer = Writer(database)
    store = Store(registry, writer)
    store.generation = store.durable_generation = generation
    await asyncio.to_thread(database.load, store)
    writer.start(store, generation)
    return store, writer
