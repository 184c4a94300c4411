"""Changes as server-sent events: told as they happen, and resumed where a client was."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.rpc.web_client import web_client
from tests.rpc.world import World
from xapid.objects.network import Network
from xapid.objects.session import life
from xapid.rpc.limits import Limits


def network(world: World, label: str) -> Any:
    """A new network of that name."""
    with world.store.change():
        return world.store.create(Network, name_label=label)


class Stream:
    """Reads a stream of events as a browser does."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.id = ""

    async def next(self) -> tuple[str, Any]:
        """The name and the data of the next event."""
        kind, data, id_ = "message", "", self.id
        async with asyncio.timeout(20):
            while True:
                line = (await self.response.content.readline()).decode()
                assert line, "the stream has ended"
                name, _, value = line.rstrip("\n").partition(": ")
                if line == "\n":
                    self.id = id_
                    if data:
                        return kind, json.loads(data)
                    kind = "message"
                elif name == "event":
                    kind = value
                elif name == "data":
                    data += value
                elif name == "id":
                    id_ = value


@asynccontextmanager
async def stream(
    world: World, query: str = "", token: str | None = None, **headers: str
) -> AsyncIterator[Stream]:
    async with web_client(world, token) as client:
        sent = {"X-Session-Id": client.token} | {n.replace("_", "-"): v for n, v in headers.items()}
        async with client.client.get(f"{client.url}/rest/v1/events?{query}", headers=sent) as response:
            assert response.status == 200, await response.text()
            assert response.headers["Content-Type"] == "text/event-stream"
            yield Stream(response)


async def test_changes_are_told(open_world: World) -> None:
    network(open_world, "before")
    async with stream(open_world, "classes=network") as events:
        net = network(open_world, "new")
        kind, data = await events.next()
        assert kind == data["operation"] == "add" and data["class"] == "network" and data["ref"] == net.ref
        assert data["snapshot"]["name_label"] == "new" and data["snapshot"]["href"].endswith(net.uuid)
        with open_world.store.change():
            net.name_label = "newer"
        kind, data = await events.next()
        assert (kind, data["snapshot"]["name_label"]) == ("mod", "newer")
        with open_world.store.change():
            open_world.store.destroy(net)
        kind, data = await events.next()
        assert kind == "del" and "snapshot" not in data


async def test_a_stream_goes_on_where_it_was(open_world: World) -> None:
    async with stream(open_world, "classes=network") as events:
        network(open_world, "1")
        await events.next()
    network(open_world, "2")
    network(open_world, "3")
    for how in ({"Last_Event_ID": events.id}, {"query": f"classes=network&since={events.id}"}):
        async with stream(open_world, **({"query": "classes=network"} | how)) as again:
            seen = [(await again.next())[1]["snapshot"]["name_label"] for _ in range(2)]
            assert seen == ["2", "3"]


async def test_a_list_says_where_its_events_begin(open_world: World) -> None:
    async with web_client(open_world) as client:
        listed = await client.ask("GET", "/rest/v1/network")
    network(open_world, "later")
    async with stream(open_world, "classes=network", Last_Event_ID=listed.headers["X-Event-Token"]) as events:
        assert (await events.next())[1]["snapshot"]["name_label"] == "later"


async def test_everything_there_is_first(open_world: World) -> None:
    first, second = network(open_world, "1"), network(open_world, "2")
    async with stream(open_world, "classes=network&initial=true") as events:
        told = [await events.next() for _ in range(2)]
        assert [(kind, data["ref"]) for kind, data in told] == [("add", first.ref), ("add", second.ref)]
        assert events.id


async def test_the_id_is_told_with_the_last_event_of_a_round(open_world: World) -> None:
    for i in range(3):
        network(open_world, str(i))
    async with stream(open_world, "classes=network&initial=true") as events:
        ids = []
        for _ in range(3):
            await events.next()
            ids.append(events.id)
        assert ids[:2] == ["", ""] and ids[2]


async def test_single_objects_by_uuid(open_world: World) -> None:
    wanted, other = network(open_world, "wanted"), network(open_world, "other")
    async with stream(open_world, f"classes=network/{wanted.uuid},task") as events:
        for net in (other, wanted):
            with open_world.store.change():
                net.name_label = "changed"
        assert (await events.next())[1]["ref"] == wanted.ref


async def test_the_end_of_a_session_ends_its_streams(open_world: World) -> None:
    session = open_world.session()
    async with stream(open_world, token=session.ref) as events:
        life.end(open_world.store, session)
        kind, data = await events.next()
        assert (kind, data["code"]) == ("end", "SESSION_INVALID")
        assert not await events.response.content.read()


async def test_what_cannot_be_told(open_world: World) -> None:
    async with web_client(open_world) as client:
        for query, status in (("classes=nothing", 422), ("classes=network/", 422), ("since=x", 422),
                              ("class=VM", 400), ("initial=yes", 400), ("classes=VM" + ",VM" * 1001, 422),
                              ("since=99999999999999999999,99999999999999999999", 410)):  # fmt: skip
            refused = await client.ask("GET", f"/rest/v1/events?{query}")
            assert refused.status == status, query


async def test_a_client_that_takes_nothing_is_dropped(world: World) -> None:
    async with world.listening(Limits(silence=0.2, stall=0.5)) as front:
        for _ in range(300):
            network(world, "x" * 20_000)
        reader, writer = await world.connect()
        request = "GET /rest/v1/events?initial=true HTTP/1.1\r\nHost: x\r\nX-Session-Id: {}\r\n\r\n"
        writer.write(request.format(world.session().ref).encode())
        reader._transport.pause_reading()  # type: ignore[attr-defined]
        async with asyncio.timeout(20):
            await front._all_gone.wait()
        writer.close()
