"""Blobs: their bytes over HTTP, to whom they belong, and what is left of them when they go."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.rpc.test_streams import put
from tests.rpc.world import World, parts
from xapid.model.errors import XenError
from xapid.model.roles import READ_ONLY
from xapid.objects.blob import Blob
from xapid.objects.blob.files import look_after_files
from xapid.objects.context import Context
from xapid.objects.host import Host
from xapid.objects.network import Network
from xapid.objects.pool import Pool
from xapid.objects.sr import SR
from xapid.objects.vm import VM


class Blobs(World):
    """A world that looks after its blobs."""

    def __init__(self, state: Path, **config: Any) -> None:
        super().__init__(state, **config)
        look_after_files(Context(self.store, self.services))
        self.root = self.session()

    async def make(self, mime_type: str = "text/plain", public: bool = False) -> Blob:
        made = await self.call("blob.create", self.root.ref, mime_type, public)
        assert isinstance(made, Blob)
        return made

    async def put(self, blob: Blob, data: bytes, length: int | None = -1) -> bytes:
        return await self.raw(put(f"/blob?session_id={self.root.ref}&ref={blob.ref}", data, length))

    async def get(self, query: str) -> tuple[int, dict[str, str], bytes]:
        return parts(await self.raw(f"GET /blob?{query} HTTP/1.0\r\n\r\n".encode()))

    async def files(self) -> list[str]:
        """The names of all files, once nothing is under way any more."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*(t for t in others if "blob" in t.get_name()))
        return sorted(path.name for path in (self.services.state_dir / "blobs").glob("*"))


@pytest.fixture
async def blobs(tmp_path: Path) -> AsyncIterator[Blobs]:
    world = Blobs(tmp_path, blob_size=1 << 20)
    async with world.listening():
        yield world


async def test_bytes_go_in_and_come_out(blobs: Blobs) -> None:
    blob = await blobs.make()
    session = f"session_id={blobs.root.ref}"
    assert (await blobs.get(f"{session}&uuid={blob.uuid}"))[2] == b""
    data = bytes(range(256)) * 1000
    assert parts(await blobs.put(blob, data))[0] == 200
    assert blob.size == len(data) and blob.last_updated.year > 2000
    for query in (f"uuid={blob.uuid}", f"ref={blob.ref}"):
        status, headers, body = await blobs.get(f"{session}&{query}")
        assert (status, headers["content-type"], body) == (200, "text/plain", data)
    await blobs.put(blob, b"new")
    assert (await blobs.get(f"{session}&uuid={blob.uuid}"))[2] == b"new"
    assert await blobs.files() == [blob.file]


async def test_who_may(blobs: Blobs) -> None:
    hidden, public = await blobs.make(), await blobs.make(public=True)
    for blob in (hidden, public):
        await blobs.put(blob, b"x")
    assert (await blobs.get(f"uuid={hidden.uuid}"))[0] == 401
    assert (await blobs.get(f"uuid={public.uuid}"))[2] == b"x"
    assert (await blobs.get("uuid=none"))[0] == 401
    reader = blobs.session(READ_ONLY, "me")
    assert (await blobs.get(f"uuid={hidden.uuid}&session_id={reader.ref}"))[2] == b"x"
    refused = await blobs.raw(put(f"/blob?session_id={reader.ref}&ref={public.ref}", b"y"))
    assert parts(refused)[0] == 403
    assert parts(await blobs.raw(put(f"/blob?ref={public.ref}", b"y")))[0] == 401
    assert (await blobs.get(f"uuid={public.uuid}"))[2] == b"x"


async def test_what_is_refused_changes_nothing(blobs: Blobs) -> None:
    blob = await blobs.make()
    await blobs.put(blob, b"kept")
    assert parts(await blobs.put(blob, b"x", None))[0] == 400
    assert parts(await blobs.put(blob, b"", (1 << 20) + 1))[0] == 413
    unknown = put(f"/blob?session_id={blobs.root.ref}&ref=OpaqueRef:none", b"x")
    assert parts(await blobs.raw(unknown))[0] == 404
    assert (await blobs.get(f"session_id={blobs.root.ref}&ref={blobs.root.ref}"))[0] == 404
    task = await blobs.call("task.create", blobs.root.ref, "put", "")
    path = f"/blob?session_id={blobs.root.ref}&ref={blob.ref}&task_id={task.ref}"
    _, writer = await blobs.connect()
    writer.write(put(path, b"half", 8))
    writer.write_eof()
    async with asyncio.timeout(10):
        while task.status == "pending":
            await blobs.store.watch()
    writer.close()
    assert task.status == "failure" and "Only 4 of 8" in task.error_info[1]
    assert (await blobs.get(f"session_id={blobs.root.ref}&ref={blob.ref}"))[2] == b"kept"
    assert await blobs.files() == [blob.file]


async def test_a_reader_gets_all_of_what_it_began_to_read(blobs: Blobs) -> None:
    blob = await blobs.make(public=True)
    await blobs.put(blob, b"a" * (1 << 20))
    reader, writer = await blobs.connect()
    writer.write(f"GET /blob?ref={blob.ref} HTTP/1.0\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    await blobs.put(blob, b"b")
    assert await reader.read() == b"a" * (1 << 20) and b"1048576" in head
    writer.close()


async def test_a_blob_takes_its_bytes_along(blobs: Blobs) -> None:
    blob = await blobs.make()
    await blobs.put(blob, b"x")
    await blobs.call("blob.destroy", blobs.root.ref, blob.ref)
    assert await blobs.files() == []
    empty = await blobs.make("")
    assert empty.mime_type == "application/octet-stream"
    await blobs.call("blob.destroy", blobs.root.ref, empty.ref)


@pytest.mark.parametrize("kind", [VM, Host, Pool, SR, Network], ids=lambda kind: kind.info.name)
async def test_blobs_of_objects(blobs: Blobs, kind: Any) -> None:
    with blobs.store.change():
        holder = blobs.store.create(kind)
    # VM.create_new_blob, host.create_new_blob, pool.create_new_blob, SR.create_new_blob and
    # network.create_new_blob are the same but for their role
    name = f"{kind.info.name}.create_new_blob"
    made = await blobs.call(name, blobs.root.ref, holder.ref, "picture", "image/png")
    other = await blobs.call(name, blobs.root.ref, holder.ref, "text", "text/plain; charset=utf-8", True)
    assert holder.blobs == {"picture": made.ref, "text": other.ref}
    assert (made.name_label, made.public, other.public) == ("picture", False, True)
    await blobs.put(made, b"x")
    with pytest.raises(XenError) as caught:
        await blobs.call(name, blobs.root.ref, holder.ref, "text", "text/plain")
    assert caught.value.description == ["MAP_DUPLICATE_KEY", kind.info.name, "blobs", holder.ref, "text"]
    await blobs.call("blob.destroy", blobs.root.ref, other.ref)
    assert holder.blobs == {"picture": made.ref}
    with blobs.store.change():
        blobs.store.destroy(holder)
    assert not made.alive and await blobs.files() == []


async def test_names_and_types_are_checked(blobs: Blobs) -> None:
    with blobs.store.change():
        vm = blobs.store.create(VM)
    for mime_type in ("text", "text/plain\r\nSet-Cookie: a=b", "a/b/c", "text/ html", "x" * 70 + "/y", "é/a"):
        with pytest.raises(XenError, match="INVALID_VALUE"):
            await blobs.call("VM.create_new_blob", blobs.root.ref, vm.ref, "name", mime_type)
        with pytest.raises(XenError, match="INVALID_VALUE"):
            await blobs.make(mime_type)
    with pytest.raises(XenError, match="INTERNAL_ERROR"):
        await blobs.call("VM.create_new_blob", blobs.root.ref, vm.ref, "", "text/plain")
    assert vm.blobs == {} and blobs.store.all(Blob) == []


async def test_a_host_may_keep_none(blobs: Blobs) -> None:
    with blobs.store.change():
        host = blobs.services.host = blobs.store.create(Host)
        blobs.store.create(Pool)
    pool_session = blobs.session()
    with blobs.store.change():
        pool_session.pool = True
    forbid: list[tuple[str, ...]] = [
        ("pool.disable_binary_storage", "pool.enable_binary_storage"),
        ("host.disable_binary_storage", "host.enable_binary_storage", host.ref),
    ]
    for off, on, *args in forbid:
        blob = await blobs.make()
        await blobs.put(blob, b"x")
        await blobs.call(off, pool_session.ref, *args)
        assert not blob.alive and await blobs.files() == []
        with pytest.raises(XenError, match="OPERATION_NOT_ALLOWED"):
            await blobs.make()
        await blobs.call(on, pool_session.ref, *args)
    assert host.other_config == {}
    await blobs.make()


async def test_strays_are_removed(tmp_path: Path) -> None:
    (tmp_path / "blobs").mkdir()
    (tmp_path / "blobs" / "stray").write_bytes(b"x")
    blobs = Blobs(tmp_path)
    assert await blobs.files() == []
