"""Byte streams: who may, their tasks, PUT with and without a length, and clients that leave."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.rpc.test_calls_as_tasks import until
from tests.rpc.world import PASSWORD, World, parts
from xapid.model.errors import DeclarationError, XenError
from xapid.model.roles import POOL_ADMIN, READ_ONLY, VM_ADMIN
from xapid.objects import rights
from xapid.objects.session import Session
from xapid.objects.task import Task, life
from xapid.rpc.handlers import Handler, handler, handlers
from xapid.rpc.routes import Place, Routes
from xapid.rpc.stream import Refused, StreamRequest


class Sink:
    """A PUT handler that keeps what comes."""

    def __init__(self) -> None:
        self.data = b""
        self.cut = False
        self.fail_with: Exception | None = None

    async def __call__(self, request: StreamRequest) -> Any:
        if self.fail_with is not None:
            raise self.fail_with
        await request.respond(200)
        async for piece in request.body:
            self.data += piece
            request.ctx.progress(0.5)
        self.cut = request.body.cut
        return [request.query("name", "nothing")]


class Source:
    """A GET handler that sends a little, then waits for leave to send the rest."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.rest = b"end"
        self.fail_with: Exception | None = None

    async def __call__(self, request: StreamRequest) -> None:
        await request.respond(200, {"content-type": "application/octet-stream"})
        await request.write(b"begin ")
        await self.go_on.wait()
        if self.fail_with is not None:
            raise self.fail_with
        await request.write(self.rest)


class Streams:
    """A world with two handlers of its own."""

    def __init__(self, world: World) -> None:
        self.world, self.sink, self.source = world, Sink(), Source()
        world.front.routes = Routes(
            [*handlers.values(), Handler("put_sink", "PUT", "/sink", VM_ADMIN, function=self.sink),
             Handler("get_source", "GET", "/source", VM_ADMIN, function=self.source)]
        )  # fmt: skip

    async def task(self, session: Session) -> Task:
        made = await self.world.call("task.create", session.ref, "mine", "")
        assert isinstance(made, Task)
        return made


@pytest.fixture
async def streams(open_world: World) -> AsyncIterator[Streams]:
    yield Streams(open_world)


def put(path: str, body: bytes, length: int | None = -1, version: str = "1.0", headers: str = "") -> bytes:
    if length is not None:
        headers += f"Content-Length: {len(body) if length < 0 else length}\r\n"
    return f"PUT {path} HTTP/{version}\r\n{headers}\r\n".encode() + body


async def test_put_is_answered_before_its_body(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(put(f"/sink?session_id={session.ref}&task_id={task.ref}&name=a%20b", b"", 10))
    status, headers, _ = parts(await reader.readuntil(b"\r\n\r\n"))
    assert status == 200 and headers["task-id"] == task.ref
    assert headers["connection"] == "close" and headers["cache-control"] == "no-cache, no-store"
    assert (task.status, task.progress) == ("pending", 0.0)
    writer.write(b"0123456789")
    assert await reader.read() == b""
    writer.close()
    assert streams.sink.data == b"0123456789" and not streams.sink.cut
    assert task.status == "success"
    assert task.result == "<value><array><data><value>a b</value></data></array></value>"


async def test_put_without_a_length_ends_with_the_connection(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(put(f"/sink/?session_id={session.ref}&task_id={task.ref}", b"abc", None))
    writer.write_eof()
    assert parts(await reader.read())[0] == 200
    assert streams.sink.data == b"abc" and task.status == "success"
    writer.close()


async def test_a_cut_body_is_told_from_a_whole_one(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(put(f"/sink?session_id={session.ref}&task_id={task.ref}", b"abc", 1125899906842624, "1.1"))
    await reader.readuntil(b"\r\n\r\n")
    await until(lambda: streams.sink.data)
    writer.close()
    await until(lambda: task.status != "pending")
    assert streams.sink.data == b"abc" and streams.sink.cut and task.status == "success"


async def test_a_large_body_passes_through_and_back_pressure_holds(streams: Streams) -> None:
    body = bytes(range(256)) * 65536
    answer = await streams.world.raw(put("/sink", body), unix=True)
    assert parts(answer)[0] == 200 and streams.sink.data == body


async def test_get_tells_its_end_by_closing(streams: Streams) -> None:
    session = streams.world.session()
    streams.source.go_on.set()
    request = f"GET /source HTTP/1.0\r\nCookie: session_id={session.ref}\r\n\r\n"
    status, headers, body = parts(await streams.world.raw(request.encode()))
    assert (status, body) == (200, b"begin end")
    assert headers["content-type"] == "application/octet-stream"
    assert headers["task-id"].startswith("OpaqueRef:") and streams.world.store.all(Task) == []


async def test_a_get_that_fails_midway_does_not_look_whole(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    streams.source.fail_with = XenError("VDI_IO_ERROR", "the disk")
    reader, writer = await streams.world.connect()
    writer.write(f"GET /source?session_id={session.ref}&task_id={task.ref} HTTP/1.0\r\n\r\n".encode())
    await reader.readuntil(b"begin ")
    streams.source.go_on.set()
    with pytest.raises(ConnectionResetError):
        while await reader.read(1):
            pass
        raise ConnectionResetError  # on some paths the reset is seen as an end
    writer.close()
    assert task.status == "failure" and task.error_info == ("VDI_IO_ERROR", "the disk")


async def test_a_client_that_leaves_a_get_fails_its_task(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(f"GET /source?session_id={session.ref}&task_id={task.ref} HTTP/1.0\r\n\r\n".encode())
    await reader.readuntil(b"begin ")
    streams.source.rest = bytes(64 << 20)
    writer.transport.abort()
    streams.source.go_on.set()
    await until(lambda: task.status != "pending")
    assert task.status == "failure" and "left" in task.error_info[1]


async def test_cancelling_the_task_ends_the_stream(streams: Streams) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(f"GET /source?session_id={session.ref}&task_id={task.ref} HTTP/1.0\r\n\r\n".encode())
    await reader.readuntil(b"begin ")
    await streams.world.call("task.cancel", session.ref, task.ref)
    await until(lambda: task.status != "pending")
    assert task.status == "cancelled"
    writer.close()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (XenError("VDI_MISSING", "a", "b"), 500, "VDI_MISSING"),
        (Refused(400, XenError("SR_OPERATION_NOT_SUPPORTED", "x")), 400, "SR_OPERATION_NOT_SUPPORTED"),
        (ZeroDivisionError("oops"), 500, "INTERNAL_ERROR"),
    ],
)
async def test_errors_before_the_answer(streams: Streams, error: Exception, status: int, code: str) -> None:
    session = streams.world.session()
    task = await streams.task(session)
    streams.sink.fail_with = error
    answer = await streams.world.raw(
        put(f"/sink?session_id={session.ref}&task_id={task.ref}", b"x" * 3_000_000)
    )
    assert parts(answer)[0] == status and code.encode() in answer
    assert task.status == "failure" and task.error_info[0] == code


async def test_who_may(streams: Streams) -> None:
    world = streams.world
    streams.source.go_on.set()
    basic = base64.b64encode(f"root:{PASSWORD}".encode()).decode()
    wrong = base64.b64encode(b"root:wrong").decode()
    reader = world.session(READ_ONLY, "eve").ref
    admin = world.session(VM_ADMIN, "anna").ref
    rights.declare("http/get_source", VM_ADMIN)
    try:
        admin = world.session(VM_ADMIN, "anna").ref
        cases = [
            ("", "", 401), ("?session_id=bad", "", 401), (f"?session_id={reader}", "", 403),
            (f"?session_id={admin}", "", 200), ("", f"Cookie: a=b; session_id={admin}\r\n", 200),
            ("", f"Cookie: session_id={admin.replace(':', '%3A')}&a=b\r\n", 200),
            (f"?session_id={admin}", f"Cookie: session_id={reader}\r\n", 403),
            ("", f"Authorization: Basic {basic}\r\n", 200), ("", f"Authorization: Basic {wrong}\r\n", 401),
            ("", "Authorization: Basic \xff\r\n", 401), ("", "Authorization: Bearer x\r\n", 401),
        ]  # fmt: skip
        for query, header, expected in cases:
            request = f"GET /source{query} HTTP/1.1\r\n{header}\r\n".encode("latin-1")
            status, headers, _ = parts(await world.raw(request))
            assert status == expected, (query, header)
            assert ("www-authenticate" in headers) is (expected == 401)
    finally:
        rights._others.pop("http/get_source")
        rights._held.clear()
    assert headers["www-authenticate"] == 'Basic realm="get_source"'
    assert len(world.store.all(Session)) == 3  # those of Basic are gone again
    status, _, body = parts(await world.raw(b"GET /source HTTP/1.1\r\n\r\n", unix=True))
    assert (status, body) == (200, b"begin end")


async def test_a_denied_caller_fails_the_task_too(streams: Streams) -> None:
    task = await streams.task(streams.world.session())
    assert parts(await streams.world.raw(put(f"/sink?task_id={task.ref}&session_id=bad", b"x")))[0] == 401
    assert task.status == "failure" and task.error_info == ("SESSION_INVALID", "bad")


async def test_a_denied_caller_does_not_touch_what_is_under_way(streams: Streams) -> None:
    task = await streams.task(streams.world.session())
    life.take_over(task)
    assert parts(await streams.world.raw(put(f"/sink?task_id={task.ref}&session_id=bad", b"x")))[0] == 401
    assert task.status == "pending"


async def test_the_tasks_of_others_and_dead_ones(streams: Streams) -> None:
    session = streams.world.session()
    answer = await streams.world.raw(put(f"/sink?session_id={session.ref}&task_id=OpaqueRef:none", b""))
    assert parts(answer)[0] == 500 and b"HANDLE_INVALID" in answer


async def test_a_subtask(streams: Streams) -> None:
    session = streams.world.session()
    parent = await streams.task(session)
    reader, writer = await streams.world.connect()
    writer.write(f"GET /source?session_id={session.ref}&subtask_of={parent.ref} HTTP/1.0\r\n\r\n".encode())
    await reader.readuntil(b"begin ")
    (child,) = parent.subtasks
    streams.source.go_on.set()
    await reader.read()
    assert not child.alive
    writer.close()


async def test_what_is_not_built_says_so(open_world: World) -> None:
    session = open_world.session()
    unbuilt = next(h for h in handlers.values() if h.function is None and h.method == "PUT" and h.checked)
    task = await open_world.call("task.create", session.ref, "mine", "")
    request = put(f"{unbuilt.path}?session_id={session.ref}&task_id={task.ref}", b"x")
    assert parts(await open_world.raw(request))[0] == 501
    assert task.error_info == ("NOT_IMPLEMENTED", f"http/{unbuilt.action}")


async def test_chunked_is_refused_and_expect_is_met(streams: Streams) -> None:
    session = streams.world.session()
    request = put(
        f"/sink?session_id={session.ref}", b"0\r\n\r\n", None, "1.1", "Transfer-Encoding: chunked\r\n"
    )
    assert parts(await streams.world.raw(request))[0] == 400
    reader, writer = await streams.world.connect()
    writer.write(put(f"/sink?session_id={session.ref}", b"", 1, "1.1", "Expect: 100-continue\r\n"))
    assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
    writer.write(b"x")
    assert await reader.read() == b""
    writer.close()


def test_the_longest_prefix_wins() -> None:
    routes = Routes(handlers.values())
    for method, path, action in (
        ("GET", "/export", "get_export"), ("GET", "/export/", "get_export"),
        ("GET", "/export_metadata", "get_export_metadata"), ("GET", "/export_raw_vdi/", "get_export_raw_vdi"),
        ("PUT", "/import/", "put_import"), ("PUT", "/import_raw_vdi", "put_import_raw_vdi"),
        ("GET", "/vm_rrds", "get_vm_rrds"), ("GET", "/vm_rrd", "vm_rrd"),
        ("GET", "/services/SM/data/x/y", "get_services_sm"), ("CONNECT", "/console", "connect_console"),
    ):  # fmt: skip
        target = routes.find(method, path)
        assert isinstance(target, Handler) and target.action == action
    assert routes.find("GET", "/somewhere") is Place.WEB
    assert routes.find("POST", "/cli") is Place.COMMAND_LINE
    assert routes.find("DELETE", "/") is None


def test_a_handler_is_declared_once_and_as_the_table_says() -> None:
    async def serve(request: StreamRequest) -> None:
        raise AssertionError

    for method, path, action, role in (("GET", "/export", "put_import", VM_ADMIN),
                                       ("PUT", "/import", "put_import", POOL_ADMIN),
                                       ("CONNECT", "/console", "connect_console", None),
                                       ("GET", "/new", "get_new", None)):  # fmt: skip
        with pytest.raises(DeclarationError):
            handler(method, path, action=action, role=role)(serve)
