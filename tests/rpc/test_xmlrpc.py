"""XML-RPC, against Python's own reader and writer."""

import xmlrpc.client
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xapid.model.errors import XenError
from xapid.model.types import DATETIME, FLOAT, INT, format_datetime
from xapid.model.values import I4
from xapid.rpc import xmlrpc as ours
from xapid.rpc.wire import MAX_DEPTH, BadBody, Call, NotUtf8
from xapid.rpc.xml_reader import read_call, read_value
from xapid.rpc.xml_writer import write_value

CALL = Call("a.b", [])

#: Text that XML can carry as it is: no control characters, no halves of surrogate pairs, no lone CR.
TEXT = st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\x7f", "\ufffe", "\uffff"]
    )
)
SCALARS = TEXT | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(TEXT, v, max_size=4), max_leaves=20
)


def read_back(value: Any) -> Any:
    """Our answer as a foreign client reads it."""
    result = xmlrpc.client.loads(ours.success(CALL, value))[0][0]
    assert result["Status"] == "Success"  # type: ignore[index, call-overload]
    return result["Value"]  # type: ignore[index, call-overload]


@given(VALUES)
def test_a_foreign_client_reads_what_we_write(value: Any) -> None:
    # %.16g is what the API writes; the last bit of a float may be lost.
    assert read_back(value) == _rounded(value)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.16g}")
    if isinstance(value, list):
        return [_rounded(v) for v in value]
    return {k: _rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


@given(st.lists(VALUES | st.integers(-(2**31), 2**31 - 1)), st.from_regex(r"[A-Za-z_.:]+", fullmatch=True))
def test_we_read_what_a_foreign_client_writes(params: list[Any], method: str) -> None:
    call = read_call(xmlrpc.client.dumps(tuple(params), method).encode())
    assert call.method == method
    assert call.params == params


@given(VALUES)
def test_what_we_write_we_read(value: Any) -> None:
    assert read_value(write_value(value)) == _rounded(value)


@given(st.integers(-(2**63), 2**63 - 1))
def test_ints_are_bare_text(number: int) -> None:
    assert write_value(number) == f"<value>{number}</value>".encode()
    assert INT.accept(read_value(write_value(number))) == number


def test_the_only_real_integers() -> None:
    assert write_value({"vm": I4(7)}) == (
        b"<value><struct><member><name>vm</name><value><i4>7</i4></value></member></struct></value>"
    )


ZONES = [UTC, None, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=8))]


@given(st.datetimes().map(lambda d: d.replace(microsecond=0)), st.sampled_from(ZONES))
def test_datetimes_keep_their_zone(moment: datetime, zone: timezone | None) -> None:
    value = moment.replace(tzinfo=zone)
    written = write_value(value)
    assert written.startswith(b"<value><dateTime.iso8601>")
    assert DATETIME.accept(read_value(written)) == value


def test_known_forms() -> None:
    assert write_value(1.0) == b"<value><double>1</double></value>"
    assert write_value(None) == b"<value></value>"
    assert write_value(True) == b"<value><boolean>1</boolean></value>"
    assert write_value(datetime(2025, 1, 31, 12, 34, 56, tzinfo=UTC)) == (
        b"<value><dateTime.iso8601>20250131T12:34:56Z</dateTime.iso8601></value>"
    )
    assert write_value('<&">\t\n\x01\x1f') == b"<value>&lt;&amp;&quot;&gt;\t\n</value>"
    assert (
        write_value(("a", "b"))
        == b"<value><array><data><value>a</value><value>b</value></data></array></value>"
    )
    assert write_value({"gone": None, 1: False}) == (
        b"<value><struct><member><name>1</name><value><boolean>0</boolean></value></member></struct></value>"
    )
    assert FLOAT.accept(read_value(write_value(float("inf")))) == float("inf")


def test_envelopes_to_the_letter() -> None:
    assert ours.success(CALL, "x") == (
        b'<?xml version="1.0"?><methodResponse><params><param><value><struct>'
        b"<member><name>Status</name><value>Success</value></member>"
        b"<member><name>Value</name><value>x</value></member>"
        b"</struct></value></param></params></methodResponse>"
    )
    assert ours.failure(CALL, XenError("A", "b")) == (
        b'<?xml version="1.0"?><methodResponse><params><param><value><struct>'
        b"<member><name>Status</name><value>Failure</value></member>"
        b"<member><name>ErrorDescription</name>"
        b"<value><array><data><value>A</value><value>b</value></data></array></value></member>"
        b"</struct></value></param></params></methodResponse>"
    )
    bare = xmlrpc.client.loads(ours.success(Call("system.listMethods", []), ["a.b"]))[0][0]
    assert bare == ["a.b"]


def call(value: str) -> bytes:
    return (
        f"<methodCall><methodName>m</methodName><params><param>{value}</param></params></methodCall>".encode()
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<value>bare</value>", "bare"),
        ("<value> spaces </value>", " spaces "),
        ("<value><string></string></value>", ""),
        ("<value/>", ""),
        ("<value><int>-5</int></value>", -5),
        ("<value><i8>9007199254740993</i8></value>", 9007199254740993),
        ("<value><boolean>1</boolean></value>", True),
        ("<value><boolean>yes</boolean></value>", False),
        ("<value><nil/></value>", None),
        ("<value>\n<array><data>\n<value>a</value>\n</data></array>\n</value>", ["a"]),
        ("<value><struct/></value>", {}),
        ("<value><string>&lt;&#65;</string></value>", "<A"),
    ],
)
def test_accepted_forms(text: str, value: Any) -> None:
    assert read_call(call(text)).params == [value]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no xml",
        b"<methodCall>",
        b"<methodCall/>",
        b"<html/>",
        b"<methodCall><params/></methodCall>",
        b"<methodCall><methodName> </methodName></methodCall>",
        call("<value><int>x</int></value>"),
        call("<value><int>" + "9" * 5000 + "</int></value>"),
        call("<value><double>x</double></value>"),
        call("<value><base64>%</base64></value>"),
        call("<value><struct><member><name>a</name></member></struct></value>"),
        call("<value><struct><member><value>a</value></member></struct></value>"),
        call("<value><value>a</value></value>"),
        call("<array><data/></array>"),
        call(""),
        call("<value><unknown/></value>"),
        call("<value>" + "<array><data><value>" * (MAX_DEPTH + 1)),
        b'<!DOCTYPE a [<!ENTITY x "y">]>' + call("<value>&x;</value>"),
        b'<!DOCTYPE methodCall SYSTEM "http://127.0.0.1/x">' + call("<value>a</value>"),
        b'<?xml version="1.0" encoding="nonsense"?>' + call("<value>a</value>"),
        b"\xff\xfe" * 20,
        call("<value>\x01</value>"),
    ],
)  # fmt: skip
def test_bad_bodies(body: bytes) -> None:
    with pytest.raises(BadBody):
        read_call(body)


def test_an_entity_bomb_is_refused_before_it_grows() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    for name, inner in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f'<!ENTITY {name} "{f"&{inner};" * 10}">'.encode()
    with pytest.raises(BadBody, match="document type"):
        read_call(bomb + b"]>" + call("<value>&j;</value>"))


def test_text_that_is_not_utf8_is_named() -> None:
    with pytest.raises(NotUtf8) as caught:
        read_call(call("<value>caf\x00</value>").replace(b"\x00", b"\xe9"))
    assert caught.value.error.description == [
        "INVALID_VALUE", "Invalid UTF-8 string in parameter", "caf\ufffd",
    ]  # fmt: skip


def test_other_encodings_that_are_declared_are_fine() -> None:
    body = b'<?xml version="1.0" encoding="ISO-8859-1"?>' + call("<value>caf\x00</value>").replace(
        b"\x00", b"\xe9"
    )
    assert read_call(body).params == ["café"]


@given(
    st.binary(max_size=200)
    | st.text(alphabet="<>/ &;a=\"'methodCallNparsvuetiI4!?-[]", max_size=200).map(str.encode)
)
def test_no_body_is_too_strange(body: bytes) -> None:
    with suppress(BadBody, NotUtf8):
        read_call(body)


@given(st.lists(VALUES, max_size=3), st.data())
def test_broken_calls_are_read_or_refused(params: list[Any], data: st.DataObject) -> None:
    body = bytearray(xmlrpc.client.dumps(tuple(params), "VM.start").encode())
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadBody, NotUtf8):
        read_call(bytes(body))


def test_results_of_tasks_can_be_written_with_dates() -> None:
    assert format_datetime(datetime(1970, 1, 1, tzinfo=UTC)) == "19700101T00:00:00Z"
