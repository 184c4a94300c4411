"""POST /cli: arguments in, then the bare connection."""

import asyncio

from tests.rpc.world import World, parts, post
from xapid.rpc.caller import Caller


async def test_the_command_line_gets_arguments_caller_and_connection(world: World) -> None:
    calls: list[tuple[bytes, Caller]] = []

    async def serve(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes, caller: Caller
    ) -> None:
        calls.append((body, caller))
        writer.write(b"greeting")
        writer.write((await reader.readexactly(3)).upper())

    async with world.listening(command_line=serve):
        for unix in (False, True):
            request = (
                b"POST /cli HTTP/1.0\r\nUser-agent: xe\r\ncontent-length: 10\r\n\r\nvm-list\nab" + b"xyz"
            )
            assert await world.raw(request, unix=unix) == b"greetingXYZ"
        assert [body for body, _ in calls] == [b"vm-list\nab"] * 2
        assert [c.local_root for _, c in calls] == [False, True]
        assert calls[0][1].address == "127.0.0.1" and calls[0][1].user_agent == "xe"
        assert parts(await world.raw(post("/cli", b"x" * 300_000)))[0] == 400
        assert parts(await world.raw(b"POST /cli HTTP/1.0\r\n\r\n"))[0] == 400


async def test_a_command_line_that_fails_ends_the_connection(world: World) -> None:
    async def serve(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes, caller: Caller
    ) -> None:
        raise ZeroDivisionError

    async with world.listening(command_line=serve):
        assert await world.raw(post("/cli", b"help")) == b""
    async with world.listening():
        assert parts(await world.raw(post("/cli", b"help")))[0] == 501
