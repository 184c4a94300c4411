"""The database behind the store: opening it, bringing it to the present schema, and reading it."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, make_url, select, update
from sqlalchemy.exc import SQLAlchemyError

from xapid.model.errors import XenError, internal_error
from xapid.model.objects import ClassInfo, XenObject
from xapid.model.registry import Registry
from xapid.store import schema
from xapid.store.change import Tombstone
from xapid.store.store import TOMBSTONES_KEPT, Store

log = logging.getLogger(__name__)

#: Generations are handed out in blocks, so that one used by something that was not kept is never used again.
GENERATION_BLOCK = 1_000_000


#: A server that does not answer has failed: seconds until it accepts a connection, milliseconds for the rest.
_POSTGRESQL = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 10,
    "options": "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000",
}


def open_engine(url: str) -> Engine:
    """An engine for the URL; SQLite in WAL mode that syncs every commit."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "postgresql":
        return create_engine(parsed, pool_pre_ping=True, connect_args=_POSTGRESQL)
    engine = create_engine(parsed)
    if engine.dialect.name == "sqlite":
        _keep_private(parsed.database)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_private(file: str | None) -> None:
    """Nobody but its owner reads the file: secrets are in it. SQLite's files beside it have its mode."""
    if not file or file == ":memory:":
        return
    with suppress(OSError):  # whatever it is, SQLite says it when it opens the file
        os.close(os.open(file, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        for name in (file, f"{file}-wal", f"{file}-shm"):
            if os.path.exists(name):
                os.chmod(name, 0o600)


def _set_up_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # else Python's module never begins for a change of the schema
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # waits for its turn; later there is no waiting


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def shown(url: str) -> str:
    """The URL without its password."""
    return make_url(url).render_as_string(hide_password=True)


def refusal(error: Exception) -> XenError:
    """What a client learns when a change could not be written."""
    reason = str(getattr(error, "orig", None) or error).strip() or type(error).__name__
    return internal_error(f"The change was not made: the database refused it ({reason.splitlines()[0]})")


class Database:
    """An open database whose epoch is ours: whoever opens it later deposes us."""

    def __init__(self, url: str, registry: Registry) -> None:
        self.registry = registry
        self.engine = open_engine(url)
        self.metadata: MetaData = schema.build(registry)
        self.epoch = 0

    def migrate(self) -> None:
        """Bring an old or empty database to the present schema."""
        from migrations import upgrade

        upgrade(self.engine)

    def take_over(self) -> int:
        """Become the only writer. Returns the first generation that nobody has used."""
        state = self.metadata.tables[schema.POOL_STATE]
        with self.engine.begin() as connection:
            mine = select(state).where(state.c.id == 1).with_for_update()
            row = connection.execute(mine).one_or_none()
            if row is None:
                self.epoch, generation = 1, 0
                connection.execute(state.insert().values(id=1, epoch=1, generation=GENERATION_BLOCK))
            else:
                self.epoch, generation = row.epoch + 1, row.generation
                change = update(state).where(state.c.id == 1, state.c.epoch == row.epoch)
                done = connection.execute(
                    change.values(epoch=self.epoch, generation=generation + GENERATION_BLOCK)
                )
                if done.rowcount != 1:
                    raise internal_error("Another daemon took the database over at the same time")
        return generation

    def load(self, store: Store) -> None:
        """Read every object, relation and tombstone into an empty store."""
        with self.engine.connect() as connection:
            loaded: list[XenObject] = []
            for info in self.registry.classes.values():
                if info.persist:
                    loaded.extend(self._load_class(connection, info, store))
            loaded.sort(key=lambda obj: (obj.created, obj.ref))
            for obj in loaded:
                store.adopt(obj)
            _relate(store, loaded)
            _order(store)
            self._load_tombstones(connection, store)

    def _load_class(self, connection: Connection, info: ClassInfo, store: Store) -> list[XenObject]:
        table = self.metadata.tables[info.name]
        kept = [f for f in info.fields.values() if f.name in table.c]
        rows = connection.execute(select(table)).all()
        objects = []
        for ref, created, modified, *columns in rows:
            obj = info.python()
            obj.store, obj.ref, obj.created, obj.modified = store, ref, created, modified
            obj.fragments, obj.transient, obj.alive = {}, False, True
            obj.values = [{} if f.is_inverse_set else f.initial() for f in info.fields.values()]
            for field, value in zip(kept, columns, strict=True):
                obj.values[field.index] = schema.from_column(field, value)
            objects.append(obj)
        return objects

    def _load_tombstones(self, connection: Connection, store: Store) -> None:
        table = self.metadata.tables[schema.TOMBSTONES]
        newest = select(table).order_by(table.c.deleted.desc()).limit(TOMBSTONES_KEPT)
        for ref, class_name, created, deleted in reversed(connection.execute(newest).all()):
            store.tombstones[ref] = Tombstone(class_name, ref, created, deleted)

    def close(self) -> None:
        """Let go of every connection."""
        try:
            self.engine.dispose()
        except SQLAlchemyError:
            log.warning("the database did not close cleanly", exc_info=True)


def _relate(store: Store, objects: list[XenObject]) -> None:
    """Fill the far ends of all references, which have no column of their own."""
    for obj in objects:
        for field in obj.info.fields.values():
            if field.inverse is None or not field.is_ref:
                continue
            target = store.get(obj.values[field.index])
            if target is not None and field.inverse in target.info.fields:
                target.values[target.info.fields[field.inverse].index][obj.ref] = None


def _order(store: Store) -> None:
    """Put the objects into the order of their last changes."""
    ordered = sorted(store.by_change.values(), key=lambda o: o.modified)
    store.by_change.clear()
    store.by_change.update((o.ref, o) for o in ordered)
