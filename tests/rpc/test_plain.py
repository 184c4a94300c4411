"""Requests without TLS from other machines, and pages: in a network namespace of the tests' own."""

from __future__ import annotations

import asyncio
import http.client
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyroute2 import netns

from tests.network.namespace import Namespace
from tests.rpc.world import World

OUTSIDE = "10.201.7.1"
BODY = '{"jsonrpc": "2.0", "id": 1, "method": "system.listMethods"}'


@pytest.fixture(scope="module")
def network() -> Iterator[Namespace]:
    with Namespace() as made:
        made.run("ip", "address", "add", f"{OUTSIDE}/32", "dev", "lo")
        yield made


def inside(network: Namespace, work: Callable[[], Any]) -> Any:
    """Run something in a thread that is in the namespace."""
    found: list[Any] = []

    def run() -> None:
        netns.setns(network.name)
        try:
            found.append(work())
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(found[0], BaseException):
        raise found[0]
    return found[0]


def answers(network: Namespace, state: Path, requests: list[tuple[str, str, str]], *,
            https_only: bool = False, https: bool = True, tls: bool = False,
            **config: Any) -> list[tuple[int, str, bytes]]:  # fmt: skip
    """Status, Location and body of each answer to (method, address, path) on the plain port, or by TLS."""

    def ask(port: int, method: str, address: str, path: str) -> tuple[int, str, bytes]:
        made: http.client.HTTPConnection
        if tls:
            made = http.client.HTTPSConnection(address, port, context=ssl._create_unverified_context())
        else:
            made = http.client.HTTPConnection(address, port)
        made.request(method, path, BODY if method == "POST" else None)
        response = made.getresponse()
        body = response.read()
        made.close()
        return response.status, response.getheader("Location", ""), body

    async def serve() -> list[tuple[int, str, bytes]]:
        world = World(state, **config)
        update = {"http_host": "0.0.0.0", "https_port": 0 if https else -1}
        world.config = world.config.model_copy(update=update)
        world.services.reach.https_only = https_only
        async with world.listening() as front:
            port = (front.https_port if tls else front.http_port) or 0
            asked = [await asyncio.to_thread(inside, network, lambda r=r: ask(port, *r)) for r in requests]
            text = str(front.https_port)
        world.services.authenticator.close()
        return [(s, where.replace(text, "PORT"), body) for s, where, body in asked]

    found: list[tuple[int, str, bytes]] = inside(network, lambda: asyncio.run(serve()))
    return found


def statuses(found: list[tuple[int, str, bytes]]) -> list[tuple[int, str]]:
    return [(status, where) for status, where, _ in found]


def test_with_https_only_others_are_sent_away(network: Namespace, tmp_path: Path) -> None:
    found = answers(network, tmp_path, [
        ("POST", OUTSIDE, "/jsonrpc"), ("GET", OUTSIDE, "/a?b=c"), ("PUT", OUTSIDE, "/import"),
        ("GET", OUTSIDE, "/console?uuid=x"), ("GET", OUTSIDE, "/rest"), ("POST", "127.0.0.1", "/jsonrpc"),
    ], https_only=True)  # fmt: skip
    assert statuses(found) == [
        (403, ""), (301, f"https://{OUTSIDE}:PORT/a?b=c"), (403, ""), (403, ""), (403, ""), (200, ""),
    ]  # fmt: skip
    assert b"system" not in found[0][2] and b"VM.start" in found[5][2]


def test_pages_go_over_tls_and_calls_need_not(network: Namespace, tmp_path: Path) -> None:
    asked = [("GET", OUTSIDE, "/"), ("POST", OUTSIDE, "/jsonrpc"), ("GET", "127.0.0.1", "/")]
    assert statuses(answers(network, tmp_path, asked)) == [
        (301, f"https://{OUTSIDE}:PORT/"), (200, ""), (404, ""),
    ]  # fmt: skip
    assert statuses(answers(network, tmp_path, asked, web_over_http="refuse"))[0] == (403, "")
    assert statuses(answers(network, tmp_path, asked, web_over_http="serve"))[0] == (404, "")
    assert statuses(answers(network, tmp_path, asked, https=False))[0] == (404, "")
    assert answers(network, tmp_path, asked[1:2], https_only=True, tls=True)[0][0] == 200


def test_pages_of_a_directory_and_of_nothing_else(network: Namespace, tmp_path: Path) -> None:
    root = tmp_path / "web"
    (root / "sub").mkdir(parents=True)
    (root / "index.html").write_text("start")
    (root / "sub" / "page.txt").write_text("page" * 200_000)
    (root / ".hidden").write_text("x")
    (tmp_path / "outside").write_text("x")
    (root / "link").symlink_to(tmp_path / "outside")
    paths = ("/", "/index.html", "/sub/page.txt", "/sub", "/.hidden", "/link", "/../outside",
             "/%2e%2e/outside", "/sub/%00", "/none")  # fmt: skip
    asked = [("GET", "127.0.0.1", path) for path in paths]
    found = answers(network, tmp_path / "s", asked, web_dir=root)
    assert [status for status, *_ in found] == [200] * 3 + [404] * 7
    assert [body for *_, body in found[:3]] == [b"start", b"start", b"page" * 200_000]
    found = answers(network, tmp_path / "s", [("GET", OUTSIDE, "/sub/page.txt")], web_dir=root, tls=True)
    assert found[0][0] == 200 and len(found[0][2]) == 800_000
