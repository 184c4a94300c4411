"""A thousand clients that wait for events at one daemon, each on a connection of its own."""

import asyncio
import json
from typing import Any

from tests.lab.daemon import Lab

WATCHERS = 1000


class Client:
    """A connection that stays open."""

    def __init__(self, lab: Lab, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.session, self.reader, self.writer = lab.session_ref, reader, writer

    def ask(self, method: str, *params: Any) -> None:
        call = {"jsonrpc": "2.0", "method": method, "params": [self.session, *params], "id": 0}
        body = json.dumps(call).encode()
        head = f"POST /jsonrpc HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
        self.writer.write(head.encode() + body)

    async def answer(self) -> Any:
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return json.loads(await self.reader.readexactly(length))["result"]

    async def call(self, method: str, *params: Any) -> Any:
        self.ask(method, *params)
        return await self.answer()


async def open_client(lab: Lab) -> Client:
    port = lab.daemon.ports["http_port"]
    return Client(lab, *await asyncio.open_connection("127.0.0.1", port, limit=1 << 24))


async def test_everybody_is_told_what_they_wait_for(lab: Lab) -> None:
    one, other = lab.guest("one"), lab.guest("other")
    clients = await asyncio.gather(*(open_client(lab) for _ in range(WATCHERS)))
    topics = [["VM"], [f"VM/{one}"], [f"vm/{other}"], ["*"]]
    token = await clients[0].call("event.inject", "VM", other)
    try:
        for number, client in enumerate(clients):
            client.ask("event.from", topics[number % 4], token, 120.0)
        lab.api.VM.set_name_label(one, "changed")
        await hear(clients, topics, {0, 1, 3}, one)
        lab.api.VM.set_name_label(other, "changed")
        await hear(clients, topics, {2}, other)
    finally:
        for client in clients:
            client.writer.close()


async def hear(clients: list[Client], topics: list[list[str]], which: set[int], ref: str) -> None:
    """All who wait for one of the topics are told of the object; some of other things before."""

    async def told(number: int, client: Client) -> None:
        while True:
            batch = await client.answer()
            if ref in {event["ref"] for event in batch["events"]}:
                return
            client.ask("event.from", topics[number % 4], batch["token"], 120.0)

    async with asyncio.timeout(100):
        await asyncio.gather(*(told(n, c) for n, c in enumerate(clients) if n % 4 in which))
