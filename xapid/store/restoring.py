"""Putting a dump in the place of the database, at the next start: all of it, or nothing."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from xapid.model.errors import XenError
from xapid.model.registry import Registry
from xapid.store import schema
from xapid.store.database import Database
from xapid.store.dump import BadDump, Dump, read_dump

log = logging.getLogger(__name__)


def check(dump: Dump, registry: Registry) -> None:
    """BadDump unless every value is one of its field's type."""
    for name, rows in dump.tables.items():
        fields = registry.classes[name].fields
        for row in rows:
            for column, value in row.items():
                if column.startswith("_"):
                    continue
                try:
                    schema.from_column(fields[column], value)
                except (ValueError, XenError) as error:
                    raise BadDump(f"{name}.{column}: {error}") from None


def apply(database: Database, path: Path) -> None:
    """Restore the dump at ``path``; doing it again changes nothing. The database is not taken over yet.

    Everything counts as changed just now, so that clients see it. BadDump leaves the database as it was.
    """
    dump = read_dump(path.read_bytes(), database.metadata)
    check(dump, database.registry)
    state = database.metadata.tables[schema.POOL_STATE]
    with database.engine.begin() as connection:
        present = connection.execute(select(state.c.generation)).scalar()
        generation = max(present or 0, dump.generation) + 1
        for table in database.metadata.tables.values():
            if table is not state:
                connection.execute(delete(table))
        for name, rows in dump.tables.items():
            table = database.metadata.tables[name]
            for row in rows:
                connection.execute(insert(table), {**row, "_modified": generation})
        if present is None:
            connection.execute(insert(state).values(id=1, epoch=1, generation=generation))
        else:
            connection.execute(update(state).values(generation=generation))
    log.warning("the database was restored from a dump of %d objects", sum(map(len, dump.tables.values())))
