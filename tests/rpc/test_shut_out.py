"""host.management_disable: other machines are shut out, the machine itself is not; in a network namespace."""

from __future__ import annotations

import asyncio
import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.network.namespace import Namespace
from tests.rpc.test_plain import BODY, inside
from tests.rpc.world import World
from xapid.model.errors import XenError
from xapid.network.driver import LinuxNetworkDriver
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.pif.sync import sync_pifs
from xapid.rpc.caller import Caller

OUTSIDE = "10.201.8.1"
ROOT = Caller("", local_root=True)


@pytest.fixture
def network() -> Iterator[Namespace]:
    with Namespace() as made, Namespace() as other:
        made.veth("up0", "c0", other)
        made.run("ip", "address", "add", f"{OUTSIDE}/24", "dev", "up0")
        made.run("ip", "route", "add", "default", "via", "10.201.8.254")
        yield made


class Machine(World):
    """A world with the namespace's network, whose API listens on every address of it."""

    def __init__(self, state: Path, network: Namespace, host: str) -> None:
        super().__init__(state, adopt_nics=["up0"])
        self.config = self.config.model_copy(update={"http_host": host, "https_port": 0})
        self.services.config = self.config
        self.network = network

    async def fill(self) -> None:
        ctx = Context(self.store, self.services)
        with self.store.change():
            self.services.host = self.store.create(Host, name_label="here", enabled=True)
        await sync_pifs(ctx)

    async def asked(self, address: str, *, tls: bool = False) -> Any:
        """The status of a call over the network, or why there is none."""
        port = (self.front.https_port if tls else self.front.http_port) or 0

        def ask() -> Any:
            try:
                with socket.create_connection((address, port), timeout=10) as plain:
                    if tls:
                        return "open"
                    link = http.client.HTTPConnection(address, port)
                    link.sock = plain
                    link.request("POST", "/jsonrpc", BODY)
                    return link.getresponse().status
            except ConnectionRefusedError:
                return "refused"

        return await asyncio.to_thread(inside, self.network, ask)

    async def everywhere(self) -> list[Any]:
        """What outside and inside of the machine are answered, plain and by TLS."""
        return [await self.asked(a, tls=tls) for a in (OUTSIDE, "127.0.0.1") for tls in (False, True)]

    async def as_root(self, method: str, *params: Any) -> Any:
        """A call over the local socket."""
        session = await self.call("session.login_with_password", "root", "", caller=ROOT)
        return await self.call(method, session.ref, *params, caller=ROOT)


def run(network: Namespace, state: Path, test: Any, host: str = "0.0.0.0") -> None:
    """Run the test in the namespace, with a machine that listens."""

    async def work() -> None:
        machine = Machine(state, network, host)
        async with LinuxNetworkDriver(state / "network", str(UUID(int=1))) as driver:
            machine.services.network = driver
            await machine.fill()
            async with machine.listening():
                await test(machine)
        machine.services.authenticator.close()

    inside(network, lambda: asyncio.run(work()))


def test_others_are_shut_out_until_management_is_back(network: Namespace, tmp_path: Path) -> None:
    async def test(machine: Machine) -> None:
        host, pif = machine.services.host, machine.services.host.PIFs[0]
        assert pif.management and await machine.everywhere() == [200, "open", 200, "open"]
        ports = machine.front.http_port, machine.front.https_port
        reader, writer = await asyncio.open_connection(OUTSIDE, ports[0])
        await machine.as_root("host.management_disable")
        assert await reader.read() == b""  # nobody waits there for the next request
        writer.close()
        assert await machine.everywhere() == ["refused", "refused", 200, "open"]
        await machine.as_root("host.management_disable")  # it is already
        with pytest.raises(XenError, match="HOST_HAS_NO_MANAGEMENT_IP"):
            await machine.as_root("host.get_management_interface", host.ref)
        await sync_pifs(Context(machine.store, machine.services))
        assert not pif.management
        await machine.front.stop()  # and what starts next
        async with machine.listening():
            assert await machine.asked(OUTSIDE) == "refused" and await machine.asked("127.0.0.1") == 200
            await machine.as_root("host.management_reconfigure", pif.ref)
            assert pif.management and await machine.everywhere() == [200, "open", 200, "open"]

    run(network, tmp_path, test)


def test_the_caller_itself_is_answered(network: Namespace, tmp_path: Path) -> None:
    async def test(machine: Machine) -> None:
        session = await machine.call("session.login_with_password", "root", "", caller=ROOT)
        body = ('{"jsonrpc": "2.0", "id": 1, "method": "host.management_disable", '
                f'"params": ["{session.ref}"]}}').encode()  # fmt: skip
        reader, writer = await asyncio.open_connection(OUTSIDE, machine.front.http_port)
        writer.write(b"POST /jsonrpc HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        answer = await asyncio.wait_for(reader.read(), 10)  # to its end, although it might have gone on
        assert answer.startswith(b"HTTP/1.1 200") and b'"error"' not in answer
        writer.close()

    run(network, tmp_path, test)


def test_a_port_that_is_taken_meanwhile(network: Namespace, tmp_path: Path) -> None:
    async def test(machine: Machine) -> None:
        pif = machine.services.host.PIFs[0]
        await machine.as_root("host.management_disable")
        taken = socket.create_server((OUTSIDE, machine.front.http_port or 0))
        with taken, pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
            await machine.as_root("host.management_reconfigure", pif.ref)
        assert not pif.management
        assert await machine.everywhere() == ["refused", "refused", 200, "open"]

    run(network, tmp_path, test)


def test_an_address_of_the_network_has_no_inside(network: Namespace, tmp_path: Path) -> None:
    async def test(machine: Machine) -> None:
        await machine.as_root("host.management_disable")
        assert await machine.everywhere() == ["refused"] * 4
        await machine.as_root("host.management_reconfigure", machine.services.host.PIFs[0].ref)
        assert await machine.everywhere() == [200, "open", "refused", "refused"]

    run(network, tmp_path, test, OUTSIDE)
