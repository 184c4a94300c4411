"""Consoles of a real guest: its serial line and its screen, by CONNECT and by WebSocket."""

from __future__ import annotations

import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import aiohttp
import pytest
from XenAPI import Session

from tests.lab.daemon import PASSWORD, PATIENCE, USER, Lab
from tests.lab.terminal import Terminal, connect, console
from xapid.objects.passwords import set_password

GREETING = b"RFB 003.008\n"
READER = "eve"


@asynccontextmanager
async def web_socket(lab: Lab, query: str, headers: dict[str, str] | None = None,
                     url: str = "") -> AsyncIterator[aiohttp.ClientWebSocketResponse]:  # fmt: skip
    """A WebSocket on a console, as browsers have it."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    url = url or f"{lab.daemon.url}/console"
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{url}?{query}", protocols=["binary"], headers=headers, ssl=trusting) as socket,
    ):
        assert socket.protocol == "binary"
        yield socket


async def refusal(lab: Lab, query: str, headers: dict[str, str] | None = None) -> int:
    """The status with which a WebSocket is refused."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
        async with web_socket(lab, query, headers):
            pass
    return caught.value.status


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def another_session(lab: Lab, user: str = USER) -> Session:
    session = Session(lab.daemon.url)
    session.login_with_password(user, PASSWORD, "1.0", "tests")
    return session


async def test_consoles(lab: Lab) -> None:
    vm = lab.guest("consoles")
    lab.api.VM.start(vm, False, False)
    lab.wait_agent(vm)
    serial, screen = console(lab, vm, "vt100"), console(lab, vm, "rfb")
    check_serial(lab, serial)
    check_screen(lab, vm, screen)
    await check_web_sockets(lab, vm, screen)
    check_who_may(lab, vm)
    await check_logout(lab, serial, screen)
    await check_restart(lab, vm, serial, screen)

    # When the VM stops, so do its consoles.
    with Terminal(lab, vm) as terminal:
        async with web_socket(lab, f"ref={vm}&session_id={lab.session_ref}") as socket:
            assert await socket.receive_bytes() == GREETING
            lab.api.VM.hard_shutdown(vm)
            terminal.wait_closed()
            assert (await socket.receive(PATIENCE)).type is aiohttp.WSMsgType.CLOSE
    status, link, _ = connect(lab, f"ref={vm}&session_id={lab.session_ref}")
    link.close()
    assert (status, lab.api.VM.get_consoles(vm)) == (404, [])


def check_serial(lab: Lab, serial: str) -> None:
    """A shell at the serial line, by the console's reference and by its uuid."""
    for query in (f"ref={serial}", f"uuid={lab.api.console.get_uuid(serial)}"):
        with Terminal(lab, "", query) as terminal:
            assert terminal.run("echo $((6 * 7))") == "42"
            assert terminal.run("hostname") == "guest"


def check_screen(lab: Lab, vm: str, screen: str) -> None:
    """The screen, by the console and by the VM, with the session in the query or a cookie, or a password."""
    session, cookie = f"&session_id={lab.session_ref}", f"Cookie: session_id={lab.session_ref}\r\n"
    for query, headers in (
        (f"ref={screen}{session}", ""),
        (f"uuid={lab.uuid(vm)}{session}", ""),
        (f"ref={vm}", cookie),
        (f"ref={vm}", f"Authorization: {basic(USER, PASSWORD)}\r\n"),
    ):
        status, link, greeting = connect(lab, query, headers)
        while len(greeting) < len(GREETING):
            greeting += link.recv(len(GREETING) - len(greeting))
        assert (status, greeting) == (200, GREETING)
        link.close()


async def check_web_sockets(lab: Lab, vm: str, screen: str) -> None:
    """The same by WebSocket, and at the URL that the console's record tells."""
    session = f"session_id={lab.session_ref}"
    location = urlsplit(lab.api.console.get_location(screen))
    plain = f"{location.scheme}://{location.netloc}{location.path}"
    for query, headers, url in (
        (f"ref={screen}&{session}", {}, ""),
        (f"ref={vm}", {"Cookie": session}, ""),
        (f"ref={vm}", {"Authorization": basic(USER, PASSWORD)}, ""),
        (f"{location.query}&{session}", {}, plain),
    ):
        async with web_socket(lab, query, headers, url) as socket:
            assert await socket.receive_bytes() == GREETING
            await socket.send_bytes(GREETING)
            assert (await socket.receive_bytes())[-1] == 1  # one way to authenticate: none
    set_password(lab.daemon.state / "admin", READER, PASSWORD, "read-only")
    reader = another_session(lab, READER)
    assert await refusal(lab, f"ref={vm}") == 401
    assert await refusal(lab, f"ref={vm}&session_id=OpaqueRef:none") == 401
    assert await refusal(lab, f"ref={vm}", {"Authorization": basic(USER, "wrong")}) == 401
    assert await refusal(lab, f"ref={vm}&session_id={reader._session}") == 403
    assert await refusal(lab, f"ref={vm}", {"Authorization": basic(READER, PASSWORD)}) == 403


def check_who_may(lab: Lab, vm: str) -> None:
    """By CONNECT the same people are turned away."""
    reader = another_session(lab, READER)
    for query, headers, expected in (
        ("", "", 401),
        ("&session_id=OpaqueRef:none", "", 401),
        (f"&session_id={reader._session}", "", 403),
        ("", f"Authorization: {basic(READER, PASSWORD)}\r\n", 403),
    ):
        status, link, _ = connect(lab, f"ref={vm}{query}", headers)
        link.close()
        assert status == expected


async def check_logout(lab: Lab, serial: str, screen: str) -> None:
    """Who logs out has no consoles any more; others keep theirs."""
    session = another_session(lab)
    with Terminal(lab, "", f"ref={screen}") as other:
        other.wait_for("RFB")
        status, link, _ = connect(lab, f"ref={serial}&session_id={session._session}")
        assert status == 200
        async with web_socket(lab, f"ref={screen}&session_id={session._session}") as socket:
            assert await socket.receive_bytes() == GREETING
            session.xenapi.session.logout()
            while link.recv(4096):
                pass
            assert (await socket.receive(PATIENCE)).type is aiohttp.WSMsgType.CLOSE
        other.link.sendall(GREETING)
        assert other.link.recv(1)
    link.close()


async def check_restart(lab: Lab, vm: str, serial: str, screen: str) -> None:
    """kill -9 of the daemon ends connections, not consoles."""
    lab.restart()
    assert set(lab.api.VM.get_consoles(vm)) == {serial, screen}
    with Terminal(lab, "", f"ref={serial}") as terminal:
        assert terminal.run("echo still $((6 * 7))") == "still 42"
    location = urlsplit(lab.api.console.get_location(screen))
    assert location.port == lab.daemon.ports["https_port"]
    url = f"{location.scheme}://{location.netloc}{location.path}"
    async with web_socket(lab, f"{location.query}&session_id={lab.session_ref}", url=url) as socket:
        assert await socket.receive_bytes() == GREETING
