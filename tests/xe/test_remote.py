"""Calls to another pool: what it may answer, and what is said of an answer that makes no sense."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from xmlrpc.client import dumps, loads

import pytest

from tests.xe.peer import PATIENCE, Line, Script, tcp_peer, tls_context
from xapid.model.errors import XenError
from xe.commands import remote
from xe.commands.failures import CommandFailure
from xe.commands.remote import Remote, other_pool

CALLS: list[tuple[str, tuple[object, ...]]] = []


def answer_of(call: tuple[str, tuple[object, ...]]) -> dict[str, object]:
    method, params = call
    if method == "host.get_all":
        return {"Status": "Failure", "ErrorDescription": ["HOST_IS_SLAVE", "10.0.0.1"]}
    return {"Status": "Success", "Value": "OpaqueRef:1" if method.startswith("session") else list(params)}


def speak(line: Line) -> None:
    """A pool that answers what it was asked."""
    params, method = loads(line.body())
    CALLS.append((str(method), params))
    text = dumps((answer_of(CALLS[-1]),), methodresponse=True)
    line.raw(f"HTTP/1.1 200 OK\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode())


@contextmanager
def server(directory: Path, script: Script = speak) -> Iterator[str]:
    CALLS.clear()
    with tcp_peer(script, script, tls_context(directory)) as peer:
        yield f"127.0.0.1:{peer.port}"


async def test_a_session_for_as_long_as_it_is_needed(tmp_path: Path) -> None:
    with server(tmp_path) as address:
        async with other_pool(address, "user", "secret") as there:
            assert await there.call("VM.echo", {"a": "b"}, True) == ["OpaqueRef:1", {"a": "b"}, True]
            with pytest.raises(XenError) as caught:
                await there.call("host.get_all")
            assert caught.value.description == ["HOST_IS_SLAVE", "10.0.0.1"]
    assert CALLS[0] == ("session.login_with_password", ("user", "secret", "1.3", "cli"))
    assert CALLS[-1] == ("session.logout", ("OpaqueRef:1",))


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html",
        b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\n\r\n" + dumps(("word",), methodresponse=True).encode(),
        b"HTTP/1.1 200 OK\r\n\r\n" + dumps(({"Status": "Odd"},), methodresponse=True).encode(),
        b"SSH-2.0-OpenSSH\r\n",
        b"",
    ],
)  # fmt: skip
async def test_answers_that_make_no_sense(tmp_path: Path, said: bytes) -> None:
    def nonsense(line: Line) -> None:
        line.body()
        line.raw(said)

    with server(tmp_path, nonsense) as address, pytest.raises((CommandFailure, XenError)) as caught:
        await Remote(address).call("host.get_all")
    assert address in str(caught.value) or "INTERNAL_ERROR" in str(caught.value)


async def test_an_address_that_is_none() -> None:
    for address in ("host:port", "", "[::1"):
        with pytest.raises(CommandFailure):
            await Remote(address).call("host.get_all")


async def test_what_went_wrong_counts_not_the_farewell(tmp_path: Path) -> None:
    with pytest.raises(XenError) as caught, server(tmp_path) as address:
        async with other_pool(address, "user", "secret") as there:
            there._address = "127.0.0.1:1"  # nobody answers there
            raise XenError("VM_BAD_POWER_STATE", "vm", "halted", "running")
    assert caught.value.code == "VM_BAD_POWER_STATE"


async def test_a_pool_that_takes_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for an answer that comes byte by byte, however soon each of them comes."""
    monkeypatch.setattr(remote, "_PATIENCE", 0.3)
    left = Event()

    def drip(line: Line) -> None:
        line.raw(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                line.raw(b" ")
                left.wait(0.02)
        except OSError:
            left.set()

    with server(tmp_path, drip) as address:
        with pytest.raises(CommandFailure, match=f"{address} has not answered in 0.3 s"):
            await Remote(address).call("host.get_all")
        assert await asyncio.to_thread(left.wait, PATIENCE)


async def test_nobody_there() -> None:
    with pytest.raises(CommandFailure, match=r"127\.0\.0\.1:1: Connection refused"):
        await Remote("127.0.0.1:1").call("host.get_all")
