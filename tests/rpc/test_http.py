"""RPC over real sockets: real clients, and requests that no client should send."""

import asyncio
import http.client
import json
import ssl
import stat
import xmlrpc.client
from pathlib import Path
from typing import Any

import pytest
import XenAPI
from cryptography import x509

from tests.rpc.world import PASSWORD, World, parts, post
from xapid.rpc.limits import Limits

LIST = xmlrpc.client.dumps((), "system.listMethods").encode()


def json_call(method: str, *params: Any) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": params, "id": 1}).encode()


async def test_the_python_sdk(open_world: World) -> None:
    def use(url: str) -> None:
        session = XenAPI.Session(url)
        session.xenapi.login_with_password("root", PASSWORD, "2.0", "tests")
        ref = session.xenapi.secret.create({"value": "<ä&>", "other_config": {"a": "b"}})
        assert session.xenapi.secret.get_record(ref)["value"] == "<ä&>"
        assert session.xenapi.secret.get_all_records()[ref]["other_config"] == {"a": "b"}
        with pytest.raises(XenAPI.Failure) as caught:
            session.xenapi.VM.get_record("OpaqueRef:none")
        assert caught.value.details == ["HANDLE_INVALID", "VM", "OpaqueRef:none"]
        session.xenapi.secret.destroy(ref)
        session.xenapi.session.logout()

    await asyncio.to_thread(use, f"http://127.0.0.1:{open_world.front.http_port}")


@pytest.mark.parametrize(
    "path", ["/", "/RPC2", "/json", "/json/", "/xmlrpc", "/anything?x=y", "http://a.b/RPC2"]
)
async def test_xml_at_every_path(open_world: World, path: str) -> None:
    status, headers, body = parts(await open_world.raw(post(path, LIST)))
    assert status == 200
    assert headers["content-type"] == "text/xml"
    assert headers["content-length"] == str(len(body))
    assert headers["cache-control"] == "no-cache, no-store"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-headers"] == "X-Requested-With"
    assert headers["connection"] == "close"
    assert "VM.start" in xmlrpc.client.loads(body)[0][0]  # type: ignore[operator]
    assert b">\n" not in body and b"> <" not in body


@pytest.mark.parametrize("path", ["/jsonrpc", "/jsonrpc/", "/jsonrpc?x"])
async def test_json(open_world: World, path: str) -> None:
    status, headers, body = parts(await open_world.raw(post(path, json_call("system.listMethods"))))
    assert (status, headers["content-type"]) == (200, "application/json")
    answer = json.loads(body)
    assert answer["jsonrpc"] == "2.0" and answer["id"] == 1 and "VM.start" in answer["result"]
    body = parts(await open_world.raw(post(path, json_call("VM.get_all", "bad"))))[2]
    assert json.loads(body)["error"] == {"code": 1, "message": "SESSION_INVALID", "data": ["bad"]}


@pytest.mark.parametrize("path", ["/", "/json", "/jsonrpc", "/RPC2"])
async def test_preflight(open_world: World, path: str) -> None:
    wanted = "Access-Control-Request-Headers: content-type"
    request = f"OPTIONS {path} HTTP/1.1\r\n{wanted}\r\nConnection: close\r\n\r\n"
    status, headers, body = parts(await open_world.raw(request.encode()))
    assert (status, body) == (200, b"")
    assert headers["access-control-allow-origin"] == "*"
    assert headers["access-control-allow-headers"] == "content-type, X-Requested-With"
    assert headers["access-control-allow-methods"] == "PUT"


async def test_bad_bodies_are_500_in_html(open_world: World) -> None:
    for path, body in (
        ("/", b"<nonsense/>"),
        ("/", b""),
        ("/jsonrpc", b"[]"),
        ("/jsonrpc", json_call("m")[:-2]),
    ):
        status, headers, page = parts(await open_world.raw(post(path, body)))
        assert status == 500 and headers["content-type"].startswith("text/html") and b"<h1>500" in page


async def test_text_that_is_not_utf8(open_world: World) -> None:
    xml = xmlrpc.client.dumps(("s", "a?"), "VM.get_by_uuid").encode().replace(b"?</", b"\xff</")
    body = parts(await open_world.raw(post("/", xml)))[2]
    answer: Any = xmlrpc.client.loads(body)[0][0]
    assert answer["Status"] == "Failure" and answer["ErrorDescription"][0] == "INVALID_VALUE"
    body = parts(await open_world.raw(post("/jsonrpc", json_call("m", "a?").replace(b"?", b"\xff"))))[2]
    assert json.loads(body)["error"][0] == "INVALID_VALUE" and json.loads(body)["id"] == 0


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST / HTTP/1.1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: -3\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", 500),
        (b"POST / HTTP/1.1\r\nno header\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400),
        (b"POST / HTTP/2.0\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"DELETE / HTTP/1.1\r\n\r\n", 501),
        (b"BREW /pot HTTP/1.1\r\n\r\n", 501),
        (b"PUT / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 501),
        (b"GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
        (b"GET / HTTP/1.0\r\n\r\n", 404),
        (b"GET /x HTTP/1.1\r\n" + b"A: " + b"b" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /x HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n", 400),
        (b"GET /" + b"x" * 30_000, 431),
        (b"\r\n" * 30_000 + b"POST / HTTP/1.1\r\n\r\n", 400),
    ],
)  # fmt: skip
async def test_requests_that_are_refused(open_world: World, request_: bytes, status: int) -> None:
    answered, headers, body = parts(await open_world.raw(request_))
    assert answered == status
    assert headers["content-type"].startswith("text/html")
    assert f"<h1>{status}".encode() in body


async def test_a_refused_body_does_not_hide_the_answer(open_world: World) -> None:
    big = b"x" * (20 << 20)
    try:
        answer = await open_world.raw(post("/", big))
    except ConnectionError:
        pytest.fail("the connection was reset before the answer could be read")
    assert parts(answer)[0] == 500


async def test_connections_are_kept_and_pipelined(open_world: World) -> None:
    session = open_world.session().ref
    calls = [
        json_call("session.get_uuid", session, session),
        json_call("secret.create", session, {"value": "v"}),
        json_call("VM.get_all", session),
    ]
    request = b"".join(post("/jsonrpc", c, close=False) for c in calls) + post("/", LIST)
    reader, writer = await open_world.connect()
    for i in range(0, len(request), 7):  # in crumbs
        writer.write(request[i : i + 7])
        await writer.drain()
    answer = await reader.read()
    writer.close()
    assert answer.count(b"HTTP/1.1 200 OK") == 4
    assert answer.count(b"connection: keep-alive") == 3
    assert open_world.store.get(session).uuid.encode() in answer


async def test_http_1_0_closes_unless_asked_to_stay(open_world: World) -> None:
    old = post("/", LIST).replace(b"HTTP/1.1", b"HTTP/1.0").replace(b"Connection: close\r\n", b"")
    assert parts(await open_world.raw(old))[1]["connection"] == "close"
    reader, writer = await open_world.connect()
    for _ in range(2):
        writer.write(old.replace(b"\r\n\r\n", b"\r\nConnection: keep-alive\r\n\r\n", 1))
        head = await reader.readuntil(b"\r\n\r\n")
        assert b"connection: keep-alive" in head
        await reader.readexactly(int(parts(head)[1]["content-length"]))
    writer.close()


async def test_pages_and_calls_share_a_connection(open_world: World) -> None:
    def use(port: int) -> list[int]:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        statuses = []
        for method, path, body in (("GET", "/a", None), ("POST", "/", LIST), ("GET", "/b", None),
                                   ("POST", "/jsonrpc", json_call("system.listMethods"))):  # fmt: skip
            connection.request(method, path, body)
            response = connection.getresponse()
            response.read()
            statuses.append(response.status)
        connection.close()
        return statuses

    assert await asyncio.to_thread(use, open_world.front.http_port or 0) == [404, 200, 404, 200]


async def test_a_half_closed_connection_still_gets_its_answer(open_world: World) -> None:
    session = open_world.session().ref
    reader, writer = await open_world.connect()
    writer.write(post("/jsonrpc", json_call("secret.create", session, {"value": "v"}), close=False))
    writer.write_eof()
    assert b'"result"' in await reader.read()
    writer.close()


async def test_expect_100(open_world: World) -> None:
    reader, writer = await open_world.connect()
    writer.write(f"POST / HTTP/1.1\r\nContent-Length: {len(LIST)}\r\nExpect: 100-continue\r\n\r\n".encode())
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    writer.write(LIST)
    assert b"200 OK" in await reader.readline()
    writer.close()


async def test_slow_and_silent_clients_are_dropped(world: World) -> None:
    async with world.listening(Limits(silence=0.2, head_time=0.5, idle=0.2)):
        assert parts(await world.raw(b""))[0] == 408
        assert parts(await world.raw(b"POST / HTTP/1.1\r\n"))[0] == 408
        assert parts(await world.raw(post("/", LIST)[:-5]))[0] == 408
        assert (await world.raw(post("/", LIST, close=False))).endswith(b"</methodResponse>")
        reader, writer = await world.connect()
        reading = asyncio.create_task(reader.read())
        while not reading.done():  # a byte now and then does not help
            writer.write(b"X")
            await asyncio.wait([reading], timeout=0.05)
        assert parts(reading.result())[0] == 408
        writer.close()


async def test_idle_connections_make_room_and_busy_ones_do_not(world: World) -> None:
    async with world.listening(Limits(connections=40)):
        idle = []
        for _ in range(60):
            reader, writer = await world.connect()
            writer.write(post("/", LIST, close=False))
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(parts(head)[1]["content-length"]))
            idle.append((reader, writer))
        assert world.front.connections <= 40
        assert await idle[0][0].read() == b""
        for _, writer in idle:
            writer.close()
    async with world.listening(Limits(connections=5)):
        started = [await world.connect() for _ in range(5)]
        for _, writer in started:
            writer.write(b"POST / HT")
        while len(busy := [c for c in world.front._connections if not c.idle]) < 5:  # noqa: ASYNC110
            await asyncio.sleep(0)
        assert len(busy) == 5
        assert parts(await world.raw(b""))[0] == 503
        for _, writer in started:
            writer.close()


async def test_the_unix_socket_is_roots_alone(open_world: World) -> None:
    path = open_world.front.socket_path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    login = json_call("session.login_with_password", "anybody", "no password")
    answer = json.loads(parts(await open_world.raw(post("/jsonrpc", login), unix=True))[2])
    session = open_world.store.get(answer["result"])
    assert session.is_local_superuser and session.auth_user_name == "anybody"
    await open_world.front.stop()
    assert not path.exists()


async def test_a_socket_that_somebody_serves_is_not_taken(world: World, tmp_path: Path) -> None:
    async with world.listening():
        other = World(tmp_path / "other", socket=world.front.socket_path)
        with pytest.raises(FileExistsError):
            async with other.listening():
                pass
        assert world.front.socket_path.exists()
    world.front.socket_path.touch()
    with pytest.raises(FileExistsError):
        async with world.listening():
            pass


async def test_https_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.config = world.config.model_copy(update={"https_port": 0, "http_port": -1})
    for _ in range(2):  # the second start finds the certificate of the first
        async with world.listening() as front:
            assert front.http_port is None and front.https_port
            pem = (tmp_path / "server.pem").read_bytes()
            context = ssl.create_default_context(cadata=pem[pem.index(b"-----BEGIN CERT") :].decode())
            reader, writer = await asyncio.open_connection("127.0.0.1", front.https_port, ssl=context)
            writer.write(post("/", LIST))
            assert b"200 OK" in await reader.readline()
            writer.close()
    assert stat.S_IMODE((tmp_path / "server.pem").stat().st_mode) == 0o600
    assert (tmp_path / "server.pem").read_bytes() == pem
    names = x509.load_pem_x509_certificate(pem).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert "localhost" in names.value.get_values_for_type(x509.DNSName)
    world.services.authenticator.close()


async def test_thousands_of_idle_connections_do_not_stop_a_call(world: World) -> None:
    async with world.listening(Limits(connections=4000)):
        idle = await asyncio.gather(*(world.connect() for _ in range(1500)))
        assert parts(await world.raw(post("/", LIST)))[0] == 200
        for _, writer in idle:
            writer.close()


async def test_a_client_that_does_not_read_is_not_buffered_for(world: World) -> None:
    """Many answers asked for and none taken: the daemon stops serving that client, not memory."""
    async with world.listening():
        reader, writer = await world.connect()
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        request = post("/", LIST, close=False) * 500
        writer.write(request)
        await asyncio.wait([asyncio.create_task(writer.drain())], timeout=1)
        (connection,) = world.front._connections
        assert connection.transport.get_write_buffer_size() < 2 << 20
        assert len(connection._buffer) < 2 << 20
        writer.transport.abort()
        assert reader is not None
