"""Bytes in and out: raw streams, sparse both ways, imports that end too early or fail."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.storage.conftest import MIB, names, new_uuid, qemu_io
from xapid.storage.errors import SourceEndedEarly, StorageError, VolumeInUse
from xapid.storage.file import ExtDriver
from xapid.storage.spec import VolumeSpec


async def pieces(data: bytes, size: int, failure: BaseException | None = None) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]
    if failure:
        raise failure


async def exported(driver: ExtDriver, uuid: str) -> bytes:
    async with driver.export_raw(uuid) as stream:
        found = b"".join([piece async for piece in stream])
        assert len(found) == stream.size
    return found


async def made(driver: ExtDriver, size: int = 16 * MIB) -> str:
    return (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=size))).uuid


@pytest.mark.parametrize("piece", [1000, 65536, 3 * MIB])
async def test_round_trip(repository: ExtDriver, piece: int) -> None:
    data = os.urandom(3 * MIB + 512) + bytes(5 * MIB) + os.urandom(MIB) + bytes(MIB - 512)
    uuid, seen = await made(repository, len(data)), [0.0]
    assert await repository.import_raw(uuid, pieces(data, piece), len(data), seen.append) == len(data)
    assert hashlib.sha256(await exported(repository, uuid)).digest() == hashlib.sha256(data).digest()
    assert seen == sorted(seen) and seen[-1] == 1.0
    assert (await repository.volume(uuid)).physical_utilisation < 6 * MIB
    assert len(names(repository)) == 1


async def test_zeros_take_no_space(repository: ExtDriver) -> None:
    uuid = await made(repository, 2 << 30)
    empty = (await repository.volume(uuid)).physical_utilisation

    async def zeros() -> AsyncIterator[bytes]:
        for _ in range(2048):
            yield bytes(MIB)

    await repository.import_raw(uuid, zeros())
    assert (await repository.volume(uuid)).physical_utilisation <= empty


async def test_zeros_replace_older_data(repository: ExtDriver) -> None:
    uuid = await made(repository)
    qemu_io(repository.directory.volume(uuid), "write -P 9 0 16M")
    data = os.urandom(MIB) + bytes(4 * MIB) + os.urandom(MIB)
    await repository.import_raw(uuid, pieces(data, 100_000))
    found = await exported(repository, uuid)
    assert found[: len(data)] == data and found[len(data) :] == b"\x09" * (10 * MIB)


async def test_a_huge_sparse_volume_streams_by_its_map(repository: ExtDriver) -> None:
    uuid = await made(repository, 16 << 40)
    qemu_io(repository.directory.volume(uuid), "write -P 6 8T 1M")
    async with repository.open(uuid) as device:
        runs = [run async for run in device.extents()]
        assert sum(run.length for run in runs) == 16 << 40
        assert sum(run.length for run in runs if not run.zero) == MIB
        assert await device.read(8 << 40, MIB) == b"\x06" * MIB


async def test_a_source_that_ends_early_is_kept_only_on_demand(repository: ExtDriver) -> None:
    data = os.urandom(2 * MIB + 700)
    for keep in (False, True):
        uuid = await made(repository)
        with pytest.raises(SourceEndedEarly) as caught:
            await repository.import_raw(uuid, pieces(data, 5000), 1125899906842624, keep_partial=keep)
        assert caught.value.received == len(data)
        found = await exported(repository, uuid)
        assert found.rstrip(b"\0") == (data.rstrip(b"\0") if keep else b"")


@pytest.mark.parametrize("keep", [False, True])
async def test_a_source_that_breaks_off(repository: ExtDriver, keep: bool) -> None:
    uuid, data = await made(repository), os.urandom(3 * MIB + 100)
    with pytest.raises(ConnectionResetError):
        source = pieces(data, 4096, ConnectionResetError("gone"))
        await repository.import_raw(uuid, source, keep_partial=keep)
    found = await exported(repository, uuid)
    assert found[: len(data)] == (data if keep else bytes(len(data)))
    assert names(repository) == {f"{uuid}.qcow2"}


async def test_too_much_is_refused(repository: ExtDriver) -> None:
    uuid = await made(repository, MIB)
    with pytest.raises(StorageError, match="larger"):
        await repository.import_raw(uuid, pieces(os.urandom(2 * MIB), 4096))
    assert await exported(repository, uuid) == bytes(MIB)


async def test_a_cancelled_import_changes_nothing(repository: ExtDriver) -> None:
    uuid, begun = await made(repository), asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield os.urandom(2 * MIB)
        begun.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(repository.import_raw(uuid, endless()))
    await begun.wait()
    with pytest.raises(VolumeInUse):
        await repository.activate(uuid, "guest", read_only=False)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await exported(repository, uuid) == bytes(16 * MIB)
    assert names(repository) == {f"{uuid}.qcow2"}


async def test_an_export_that_is_left_in_the_middle(repository: ExtDriver) -> None:
    uuid = await made(repository)
    qemu_io(repository.directory.volume(uuid), "write -P 9 0 16M")
    async with repository.export_raw(uuid) as stream:
        async for piece in stream:
            assert piece == b"\x09" * len(piece)
            with pytest.raises(VolumeInUse):
                await repository.destroy(uuid)
            break
    await repository.destroy(uuid)


async def test_a_new_volume_appears_only_when_it_is_full(repository: ExtDriver) -> None:
    uuid = new_uuid()
    with pytest.raises(ZeroDivisionError):
        async with repository.new_volume(VolumeSpec(uuid=uuid, virtual_size=MIB)) as target:
            qemu_io(target.path, "write -P 1 0 1M")
            assert await repository.scan() == []
            raise ZeroDivisionError
    assert names(repository) == set()
    async with repository.new_volume(VolumeSpec(uuid=uuid, virtual_size=MIB)) as target:
        qemu_io(target.path, "write -P 1 0 1M")
    assert await exported(repository, uuid) == b"\x01" * MIB
    assert names(repository) == {Path(repository.directory.volume(uuid)).name}
