"""The protocol's bytes: the two samples of the original, and whatever goes in comes out."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xe import protocol
from xe.protocol import KINDS, Chunk, Error, Exit, Message, Print, ProtocolError, decode, encode

texts = st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")) | st.text(
    st.characters(exclude_categories=["Cs"])
)
values = {int: st.integers(-(2**31), 2**31 - 1), str: texts}
messages = st.sampled_from(sorted(KINDS.values(), key=lambda kind: kind.__name__)).flatmap(
    lambda kind: st.tuples(*(values.get(f, st.lists(texts).map(tuple)) for f in kind.fields.values())).map(  # type: ignore[call-overload]
        lambda arguments: kind(*arguments)
    )
)


def test_the_bytes_of_the_original() -> None:
    assert encode(Print("hi")).hex() == "0e0000000900000000000000020000006869"
    assert encode(Exit(1)).hex() == "0c000000090000000400000001000000"
    assert encode(Chunk(3)).hex() == "0c0000000b0000000700000003000000"
    assert bytes.fromhex("0000000002000000") == protocol.GREETING[27:]


@given(messages)
def test_round_trip(message: Message) -> None:
    frame = encode(message)
    assert protocol.frame_length(frame[:4]) == len(frame) - 4
    assert decode(frame[4:]) == message


@given(messages, st.data())
def test_a_cut_or_stretched_payload_is_refused(message: Message, data: st.DataObject) -> None:
    payload = encode(message)[4:]
    cut = data.draw(st.integers(0, len(payload) - 1))
    for wrong in (payload[:cut], payload + b"\0"):
        with pytest.raises(ProtocolError):
            decode(wrong)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_an_error(payload: bytes) -> None:
    with suppress(ProtocolError):
        assert encode(decode(payload))[4:] == payload


@pytest.mark.parametrize(
    "payload",
    [
        "09000000 02000000",
        "0a000000 00000000",
        "09000000 00000000 ffffffff",
        "09000000 0e000000 00000000 ffffffff",
        "09000000 0e000000 00000000 ffffff7f",
    ],
)
def test_refused(payload: str) -> None:
    with pytest.raises(ProtocolError):
        decode(bytes.fromhex(payload))


def test_numbers_and_frames_have_bounds() -> None:
    with pytest.raises(ProtocolError):
        encode(Exit(2**31))
    for header in ("ffffffff", "ffffff7f"):
        with pytest.raises(ProtocolError):
            protocol.frame_length(bytes.fromhex(header))


def test_messages_of_different_kinds_differ() -> None:
    assert Print("a") != protocol.PrintStderr("a") and Print("a") != Print("b")
    assert repr(Error("E", ("a",))) == "Error('E', ('a',))"
    assert len({Print("a"), Print("a"), Exit(0)}) == 2
    with pytest.raises(ValueError):
        Print("a", "b")


def test_greeting() -> None:
    assert protocol.check_greeting(protocol.GREETING) == (0, 2)
    for wrong in (b"", protocol.GREETING[:-1], b"HTTP/1.1 400 Bad Request\r\n\r\n          "):
        with pytest.raises(ProtocolError):
            protocol.check_greeting(wrong)


@given(st.lists(st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"])), min_size=1))
def test_arguments_round_trip(arguments: list[str]) -> None:
    request = protocol.encode_request(arguments, {"traceparent": "", "baggage": "a=b"})
    head, _, body = request.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines == [
        "POST /cli HTTP/1.0",
        "User-agent: xe-cli/Unix/0.2",
        "originator: cli",
        "baggage: a=b",
        f"content-length: {len(body)}",
    ]
    assert protocol.decode_arguments(body) == (arguments if arguments != [""] else [])
    assert protocol.decode_arguments(body.replace(b"\n", b"\r\n")) == protocol.decode_arguments(body)


def test_requests_have_a_limit_and_headers_one_line() -> None:
    with pytest.raises(ProtocolError):
        protocol.encode_request(["x" * (protocol.MAX_REQUEST + 1)], {})
    assert b"\r\nbaggage: a evil: b\r\n" in protocol.encode_request([], {"baggage": "a\r\nevil: b"})


def test_it_imports_nothing_heavy() -> None:
    code = "import sys, xe.protocol; print(*sorted({'asyncio', 'typing', 'dataclasses'} & set(sys.modules)))"
    alone = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    assert subprocess.run(alone, capture_output=True, text=True, check=True).stdout == "\n"
