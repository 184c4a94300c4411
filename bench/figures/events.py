"""How long a change takes to reach those who wait for it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import orjson

from bench.processes import Server, request, xapid
from bench.row import Row

CLIENTS, ROUNDS = 100, 30


def events() -> list[Row]:
    """100 clients in event.from, 1,000 VMs; from the answer to a change to each client's answer."""
    with xapid(1000) as server:
        delays = asyncio.run(_measure(server))
    delays.sort()
    half, most = delays[len(delays) // 2], delays[len(delays) * 99 // 100]
    return [
        Row(f"an event to {CLIENTS} waiting clients, p99", f"{most * 1e3:.0f} ms",
            f"median {half * 1e3:.0f} ms", most * 1e3, "ms", 100, at_least=False)
    ]  # fmt: skip


class Connection:
    """A client's connection that stays open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def call(self, server: Server, method: str, *params: Any) -> tuple[Any, float]:
        """The result, and when it was here whole."""
        self._writer.write(request("/jsonrpc", server.json_call(method, *params)))
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        body = await self._reader.readexactly(length)
        now = time.perf_counter()
        answer = orjson.loads(body)
        if answer.get("error"):
            raise RuntimeError(answer["error"])
        return answer["result"], now


async def _open(server: Server) -> Connection:
    return Connection(*await asyncio.open_connection("127.0.0.1", server.port, limit=1 << 24))


async def _measure(server: Server) -> list[float]:
    clients = [await _open(server) for _ in range(CLIENTS)]
    changer = await _open(server)
    vms = (await changer.call(server, "VM.get_all"))[0]
    delays = []
    for number in range(ROUNDS):
        token = (await changer.call(server, "event.inject", "VM", vms[0]))[0]
        waiting = [asyncio.create_task(c.call(server, "event.from", ["VM"], token, 30.0)) for c in clients]
        await asyncio.sleep(0.2)  # until all of them wait in the server
        _, committed = await changer.call(server, "VM.set_name_description", vms[number], f"at {time.time()}")
        for found, when in await asyncio.gather(*waiting):
            if not any(event["ref"] == vms[number] for event in found["events"]):
                raise RuntimeError("a client was told of something else")
            delays.append(when - committed)
    return delays
