"""Consoles: CONNECT and WebSocket, against a guest's socket that echoes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.rpc.test_calls_as_tasks import until
from tests.rpc.world import World, parts
from xapid.hypervisor.errors import DomainNotFound
from xapid.model.roles import READ_ONLY, VM_ADMIN
from xapid.objects.console import Console, ConsoleProtocol
from xapid.objects.vm import VM


class Guest:
    """A VM whose screen and serial line shout back."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.clients = 0
        with world.store.change():
            self.vm: Any = world.store.create(VM)
            self.screen = world.store.create(Console, VM=self.vm, protocol=ConsoleProtocol.rfb)
            self.serial = world.store.create(Console, VM=self.vm, protocol=ConsoleProtocol.vt100)

    async def listen(self) -> list[asyncio.Server]:
        servers = []
        for kind in ("vnc", "serial"):
            path = str(self.world.config.state_dir / kind)
            self.world.consoles.paths[self.vm.uuid, kind] = path
            servers.append(await asyncio.start_unix_server(self._serve(kind), path))
        return servers

    def _serve(self, kind: str) -> Any:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.clients += 1
            writer.write(kind.encode() + b"\n")
            try:
                while data := await reader.read(65536):
                    if data == b"quit":
                        break
                    writer.write(data.upper())
                    await writer.drain()
            except ConnectionError:
                pass
            finally:
                self.clients -= 1
                writer.close()

        return serve


@pytest.fixture
async def guest(open_world: World) -> AsyncIterator[Guest]:
    made = Guest(open_world)
    servers = await made.listen()
    yield made
    for server in servers:
        server.close()


async def connect(guest: Guest, query: str) -> tuple[bytes, asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await guest.world.connect()
    session = guest.world.session().ref
    writer.write(
        f"CONNECT /console?{query}&session_id={session} HTTP/1.0\r\ncontent-length: 0\r\n\r\n".encode()
    )
    return await reader.readuntil(b"\r\n\r\n"), reader, writer


async def test_connect_joins_both_ends(guest: Guest) -> None:
    for query, kind in (
        (f"ref={guest.vm.ref}", b"vnc\n"),
        (f"uuid={guest.vm.uuid}", b"vnc\n"),
        (f"uuid={guest.screen.uuid}", b"vnc\n"),
        (f"ref={guest.serial.ref}", b"serial\n"),
    ):
        head, reader, writer = await connect(guest, query)
        assert parts(head)[0] == 200
        assert await reader.readline() == kind
        big = b"abc" * 400_000
        writer.write(big)
        assert await reader.readexactly(len(big)) == big.upper()
        assert guest.clients == 1
        writer.close()
        await until(lambda: guest.clients == 0 and guest.world.front.connections == 0)


async def test_the_guest_may_end_it_too(guest: Guest) -> None:
    _, reader, writer = await connect(guest, f"uuid={guest.vm.uuid}")
    await reader.readline()
    writer.write(b"quit")
    assert await reader.read() == b""
    writer.close()


async def test_what_comes_with_the_request_is_not_lost(guest: Guest) -> None:
    session = guest.world.session().ref
    reader, writer = await guest.world.connect()
    writer.write(f"CONNECT /console?uuid={guest.vm.uuid}&session_id={session} HTTP/1.0\r\n\r\nhello".encode())
    await reader.readuntil(b"vnc\n")
    assert await reader.readexactly(5) == b"HELLO"
    writer.close()


async def test_consoles_that_cannot_be_had(guest: Guest) -> None:
    world = guest.world
    for query, status in (("", 400), ("uuid=none", 404), (f"ref={world.secret().ref}", 404)):
        head, _, writer = await connect(guest, query)
        assert parts(head)[0] == status
        writer.close()
    reader = world.session(READ_ONLY, "eve").ref
    for query, status in ((f"session_id={reader}", 403), ("", 401)):
        request = f"CONNECT /console?uuid={guest.vm.uuid}&{query} HTTP/1.1\r\n\r\n"
        assert parts(await world.raw(request.encode()))[0] == status
    world.consoles.paths[guest.vm.uuid, "vnc"] += "-gone"
    head, _, writer = await connect(guest, f"uuid={guest.vm.uuid}")
    assert parts(head)[0] == 503
    writer.close()


async def test_a_vm_that_does_not_run_has_no_console(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    async def gone(uuid: str, kind: str) -> str:
        raise DomainNotFound(uuid)

    monkeypatch.setattr(guest.world.consoles, "open_console", gone)
    head, _, writer = await connect(guest, f"uuid={guest.vm.uuid}")
    assert parts(head)[0] == 404
    writer.close()


async def test_the_hosts_own_console_is_for_more_privileged_roles(guest: Guest) -> None:
    with guest.world.store.change():
        guest.vm.is_control_domain = True
    admin = guest.world.session(VM_ADMIN, "anna").ref
    request = f"CONNECT /console?uuid={guest.vm.uuid}&session_id={admin} HTTP/1.1\r\n\r\n"
    assert parts(await guest.world.raw(request.encode()))[0] == 403


async def test_a_web_socket_joins_both_ends(guest: Guest) -> None:
    url = f"http://127.0.0.1:{guest.world.front.http_port}/console?uuid={guest.vm.uuid}"
    session = guest.world.session().ref
    async with aiohttp.ClientSession() as client:
        async with client.ws_connect(f"{url}&session_id={session}", protocols=["binary"]) as socket:
            assert socket.protocol == "binary"
            assert await socket.receive_bytes() == b"vnc\n"
            await socket.send_bytes(b"abc" * 30_000)
            received = b""
            while len(received) < 90_000:
                received += await socket.receive_bytes()
            assert received == b"ABC" * 30_000
            await socket.send_bytes(b"quit")
            assert (await socket.receive()).type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
        async with client.ws_connect(
            url, protocols=["binary"], headers={"Cookie": f"session_id={session}"}
        ) as socket:
            assert await socket.receive_bytes() == b"vnc\n"
        await until(lambda: guest.clients == 0)
        for more, status in (("", 401), ("&session_id=bad", 401), (f"-x&session_id={session}", 404)):
            with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
                await client.ws_connect(url + more, protocols=["binary"])
            assert caught.value.status == status
        async with client.get(f"{url}&session_id={session}") as response:
            assert response.status == 501


async def test_a_web_socket_is_in_the_audit_log(guest: Guest) -> None:
    world = guest.world
    url = f"http://127.0.0.1:{world.front.http_port}/console?uuid={guest.vm.uuid}"
    async with aiohttp.ClientSession() as client:
        for role in (READ_ONLY, VM_ADMIN):
            session = world.session(role, f"a {role}").ref
            with contextlib.suppress(aiohttp.WSServerHandshakeError):
                async with client.ws_connect(f"{url}&session_id={session}", protocols=["binary"]) as socket:
                    assert await socket.receive_bytes() == b"vnc\n"
        await until(lambda: guest.clients == 0)

    def lines() -> list[str]:
        assert world.services.audit.flush(10)
        return b"".join(world.services.audit.read("")).decode().splitlines()

    await until(lambda: len(lines()) == 2)
    denied, allowed = lines()
    assert "DENIED ERROR:RBAC_PERMISSION_DENIED http/connect_console_ws" in denied
    assert "ALLOWED OK http/connect_console_ws" in allowed and 'user="a vm-admin"' in allowed
    assert f"VM:({guest.vm.uuid})" in allowed


async def test_consoles_end_with_the_daemon(world: World) -> None:
    async with world.listening():
        guest = Guest(world)
        servers = await guest.listen()
        _, reader, writer = await connect(guest, f"uuid={guest.vm.uuid}")
        await reader.readline()
        async with aiohttp.ClientSession() as client:
            url = f"http://127.0.0.1:{world.front.http_port}/console?uuid={guest.vm.uuid}"
            socket = await client.ws_connect(f"{url}&session_id={world.session().ref}")
            await socket.receive_bytes()
            await world.front.stop()
            await until(lambda: guest.clients == 0)
            assert await reader.read() == b""
        writer.close()
        for server in servers:
            server.close()
