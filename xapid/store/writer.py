"""The journal on a database: one thread that commits all that queued up since its last commit."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.exc import SQLAlchemyError

from xapid.model.errors import XenError, internal_error
from xapid.store import schema
from xapid.store.change import kept_values
from xapid.store.database import GENERATION_BLOCK, Database, refusal
from xapid.store.journal import RowChange
from xapid.store.store import TOMBSTONES_KEPT, Store

log = logging.getLogger(__name__)

Batch = tuple[int, list[RowChange]]
#: Tombstones are thinned out once in so many deletions.
PRUNE_EVERY = 1000


class Deposed(Exception):
    """Another daemon took the database over; nothing of ours may be written any more."""


class Writer:
    """Group commit: the longer a commit takes, the more the next one carries."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.deposed = False
        self._queue: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._told = threading.Event()
        self._closed = False
        #: Up to where generations are handed out; and up to where the database knows that they are.
        self._ceiling = self._kept_ceiling = 0
        #: How the rows of a failed commit are in memory: it may have reached the database all the same.
        self._doubtful: dict[str, RowChange] = {}
        self._deletions = 0
        self._statements = _Statements(database)

    def start(self, store: Store, generation: int) -> None:
        """Serve a store whose next generation comes after ``generation``, from the running loop."""
        self.store = store
        self._loop = asyncio.get_running_loop()
        self._ceiling = self._kept_ceiling = generation + GENERATION_BLOCK
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Refuse changes when deposed or closed; reserve more generations in time."""
        if self.deposed or self._closed:
            raise XenError("HOST_IS_SLAVE" if self.deposed else "HOST_STILL_BOOTING", "")
        if self.store.generation >= self._kept_ceiling:
            raise internal_error("The change was not made: the database has not answered for too long")
        if self.store.generation + GENERATION_BLOCK // 2 > self._ceiling:
            self._ceiling += GENERATION_BLOCK
            self._queue.put((self.store.generation, []))

    def submit(self, generation: int, rows: list[RowChange]) -> None:
        """Queue the rows of one change."""
        self._queue.put((generation, rows))

    async def close(self) -> None:
        """Commit what is queued and end the thread."""
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)
        self.database.close()

    def _run(self) -> None:
        while (first := self._queue.get()) is not None:
            batches, last = [first], False
            while not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    last = True
                    break
                batches.append(following)
            try:
                self._commit(batches)
            except Exception as error:
                self._refuse(error, batches)
            else:
                self._loop.call_soon_threadsafe(self.store.written, batches[-1][0])
            if last:
                return

    def _commit(self, batches: list[Batch]) -> None:
        state = self.database.metadata.tables[schema.POOL_STATE]
        ours = update(state).where(state.c.id == 1, state.c.epoch == self.database.epoch)
        ceiling = self._ceiling
        with self.database.engine.begin() as connection:
            if connection.execute(ours.values(generation=ceiling)).rowcount != 1:
                raise Deposed
            self._repair(connection)
            for rows in _merged(batches):
                self._write(connection, rows)
        self._kept_ceiling = ceiling
        self._doubtful.clear()

    def _repair(self, connection: Connection) -> None:
        """Undo what a failed commit may have written: when the answer is lost nobody knows."""
        graves = self._statements.graves
        for ref, row in self._doubtful.items():
            table = self.database.metadata.tables[row.class_name]
            connection.execute(delete(table).where(table.c._ref == ref))
            connection.execute(delete(graves).where(graves.c.ref == ref))
            if row.columns is not None:
                self._write(connection, [row])

    def _write(self, connection: Connection, rows: list[RowChange]) -> None:
        first = rows[0]
        if first.columns is not None:
            columns = tuple(sorted(first.columns))
            statement = self._statements.get(first.class_name, columns, first.new)
            connection.execute(statement, [self._statements.values(row) for row in rows])
            return
        table, graves = self.database.metadata.tables[first.class_name], self._statements.graves
        gone = [{"row": row.ref} for row in rows]
        connection.execute(delete(table).where(table.c._ref == bindparam("row")), gone)
        connection.execute(
            insert(graves),
            [
                {"ref": r.ref, "class": r.class_name, "created": r.created, "deleted": r.modified}
                for r in rows
            ],
        )
        self._deletions += len(rows)
        if self._deletions >= PRUNE_EVERY:
            self._deletions = 0
            self._prune(connection)

    def _prune(self, connection: Connection) -> None:
        graves = self._statements.graves
        oldest = graves.select().order_by(graves.c.deleted.desc()).offset(TOMBSTONES_KEPT).limit(1)
        row = connection.execute(oldest).one_or_none()
        if row is not None:
            connection.execute(delete(graves).where(graves.c.deleted <= row.deleted))

    def _refuse(self, error: Exception, batches: list[Batch]) -> None:
        """Tell the loop, and wait until it has taken back everything that is queued behind."""
        self._told.clear()
        if isinstance(error, Deposed):
            log.error("another daemon took the database over: nothing is written any more")
            told = XenError("HOST_IS_SLAVE", "")
            self.deposed = True
        else:
            told = refusal(error)
            log.error("%s", told.description[1], exc_info=not isinstance(error, SQLAlchemyError))
        tried = {row.ref: row for _, rows in batches for row in rows}
        self._loop.call_soon_threadsafe(self._take_back, told, tried)
        self._told.wait()

    def _take_back(self, error: XenError, tried: dict[str, RowChange]) -> None:
        closing = False
        while not self._queue.empty():
            closing |= self._queue.get() is None
        try:
            self.store.refused(error)
            self._doubtful.update((ref, self._present(row)) for ref, row in tried.items())
        finally:
            if closing:
                self._queue.put(None)
            self._told.set()

    def _present(self, row: RowChange) -> RowChange:
        """The row as memory has it now; without columns when there is no such object."""
        obj = self.store.get(row.ref)
        columns = kept_values(self.database.registry, obj) if obj is not None else None
        modified = obj.modified if obj is not None else row.modified
        return RowChange(row.class_name, row.ref, row.created, modified, columns, new=True)


class _Statements:
    """Ready-made statements by class and set of columns."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.graves = database.metadata.tables[schema.TOMBSTONES]
        self._made: dict[tuple[str, tuple[str, ...], bool], Any] = {}

    def get(self, class_name: str, columns: tuple[str, ...], new: bool) -> Any:
        key = (class_name, columns, new)
        if key not in self._made:
            table = self.database.metadata.tables[class_name]
            if new:
                self._made[key] = insert(table)
            else:
                values: dict[str, Any] = {c: bindparam(f"v_{c}") for c in columns}
                values["_modified"] = bindparam("v__modified")
                self._made[key] = update(table).where(table.c._ref == bindparam("row")).values(values)
        return self._made[key]

    def values(self, row: RowChange) -> dict[str, Any]:
        fields = self.database.registry.classes[row.class_name].fields
        columns = {n: schema.to_column(fields[n], v) for n, v in (row.columns or {}).items()}
        if row.new:
            return {"_ref": row.ref, "_created": row.created, "_modified": row.modified, **columns}
        return {"row": row.ref, "v__modified": row.modified, **{f"v_{n}": v for n, v in columns.items()}}


def _merged(batches: list[Batch]) -> list[list[RowChange]]:
    """One row per object, grouped so that each group is one statement."""
    last: dict[str, RowChange] = {}
    for _, rows in batches:
        for row in rows:
            before = last.pop(row.ref, None)
            if before is None or row.columns is None:
                if before is not None and before.new:
                    continue  # made and deleted within this commit
                last[row.ref] = row
            else:
                columns = {**(before.columns or {}), **row.columns}
                last[row.ref] = RowChange(
                    row.class_name, row.ref, row.created, row.modified, columns, before.new
                )
    groups: dict[tuple[str, bool, tuple[str, ...] | None], list[RowChange]] = {}
    for row in last.values():
        shape = None if row.columns is None else tuple(sorted(row.columns))
        groups.setdefault((row.class_name, row.new, shape), []).append(row)
    return list(groups.values())
