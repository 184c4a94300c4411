"""Values from outside: what becomes a value, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.library import LIBRARY, BindingKind
from xapid.model.errors import DeclarationError, XenError
from xapid.model.types import (
    BOOL,
    DATETIME,
    FLOAT,
    INT,
    NEVER,
    NULL_REF,
    STRING,
    STRING_MAP,
    STRING_SET,
    ApiType,
    EnumType,
    OptionType,
    RecordType,
    format_datetime,
    map_of,
    parse_datetime,
    parse_type,
    ref,
    refs,
    set_of,
)

BINDING = EnumType(BindingKind)

ACCEPTED = [
    (STRING, "ü", "ü"),
    (INT, 7, 7),
    (INT, "-7", -7),
    (INT, " +12 ", 12),
    (INT, 2**63 - 1, 2**63 - 1),
    (FLOAT, "1.5", 1.5),
    (FLOAT, 2, 2.0),
    (BOOL, True, True),
    (DATETIME, "2025-01-31T12:34:56Z", datetime(2025, 1, 31, 12, 34, 56, tzinfo=UTC)),
    (BINDING, "hARD", BindingKind.Hard),
    (ref("Book"), "", NULL_REF),
    (ref("Book"), "OpaqueRef:x", "OpaqueRef:x"),
    (STRING_SET, ["a", "b", "a"], ("a", "b")),
    (refs("Book"), [""], (NULL_REF,)),
    (STRING_MAP, {"a": "b"}, {"a": "b"}),
    (map_of(INT, FLOAT), {"1": 2}, {1: 2.0}),
    (map_of(BINDING, STRING), {"SOFT": "x"}, {BindingKind.soft: "x"}),
    (set_of(STRING_MAP), [{"a": "b"}, {"a": "b"}], ({"a": "b"}, {"a": "b"})),
    (OptionType(STRING), None, None),
    (RecordType("Book"), {"any": 1}, {"any": 1}),
]


@pytest.mark.parametrize(("kind", "value", "wanted"), ACCEPTED, ids=str)
def test_accepts(kind: ApiType, value: Any, wanted: Any) -> None:
    got = kind.accept(value)
    assert got == wanted
    assert type(got) is type(wanted)


REFUSED = [
    (STRING, 1),
    (INT, 1.0),
    (INT, True),
    (INT, "1.0"),
    (INT, "٣"),
    (INT, 2**63),
    (INT, "9" * 5000),
    (FLOAT, "much"),
    (FLOAT, False),
    (FLOAT, 10**400),
    (BOOL, 1),
    (BOOL, "true"),
    (DATETIME, "20250230T00:00:00Z"),
    (DATETIME, "20250131T12:34:56+99:00"),
    (DATETIME, "yesterday"),
    (BINDING, "leather"),
    (BINDING, 1),
    (ref("Book"), None),
    (STRING_SET, "ab"),
    (STRING_SET, [1]),
    (STRING_MAP, [("a", "b")]),
    (STRING_MAP, {"a": 1}),
    (RecordType("Book"), []),
]


@pytest.mark.parametrize(("kind", "value"), REFUSED, ids=lambda v: str(v)[:30])
def test_refuses(kind: ApiType, value: Any) -> None:
    with pytest.raises(XenError) as caught:
        kind.accept(value)
    assert caught.value.code == "INTERNAL_ERROR"
    assert len(caught.value.params[0]) <= 500


@pytest.mark.parametrize("kind", [STRING, ref("Book")], ids=str)
def test_text_that_is_not_unicode(kind: ApiType) -> None:
    with pytest.raises(XenError) as caught:
        kind.accept("a\ud800")
    assert caught.value.description == ["INVALID_VALUE", "Invalid UTF-8 string in parameter", "a?"]


def test_text_that_cannot_be_stored() -> None:
    with pytest.raises(XenError, match="INVALID_VALUE"):
        STRING.accept("a\0b")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("20250131T12:34:56Z", "20250131T12:34:56Z"),
        ("2025-01-31T12:34:56.789Z", "20250131T12:34:56Z"),
        ("20250131T12:34:56", "20250131T12:34:56"),
        ("20250131T12:34:56+01:00", "20250131T12:34:56+01:00"),
        ("20250131T123456-0330", "20250131T12:34:56-03:30"),
        ("20250131T12:34:56+00:00", "20250131T12:34:56Z"),
        ("00010101T00:00:00Z", "00010101T00:00:00Z"),
    ],
)
def test_datetimes_as_written(text: str, written: str) -> None:
    assert format_datetime(parse_datetime(text)) == written


def test_never() -> None:
    assert format_datetime(NEVER) == "19700101T00:00:00Z"
    assert DATETIME.zero() == NEVER


ZONES = st.none() | st.integers(-23 * 60, 23 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(st.datetimes(timezones=ZONES).map(lambda d: d.replace(microsecond=0)))
def test_datetimes_there_and_back(value: datetime) -> None:
    again = parse_datetime(format_datetime(value))
    assert again == value
    assert again.utcoffset() == value.utcoffset()


KINDS = st.recursive(
    st.sampled_from([STRING, INT, FLOAT, BOOL, DATETIME, BINDING, ref("Book"), RecordType("Book")]),
    lambda inner: inner.map(set_of) | st.tuples(inner, inner).map(lambda kv: map_of(*kv)),
    max_leaves=6,
)


@given(KINDS)
def test_types_there_and_back(kind: ApiType) -> None:
    assert parse_type(str(kind), LIBRARY.enums) == kind


@given(KINDS)
def test_a_type_accepts_its_zero(kind: ApiType) -> None:
    assert kind.accept(kind.zero()) == kind.zero()


@pytest.mark.parametrize("text", ["", "text", "enum shape", "(string) map", "string sets", "a b ref"])
def test_unknown_types(text: str) -> None:
    with pytest.raises(DeclarationError):
        parse_type(text, LIBRARY.enums)
