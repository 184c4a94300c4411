"""The tables of the database, made from the declarations: one per class, one column per field."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import BigInteger, Boolean, Column, Double, MetaData, String, Table, Text

from xapid.model.fields import Field
from xapid.model.registry import Registry
from xapid.model.types import (
    BoolType,
    DateTimeType,
    EnumType,
    FloatType,
    IntType,
    MapType,
    SetType,
    format_datetime,
    parse_datetime,
)
from xapid.store.change import is_kept

#: The row that says who may write, and how far generations have been handed out.
POOL_STATE = "xapid_state"
#: What was deleted, as far as event tokens need it.
TOMBSTONES = "xapid_tombstone"


def build(registry: Registry) -> MetaData:
    """All tables: the declared classes that persist, and the two of the store itself."""
    metadata = MetaData()
    for info in registry.classes.values():
        if not info.persist:
            continue
        columns = [Column(f.name, _column_type(f)) for f in info.fields.values() if is_kept(registry, f)]
        Table(
            info.name, metadata,
            # Names that no field of the API has.
            Column("_ref", String(64), primary_key=True),
            Column("_created", BigInteger, nullable=False),
            Column("_modified", BigInteger, nullable=False),
            *columns,
        )  # fmt: skip
    Table(
        POOL_STATE, metadata,
        Column("id", BigInteger, primary_key=True, autoincrement=False),
        Column("epoch", BigInteger, nullable=False),
        Column("generation", BigInteger, nullable=False),
    )  # fmt: skip
    Table(
        TOMBSTONES, metadata,
        Column("ref", String(64), primary_key=True),
        Column("class", String(64), nullable=False),
        Column("created", BigInteger, nullable=False),
        Column("deleted", BigInteger, nullable=False, index=True),
    )  # fmt: skip
    return metadata


def _column_type(field: Field) -> Any:
    if isinstance(field.type, IntType):
        return BigInteger
    if isinstance(field.type, FloatType):
        return Double
    if isinstance(field.type, BoolType):
        return Boolean
    return Text


def to_column(field: Field, value: Any) -> Any:
    """A field's value as its column keeps it: sets and maps as JSON text."""
    if isinstance(field.type, SetType | MapType):
        items = list(value) if isinstance(field.type, SetType) else value
        return orjson.dumps(items, option=orjson.OPT_NON_STR_KEYS, default=format_datetime).decode()
    if isinstance(field.type, DateTimeType):
        return format_datetime(value)
    if isinstance(field.type, EnumType):
        return str(value)
    return value


def from_column(field: Field, value: Any) -> Any:
    """The field's value that a column holds; a column added later is empty and means the default."""
    if value is None:
        return {} if field.is_inverse_set else field.initial()
    if isinstance(field.type, SetType | MapType):
        items = field.type.accept(orjson.loads(value))
        return dict.fromkeys(items) if field.is_inverse_set else items
    if isinstance(field.type, DateTimeType):
        return parse_datetime(value)
    if isinstance(field.type, EnumType):
        return field.type.enum(value)
    return value
