"""How long the daemon bears with a client that is silent, takes nothing or has left."""

import asyncio
import os

import pytest

from tests.xe.original import MAGIC, number, request
from tests.xe.peer import PATIENCE
from tests.xe.shell import Shell
from xapid.objects.network import Network
from xapid.objects.session import Session
from xapid.objects.task import Task
from xe import conversation
from xe.commands import cli

GREETING = MAGIC + number(0) + number(2)


async def sessions(shell: Shell, *, there: bool) -> None:
    """Until somebody is logged in, or nobody any more."""
    async with asyncio.timeout(PATIENCE):
        while bool(list(shell.store.all(Session))) != there:  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def connect(shell: Shell, *words: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_unix_connection(str(shell.world.front.socket_path))
    writer.write(request([*words, b"username=root", b"password="]))
    return reader, writer


async def test_a_client_that_does_not_greet(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "GREETING_SECONDS", 0.1)
    reader, writer = await connect(shell, b"vm-list")
    async with asyncio.timeout(PATIENCE):
        assert await reader.read() == GREETING
    writer.close()
    assert not list(shell.store.all(Session))


async def test_a_client_that_takes_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "STALL_SECONDS", 0.1)
    shell.make(Network, name_label="long", name_description="x" * 5_000_000, bridge="b")
    _, writer = await connect(shell, b"network-list")
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(GREETING)
    await writer.drain()
    await sessions(shell, there=True)
    await sessions(shell, there=False)
    writer.close()


async def test_who_has_left_waits_no_more(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_LONGEST", 0.05)
    _, writer = await connect(shell, b"event-wait", b"class=network", b"name-label=none")
    writer.write(GREETING)
    await sessions(shell, there=True)
    writer.close()
    await sessions(shell, there=False)


async def test_a_transfer_whose_client_leaves_before_it(shell: Shell) -> None:
    """Nobody ever comes to the second connection, so the task would be pending for ever."""
    task = shell.make(Task, name_label="mine", status="pending", externalpid=0, uuid="t")
    reader, writer = await connect(
        shell, b"pool-dump-database", b"file-name=x", b"task-uuid=" + task.uuid.encode()
    )
    writer.write(GREETING)
    async with asyncio.timeout(PATIENCE):
        said = await reader.readuntil(b"/pool/xmldbdump?")
    assert os.fsencode("x") in said and task.progress < 0
    writer.close()
    await sessions(shell, there=False)
    assert task.status == "failure"
