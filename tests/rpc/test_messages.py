"""PUT /messages: notes that come along with a VM."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.rpc.test_streams import put
from tests.rpc.world import World, parts
from xapid.objects.message import Message
from xapid.objects.task import Task
from xapid.objects.vm import VM

NOTE = (
    "<?xml version='1.0'?><message><ref>OpaqueRef:x</ref><name>VM_STARTED</name>"
    "<priority>{priority}</priority><cls>VM</cls><obj_uuid>elsewhere</obj_uuid><timestamp>{time}</timestamp><uuid>{uuid}</uuid>"
    "<body>a &lt;b&gt;</body></message>"
)


def note(uuid: str, time: str = "20250102T03:04:05Z", priority: str = "5") -> bytes:
    return NOTE.format(uuid=uuid, time=time, priority=priority).encode()


@pytest.fixture
def vm(open_world: World) -> VM:
    with open_world.store.change():
        return open_world.store.create(VM)


async def send(world: World, vm: VM, data: bytes, length: int | None = -1, **query: Any) -> tuple[int, Task]:
    session = world.session()
    task = await world.call("task.create", session.ref, "import", "")
    asked = {"session_id": session.ref, "task_id": task.ref, "cls": "VM", "uuid": vm.uuid, **query}
    path = "/messages?" + "&".join(f"{key}={value}" for key, value in asked.items())
    status = parts(await world.raw(put(path, data, length)))[0]
    async with asyncio.timeout(10):
        while task.status == "pending":
            await world.store.watch()
    return status, task


async def test_notes_come_along_once(open_world: World, vm: VM) -> None:
    data = note("2", "20250102T03:04:06Z") + b"\n" + note("1")
    status, task = await send(open_world, vm, data)
    assert (status, task.status) == (200, "success")
    notes = open_world.store.all(Message)
    assert [n.uuid for n in notes] == ["1", "2"]
    assert {(n.name, n.priority, n.cls, n.obj_uuid, n.body) for n in notes} == {
        ("VM_STARTED", 5, "VM", vm.uuid, "a <b>")
    }
    assert notes[0].timestamp == datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC)
    await send(open_world, vm, data + note("3"), cls="vm")
    assert [n.uuid for n in open_world.store.all(Message)] == ["1", "2", "3"]
    assert (await send(open_world, vm, b""))[1].status == "success"


@pytest.mark.parametrize(
    "data",
    [
        b"garbage",
        note("1") + b"<message>",
        note("1") + b"<message><name>x</name></message>",
        note("1") + note("2", time="yesterday"),
        note("1") + note("2", priority="high"),
        b'<!DOCTYPE a [<!ENTITY b "c">]>' + note("1"),
        note("1") + b"\xff",
    ],
)
async def test_what_cannot_be_read_changes_nothing(open_world: World, vm: VM, data: bytes) -> None:
    status, task = await send(open_world, vm, data)
    assert (status, task.status) == (200, "failure")
    assert open_world.store.all(Message) == []


async def test_about_whom_has_to_be_clear(open_world: World, vm: VM) -> None:
    assert (await send(open_world, vm, note("1"), uuid="none"))[0] == 404
    assert (await send(open_world, vm, note("1"), cls="SR"))[0] == 404
    assert (await send(open_world, vm, note("1"), cls="task"))[0] == 400
    assert (await send(open_world, vm, b"", (16 << 20) + 1))[0] == 413
    assert open_world.store.all(Message) == []
