"""Raw disk streams through real HTTP, into and out of a real repository of files."""

import asyncio
import os
import socket
import struct
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.rpc.world import World, parts
from xapid.model.errors import XenError
from xapid.objects import operations
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.sr import SR
from xapid.objects.sr.lifecycle import create as create_sr
from xapid.objects.task import Task
from xapid.objects.vbd import VBD
from xapid.objects.vdi import VDI
from xapid.objects.vdi.lifecycle import create_disk
from xapid.storage.host import Storage
from xapid.storage.spec import StorageSettings

MIB = 1 << 20
PIB = 1125899906842624


class Disks:
    """A world with one repository, and a client's way to move disks."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ctx = Context(world.store, world.services)
        self.session = world.session().ref
        self.sr: SR
        self.place: Path

    async def open(self, place: Path) -> None:
        world = self.world
        world.services.storage = Storage(StorageSettings(root=str(place), deadline=20))
        self.place = place / "sr"
        with self.ctx.change():
            host = world.store.create(Host)
        config = {"location": str(self.place)}
        self.sr = await create_sr(self.ctx, host, config, 0, "disks", "", "ext", "user", False, {})

    async def disk(self, size: int = 4 * MIB) -> VDI:
        return await create_disk(self.ctx, self.sr, virtual_size=size, name_label="a disk")

    async def task(self) -> Task:
        made: Task = await self.world.call("task.create", self.session, "moving", "")
        return made

    def target(self, path: str, task: Task | None = None, **query: str) -> str:
        query["session_id"] = self.session
        if task is not None:
            query["task_id"] = task.ref
        return path + "?" + "&".join(f"{k}={v}" for k, v in query.items())

    async def get(self, path: str = "/export_raw_vdi", task: Task | None = None, **query: str) -> Any:
        target = self.target(path, task, **query)
        return parts(await self.world.raw(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode()))

    async def begin(self, length: int | None, task: Task | None = None, path: str = "/import_raw_vdi",
                    **query: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:  # fmt: skip
        """Send the head of a PUT."""
        reader, writer = await self.world.connect()
        announced = "" if length is None else f"Content-Length: {length}\r\n"
        writer.write(f"PUT {self.target(path, task, **query)} HTTP/1.0\r\n{announced}\r\n".encode())
        return reader, writer

    async def put(self, body: bytes, length: int | None = -1, end: bool = False, **more: Any) -> int:
        """PUT a body, wait for the server's last word, and answer the status."""
        reader, writer = await self.begin(len(body) if length == -1 else length, **more)
        writer.write(body)
        if end:
            writer.write_eof()
        async with asyncio.timeout(20):
            status = parts(await reader.read())[0]
        writer.close()
        return status

    async def content(self, vdi: VDI) -> bytes:
        async with self.world.services.storage[self.sr.uuid].export_raw(vdi.uuid) as stream:
            return b"".join([piece async for piece in stream])

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not condition():
                await self.world.store.watch()

    def files(self) -> set[str]:
        return {path.name for path in self.place.iterdir() if not path.name.startswith(".xapid")}


@pytest.fixture
async def disks(open_world: World, tmp_path: Path) -> AsyncIterator[Disks]:
    made = Disks(open_world)
    operations.keep_allowed_operations_true(open_world.store)
    await made.open(tmp_path)
    yield made
    await open_world.services.storage.close()


def done(task: Task) -> bool:
    return task.status not in ("pending", "cancelling")


async def test_out_and_in_again(disks: Disks) -> None:
    data = os.urandom(MIB) + bytes(2 * MIB) + os.urandom(MIB)
    first, task = await disks.disk(), await disks.task()
    empty = first.physical_utilisation
    assert await disks.put(data, task=task, vdi=first.uuid) == 200
    assert (task.status, task.progress) == ("success", 1.0)
    assert task.result == f"<value>{first.ref}</value>"
    assert empty < first.physical_utilisation < 3 * MIB
    assert disks.sr.physical_utilisation > 0
    assert first.current_operations == {}

    task = await disks.task()
    status, headers, body = await disks.get("/export_raw_vdi/", task, vdi=first.ref)
    assert (status, body == data, task.status) == (200, True, "success")
    assert headers["content-length"] == str(4 * MIB)
    assert headers["content-disposition"] == f'attachment; filename="{first.uuid}.raw"'
    assert headers["content-type"] == "application/octet-stream"
    assert headers["task-id"] == task.ref


@pytest.mark.parametrize("by_ref", [True, False])
async def test_into_a_new_disk(disks: Disks, by_ref: bool) -> None:
    data, task = os.urandom(MIB + 512), await disks.task()
    where = {"sr_id": disks.sr.ref} if by_ref else {"sr_uuid": disks.sr.uuid}
    assert await disks.put(data, task=task, path="/import_raw_vdi/", format="raw", **where) == 200
    [vdi] = disks.sr.VDIs
    assert task.result == f"<value>{vdi.ref}</value>"
    assert (vdi.name_label, vdi.virtual_size, vdi.managed) == ("Imported VDI", len(data), True)
    assert await disks.content(vdi) == data


async def test_what_was_written_before_stays(disks: Disks) -> None:
    vdi = await disks.disk()
    old, new = os.urandom(4 * MIB), os.urandom(MIB + 100)
    await disks.put(old, vdi=vdi.ref)
    await disks.put(new, vdi=vdi.ref)
    assert await disks.content(vdi) == new + old[len(new) :]


async def test_blocks_in_any_order(disks: Disks) -> None:
    vdi, old, task = await disks.disk(), os.urandom(4 * MIB), await disks.task()
    await disks.put(old, vdi=vdi.ref)
    wanted, body = bytearray(old), b""
    for offset, length in [(3 * MIB - 700, 70_000), (0, 512), (4 * MIB - 3, 3), (MIB, 2 * MIB)]:
        data = os.urandom(length)
        wanted[offset : offset + length] = data
        body += struct.pack("<QI", offset, length) + data
    assert await disks.put(body + struct.pack("<QI", 0, 0), task=task, vdi=vdi.ref, chunked="") == 200
    assert task.status == "success", task.error_info
    assert await disks.content(vdi) == wanted


@pytest.mark.parametrize("body", [
    struct.pack("<QI", 0, 3) + b"abc", struct.pack("<QI", 0, 3) + b"a", b"1234",
    struct.pack("<QI", 4 * MIB, 1) + b"x" + struct.pack("<QI", 0, 0),
])  # fmt: skip
async def test_blocks_without_end_or_beyond_the_end(disks: Disks, body: bytes) -> None:
    vdi, task = await disks.disk(), await disks.task()
    await disks.put(body, length=None, end=True, task=task, vdi=vdi.ref, chunked="true")
    assert task.error_info[0] == "VDI_IO_ERROR"
    assert await disks.content(vdi) == bytes(4 * MIB)


async def test_a_body_that_ends_with_the_connection(disks: Disks) -> None:
    vdi, task, data = await disks.disk(), await disks.task(), os.urandom(MIB + 5)
    assert await disks.put(data, length=None, end=True, task=task, vdi=vdi.ref) == 200
    assert (task.status, await disks.content(vdi) == data.ljust(4 * MIB, b"\0")) == ("success", True)


async def test_xen_apis_way(disks: Disks) -> None:
    """First nothing, to see whether it is redirected; then a length that is a lie, and the end cut off."""
    vdi, task, data = await disks.disk(), await disks.task(), os.urandom(MIB + 5)
    before = disks.files()
    assert await disks.put(b"", vdi=vdi.uuid, format="raw") == 200
    assert disks.files() == before
    assert await disks.put(data, length=PIB, end=True, task=task, vdi=vdi.uuid, format="raw") == 200
    assert (task.status, await disks.content(vdi) == data.ljust(4 * MIB, b"\0")) == ("success", True)


def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection, not just end it."""
    raw = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def moved(disks: Disks, task: Task, length: int | None, **where: str) -> asyncio.StreamWriter:
    """A PUT of which the repository has the first 2 MiB."""
    _, writer = await disks.begin(length, task, **where)
    writer.write(b"\xaa" * 2 * MIB)
    await disks.until(lambda: task.progress >= 0.25)
    return writer


async def test_broken_off(disks: Disks) -> None:
    vdi, task = await disks.disk(), await disks.task()
    before = disks.files()
    reset(await moved(disks, task, 4 * MIB, vdi=vdi.ref))
    await disks.until(lambda: done(task))
    assert (task.status, task.error_info[0]) == ("failure", "VDI_IO_ERROR")
    assert await disks.content(vdi) == bytes(4 * MIB)
    assert disks.files() == before


async def test_broken_off_after_a_length_that_is_a_lie(disks: Disks) -> None:
    vdi, task = await disks.disk(), await disks.task()
    reset(await moved(disks, task, PIB, vdi=vdi.ref))
    await disks.until(lambda: done(task))
    assert task.error_info[0] == "VDI_IO_ERROR"
    assert (await disks.content(vdi))[:MIB] == b"\xaa" * MIB


async def test_ended_early(disks: Disks) -> None:
    vdi, task, other = await disks.disk(), await disks.task(), await disks.task()
    await disks.put(b"x" * MIB, length=2 * MIB, end=True, task=task, vdi=vdi.ref)
    await disks.put(b"x" * MIB, length=2 * MIB, end=True, task=other, sr_id=disks.sr.ref)
    assert task.error_info[0] == other.error_info[0] == "VDI_IO_ERROR"
    assert await disks.content(vdi) == bytes(4 * MIB)
    assert disks.sr.VDIs == [vdi] and len(disks.files()) == 1


@pytest.mark.parametrize("new", [True, False])
async def test_cancelled(disks: Disks, new: bool) -> None:
    vdi, task = await disks.disk(), await disks.task()
    before = disks.files()
    where = {"sr_id": disks.sr.ref} if new else {"vdi": vdi.ref}
    writer = await moved(disks, task, 4 * MIB, **where)
    await disks.world.call("task.cancel", disks.session, task.ref)
    await disks.until(lambda: done(task))
    writer.close()
    assert (task.status, task.error_info) == ("cancelled", ("TASK_CANCELLED", task.ref))
    assert await disks.content(vdi) == bytes(4 * MIB)
    assert disks.files() == before and disks.sr.VDIs == [vdi]
    assert vdi.current_operations == disks.sr.current_operations == {}


async def test_export_that_nobody_reads_to_the_end(disks: Disks) -> None:
    vdi, task = await disks.disk(64 * MIB), await disks.task()
    reader, writer = await disks.world.connect()
    target = disks.target("/export_raw_vdi", task, vdi=vdi.ref)
    writer.write(f"GET {target} HTTP/1.1\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    assert vdi.current_operations == {task.ref: "copy"}
    reset(writer)
    await disks.until(lambda: done(task))
    assert task.status == "failure"
    assert vdi.current_operations == {}


async def test_export_cancelled(disks: Disks) -> None:
    vdi, task = await disks.disk(64 * MIB), await disks.task()
    reader, writer = await disks.world.connect()
    target = disks.target("/export_raw_vdi", task, vdi=vdi.ref)
    writer.write(f"GET {target} HTTP/1.1\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    await disks.world.call("task.cancel", disks.session, task.ref)
    await disks.until(lambda: done(task))
    assert len(await reader.read()) < 64 * MIB  # less than was announced
    writer.close()
    assert (task.status, vdi.current_operations) == ("cancelled", {})


async def test_in_use(disks: Disks) -> None:
    vdi, importing, refused = await disks.disk(), await disks.task(), await disks.task()
    writer = await moved(disks, importing, 4 * MIB, vdi=vdi.ref)
    assert vdi.current_operations == {importing.ref: "blocked"}
    with pytest.raises(XenError, match="OTHER_OPERATION_IN_PROGRESS"):
        await disks.world.call("VDI.destroy", disks.session, vdi.ref)
    assert (await disks.get(task=refused, vdi=vdi.ref))[0] == 500
    assert refused.error_info[0] == "OTHER_OPERATION_IN_PROGRESS"
    writer.write(b"\xaa" * 2 * MIB)
    await disks.until(lambda: done(importing))
    writer.close()
    assert importing.status == "success"

    with disks.ctx.change():
        disks.world.store.create(VBD, VDI=vdi, currently_attached=True, mode="RW", type="Disk")
    for operation, move in (("copy", disks.get), ("blocked", partial(disks.put, b"x"))):
        task = await disks.task()
        await move(task=task, vdi=vdi.ref)
        assert task.error_info == ("VDI_IN_USE", vdi.ref, operation)


async def test_the_storage_knows_of_users_too(disks: Disks) -> None:
    vdi, task = await disks.disk(), await disks.task()
    driver = disks.world.services.storage[disks.sr.uuid]
    await driver.activate(vdi.uuid, "somebody", read_only=False)
    assert (await disks.get(task=task, vdi=vdi.ref))[0] == 500
    assert task.error_info == ("VDI_IN_USE", vdi.ref, "copy")
    await driver.deactivate(vdi.uuid, "somebody")


async def test_an_import_larger_than_the_disk(disks: Disks) -> None:
    vdi, task, other = await disks.disk(MIB), await disks.task(), await disks.task()
    assert await disks.put(b"", length=MIB + 1, end=True, task=task, vdi=vdi.ref) == 500
    assert task.error_info == ("VDI_TOO_SMALL", vdi.ref, str(MIB + 1))
    await disks.put(b"x" * (MIB + 1), length=None, end=True, task=other, vdi=vdi.ref)
    assert other.status == "failure"
    assert await disks.content(vdi) == bytes(MIB)


async def test_what_is_asked_wrongly(disks: Disks) -> None:
    vdi = await disks.disk()
    with disks.ctx.change():
        locked = disks.world.store.create(VDI, SR=disks.sr, read_only=True)
    for query, status, code in [
        ({"vdi": vdi.ref, "format": "floppy"}, 404, "INTERNAL_ERROR"),
        ({"vdi": vdi.ref, "format": "vhd"}, 501, "NOT_IMPLEMENTED"),
        ({"vdi": vdi.ref, "base": vdi.ref}, 501, "NOT_IMPLEMENTED"),
        ({"vdi": "OpaqueRef:no"}, 404, "HANDLE_INVALID"),
        ({}, 400, "VDI_MISSING"),
    ]:
        task = await disks.task()
        assert (await disks.get(task=task, **query))[0] == status, query
        assert task.error_info[0] == code
    for query, status, code in [
        ({"vdi": vdi.ref, "format": "floppy"}, 404, "INTERNAL_ERROR"),
        ({"vdi": vdi.ref, "format": "vhd"}, 501, "NOT_IMPLEMENTED"),
        ({"sr_id": disks.sr.ref, "format": "vhd"}, 400, "VDI_MISSING"),
        ({"sr_id": "OpaqueRef:no"}, 404, "HANDLE_INVALID"),
        ({"vdi": locked.ref}, 500, "VDI_READONLY"),
        ({}, 400, "VDI_MISSING"),
    ]:
        task = await disks.task()
        assert await disks.put(b"", task=task, **query) == status, query
        assert task.error_info[0] == code
    task = await disks.task()
    assert await disks.put(b"x", length=None, end=True, task=task, sr_id=disks.sr.ref) == 400
    assert task.status == "failure"


async def test_an_unplugged_repository(disks: Disks) -> None:
    vdi, task = await disks.disk(), await disks.task()
    await disks.world.services.storage.detach(disks.sr.uuid)
    assert (await disks.get(task=task, vdi=vdi.ref))[0] == 500
    assert task.error_info == ("SR_NOT_ATTACHED", disks.sr.ref)


async def test_a_task_ends_though_the_database_refuses_to_note_it_at_first(disks: Disks) -> None:
    vdi, task = await disks.disk(), await disks.task()
    store, journal = disks.world.store, disks.world.store.journal
    refusals = []

    class Refusing:
        """Refuses the end of the task, once."""

        def check(self) -> None:
            journal.check()

        def submit(self, generation: int, rows: list[Any]) -> None:
            if not refusals and any((row.columns or {}).get("status") == "success" for row in rows):
                refusals.append(generation)
                asyncio.get_running_loop().call_soon(store.refused, XenError("INTERNAL_ERROR", "disk full"))
            else:
                journal.submit(generation, rows)

    store.journal = Refusing()
    await disks.put(b"x" * MIB, task=task, vdi=vdi.ref)
    await disks.until(lambda: bool(refusals) and task.status == "success")
    assert task.result == f"<value>{vdi.ref}</value>"
