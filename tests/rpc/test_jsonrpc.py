"""JSON-RPC, against Python's own reader and writer."""

import json
import math
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xapid.model.errors import XenError
from xapid.model.values import I4
from xapid.rpc import jsonrpc as ours
from xapid.rpc.json_writer import write_value
from xapid.rpc.wire import MAX_DEPTH, BadBody, Call, NotUtf8

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    TEXT | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63), 2**63 - 1)
)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=4) | st.dictionaries(TEXT, v, max_size=4), max_leaves=20
)
IDS = st.integers(-(2**53), 2**53) | TEXT


@given(VALUES)
def test_what_we_write_is_json(value: Any) -> None:
    assert json.loads(write_value(value)) == value


@given(TEXT, st.lists(VALUES), IDS, st.booleans())
def test_calls_and_answers_of_both_versions(method: str, params: list[Any], id_: Any, second: bool) -> None:
    version = {"jsonrpc": "2.0"} if second else {}
    call = ours.decode(json.dumps({**version, "method": method, "params": params, "id": id_}).encode())
    assert (call.method, call.params) == (method, params)
    answer = json.loads(ours.success(call, params))
    assert answer == ({**version, "result": params, "id": id_} | ({} if second else {"error": None}))
    refusal = json.loads(ours.failure(call, XenError("CODE", "p", "q")))
    if second:
        assert refusal == {**version, "error": {"code": 1, "message": "CODE", "data": ["p", "q"]}, "id": id_}
    else:
        assert refusal == {"result": None, "error": ["CODE", "p", "q"], "id": id_}


def test_known_forms() -> None:
    assert write_value([float("nan"), float("inf"), -math.inf]) == b"[NaN,Infinity,-Infinity]"
    assert write_value(None) == b'""'
    assert write_value(I4(3)) == b"3"
    assert write_value(datetime(2025, 1, 31, 12, 34, 56, tzinfo=UTC)) == b'"20250131T12:34:56Z"'
    assert write_value({"gone": None, 1: ()}) == b'{"1":[]}'
    assert write_value("\ud800") == b'"?"'


@pytest.mark.parametrize(
    ("params", "expected"),
    [('"params":null,', []), ("", []), ('"params":[1],', [1]), ('"params":{"a":1},', [{"a": 1}])],
)
def test_params_of_version_2(params: str, expected: list[Any]) -> None:
    assert ours.decode(f'{{"jsonrpc":"2.0",{params}"method":"m","id":0}}'.encode()).params == expected


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no json", b"[]", b"3", b"{}",
        b'{"method":"m","params":[]}',
        b'{"method":"m","params":[],"id":null}',
        b'{"method":"m","params":[],"id":1.5}',
        b'{"method":"m","params":[],"id":true}',
        b'{"method":"m","id":1}',
        b'{"method":"m","params":{},"id":1}',
        b'{"method":1,"params":[],"id":1}',
        b'{"jsonrpc":"3.0","method":"m","params":[],"id":1}',
        b'{"jsonrpc":"2.0","method":"m","params":"x","id":1}',
        b'[{"jsonrpc":"2.0","method":"m","params":[],"id":1}]',
        b'{"method":"m","params":[NaN],"id":1}',
        b'{"method":"m","params":[' + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b'],"id":1}',
        b'{"method":"m","params":' + b"[" * 100_000,
        b"\xff\xfe" * 20,
    ],
)  # fmt: skip
def test_bad_bodies(body: bytes) -> None:
    with pytest.raises(BadBody):
        ours.decode(body)


def test_text_that_is_not_utf8_is_named_in_the_form_for_calls_not_understood() -> None:
    with pytest.raises(NotUtf8) as caught:
        ours.decode(b'{"method":"m","params":["a\xff"],"id":1}')
    assert json.loads(ours.failure(None, caught.value.error)) == {
        "jsonrpc": "2.0", "error": ["INVALID_VALUE", "Invalid UTF-8 string in parameter", "a\ufffd"], "id": 0,
    }  # fmt: skip


@given(
    st.binary(max_size=200)
    | st.text(alphabet='{}[]":,\\u019e+-. methodparsidj', max_size=200).map(str.encode)
)
def test_no_body_is_too_strange(body: bytes) -> None:
    with suppress(BadBody, NotUtf8):
        ours.decode(body)


def test_an_answer_keeps_a_textual_id() -> None:
    assert ours.success(Call("m", [], (True, b'"x"')), "v") == b'{"jsonrpc":"2.0","result":"v","id":"x"}'
