"""How long a change takes to reach those who wait for it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import orjson

from bench.processes import Server, request, xapid
from bench.row import Row

CLIENTS, ROUNDS = 100, 30
CROWD, CROWD_ROUNDS = 1000, 10


def events() -> list[Row]:
    """Clients in event.from, 1,000 VMs; from the answer to a change to each client's answer."""
    rows = []
    with xapid(1000) as server:
        for clients, rounds, apart, most in (
            (CLIENTS, ROUNDS, False, 100),
            (CROWD, CROWD_ROUNDS, False, 1000),
            (CROWD, ROUNDS, True, 100),
        ):
            delays = sorted(asyncio.run(_measure(server, clients, rounds, apart=apart)))
            half, slow = delays[len(delays) // 2], delays[len(delays) * 99 // 100]
            who = f"one of {clients} clients, each with its own VM" if apart else f"{clients} waiting clients"
            took, usual = f"{slow * 1e3:.0f} ms", f"median {half * 1e3:.0f} ms"
            rows.append(Row(f"an event to {who}, p99", took, usual, slow * 1e3, "ms", most, at_least=False))
    return rows


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


async def _measure(server: Server, count: int, rounds: int, *, apart: bool) -> list[float]:
    """``apart``: each client waits for one VM, and only the one whose VM changes is counted."""
    clients = [await _open(server) for _ in range(count)]
    changer = await _open(server)
    vms = (await changer.call(server, "VM.get_all"))[0]
    wanted = [[f"VM/{vms[n]}"] if apart else ["VM"] for n in range(count)]
    token = (await changer.call(server, "event.inject", "VM", vms[0]))[0]
    waiting = [_wait(c, server, w, token) for c, w in zip(clients, wanted, strict=True)]
    delays = []
    for number in range(1, rounds + 1):
        await asyncio.sleep(0.2 + count / 1000)  # until all of them wait in the server
        _, committed = await changer.call(server, "VM.set_name_description", vms[number], f"at {time.time()}")
        told = [number] if apart else range(count)
        for who, (found, when) in zip(told, await asyncio.gather(*(waiting[n] for n in told)), strict=True):
            if not any(event["ref"] == vms[number] for event in found["events"]):
                raise RuntimeError("a client was told of something else")
            delays.append(when - committed)
            waiting[who] = _wait(clients[who], server, wanted[who], found["token"])
    for left in waiting:
        left.cancel()
    return delays


def _wait(
    client: Connection, server: Server, wanted: list[str], token: str
) -> asyncio.Task[tuple[Any, float]]:
    return asyncio.create_task(client.call(server, "event.from", wanted, token, 60.0))
