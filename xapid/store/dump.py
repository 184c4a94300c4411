"""The whole database as XML, and back: what a backup holds and a restore reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from sqlalchemy import BigInteger, Boolean, Double, MetaData, Table

from xapid.model.objects import ClassInfo
from xapid.store import schema
from xapid.store.change import kept_values
from xapid.store.store import Store

FORMAT = "xapid-1"
_ROWS_AT_ONCE = 500
_ESCAPES = {ord(c): f"&#{ord(c)};" for c in '\t\n\r<>&"'}
#: XML has no characters for these. A backslash and four digits stand for one; two for a backslash.
_UNSPEAKABLE = {n: f"\\u{n:04x}" for n in (*range(0x20), 0xFFFE, 0xFFFF) if n not in (9, 10, 13)}


class BadDump(Exception):
    """The text is no dump that this program could restore; says why."""


@dataclass
class Dump:
    """A dump that was read: for each table its rows, as columns by name."""

    generation: int
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Snapshot:
    """All that outlives the daemon, as it was at one moment; values are never changed in place."""

    generation: int
    #: For each class its objects: how the row is named and stamped, and the values of its kept fields.
    tables: list[tuple[ClassInfo, list[tuple[dict[str, Any], dict[str, Any]]]]]


def snapshot(store: Store) -> Snapshot:
    """What ``write_dump`` writes, taken at once: the store may go on afterwards."""
    kept = [info for info in store.registry.classes.values() if info.persist]
    return Snapshot(store.generation, [(info, [
        ({"_ref": obj.ref, "_created": obj.created, "_modified": obj.modified},
         kept_values(store.registry, obj))
        for obj in store.tables[info.name] if not obj.transient
    ]) for info in kept])  # fmt: skip


def write_dump(taken: Snapshot) -> Iterator[bytes]:
    """The dump in pieces. This is work for a thread."""
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<database><manifest format="{FORMAT}" generation="{taken.generation}"/>\n'
    ).encode()
    for info, rows in taken.tables:
        yield f'<table name="{info.name}">\n'.encode()
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            yield "".join(_row(info, *row) for row in rows[start : start + _ROWS_AT_ONCE]).encode()
        yield b"</table>\n"
    yield b"</database>\n"


def _row(info: ClassInfo, stamp: dict[str, Any], values: dict[str, Any]) -> str:
    columns = dict(stamp)
    for name, value in values.items():
        of = info.fields[name]
        columns[name] = schema.to_column(of, tuple(value) if of.is_set else value)
    return "<row " + " ".join(f'{name}="{_text(value)}"' for name, value in columns.items()) + "/>\n"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\\", "\\\\").translate(_UNSPEAKABLE).translate(_ESCAPES)


def read_dump(data: bytes, metadata: MetaData) -> Dump:
    """What a dump says, checked column by column against the schema. Raises BadDump."""
    reader = _Reader(metadata)
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BadDump(f"no XML: {error}") from None
    if reader.dump is None:
        raise BadDump("no manifest")
    return reader.dump


def _refuse(*args: Any) -> None:
    raise BadDump("a document type declaration is not accepted")


class _Reader:
    def __init__(self, metadata: MetaData) -> None:
        self.metadata = metadata
        self.dump: Dump | None = None
        self._table: Table | None = None
        self._refs: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "manifest" and self.dump is None:
            if attributes.get("format") != FORMAT:
                raise BadDump(f"its format is {attributes.get('format', 'unknown')[:40]!r}, not {FORMAT!r}")
            self.dump = Dump(_number(attributes.get("generation", ""), "generation"))
        elif tag == "table" and self.dump is not None:
            name = attributes.get("name", "")
            if name not in self.metadata.tables or name in (schema.POOL_STATE, schema.TOMBSTONES):
                raise BadDump(f"there is no table {name[:60]!r}: it was written by another version")
            self._table = self.metadata.tables[name]
            self.dump.tables.setdefault(name, [])
        elif tag == "row" and self.dump is not None and self._table is not None:
            self.dump.tables[self._table.name].append(self._row(self._table, attributes))
        elif tag != "database":
            raise BadDump(f"<{tag[:40]}> is not part of a dump")

    def _row(self, table: Table, attributes: dict[str, str]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, text in attributes.items():
            column = table.columns.get(name)
            if column is None:
                raise BadDump(f"{table.name} has no column {name[:60]!r}: it was written by another version")
            row[name] = _value(column.type, text, f"{table.name}.{name}")
        if not {"_ref", "_created", "_modified"} <= row.keys() or row["_ref"] in self._refs:
            raise BadDump(f"a row of {table.name} has no name of its own")
        self._refs.add(row["_ref"])
        return row


def _value(kind: Any, text: str, where: str) -> Any:
    if isinstance(kind, BigInteger):
        return _number(text, where)
    if isinstance(kind, Boolean):
        if text not in ("true", "false"):
            raise BadDump(f"{where} is neither true nor false")
        return text == "true"
    if isinstance(kind, Double):
        try:
            return float(text)
        except ValueError:
            raise BadDump(f"{where} is no number") from None
    return _unescaped(text, where) if "\\" in text else text


def _number(text: str, where: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise BadDump(f"{where} is no number") from None
    if not -(2**63) <= number < 2**63:
        raise BadDump(f"{where} is too large")
    return number


def _unescaped(text: str, where: str) -> str:
    parts, at = [], 0
    while (found := text.find("\\", at)) >= 0:
        parts.append(text[at:found])
        if text[found + 1 : found + 2] == "\\":
            parts.append("\\")
            at = found + 2
        else:
            try:
                parts.append(chr(int(text[found + 2 : found + 6], 16)))
            except ValueError:
                raise BadDump(f"{where} has a backslash that means nothing") from None
            at = found + 6
    return "".join([*parts, text[at:]])
