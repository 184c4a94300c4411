"""Opening a store on a database, in one step."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from migrations import NewerDatabase
from xapid.model.registry import Registry
from xapid.store.database import Database, shown
from xapid.store.dump import BadDump
from xapid.store.restoring import apply
from xapid.store.store import Store
from xapid.store.writer import Writer

log = logging.getLogger(__name__)


class CannotOpen(Exception):
    """The database is not one that this program can use; the text says why."""


async def open_store(url: str, registry: Registry, restore: Path | None = None) -> tuple[Store, Writer]:
    """Migrate, take over and load the database at ``url``. Close the writer to close it.

    A dump at ``restore`` takes its place first; one that cannot is put aside. Raises CannotOpen
    when it cannot be opened, or was written by a newer program.
    """
    try:
        database = Database(url, registry)
        await asyncio.to_thread(database.migrate)
    except NewerDatabase as error:
        raise CannotOpen(str(error)) from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise CannotOpen(f"The database {shown(url)} cannot be opened: {reason}") from error
    if restore is not None and restore.exists():
        await asyncio.to_thread(_restore, database, restore)
    generation = await asyncio.to_thread(database.take_over)
    writer = Writer(database)
    store = Store(registry, writer)
    store.generation = store.durable_generation = generation
    await asyncio.to_thread(database.load, store)
    writer.start(store, generation)
    return store, writer


def _restore(database: Database, path: Path) -> None:
    try:
        apply(database, path)
    except BadDump as error:
        aside = path.replace(path.with_suffix(".bad"))
        log.error("the database was not restored, it is as it was; the dump is %s: %s", aside, error)
