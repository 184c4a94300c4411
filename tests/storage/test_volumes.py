"""Volumes of a directory: made, found, grown, cloned, copied, destroyed; qemu-io checks their content."""

import subprocess
from pathlib import Path

import pytest

from tests.storage.conftest import MIB, make_driver, names, new_uuid, qemu_io
from xapid.storage.errors import (
    RepositoryExists,
    RepositoryNotEmpty,
    StorageError,
    StorageUnavailable,
    VolumeExists,
    VolumeInUse,
    VolumeNotFound,
)
from xapid.storage.file import ExtDriver
from xapid.storage.spec import VolumeSpec

TIB = 1 << 40


async def made(driver: ExtDriver, size: int = 64 * MIB) -> str:
    return (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=size))).uuid


@pytest.mark.parametrize("size", [512, 3 * TIB, 16 * TIB])
async def test_thin_at_any_size(repository: ExtDriver, size: int) -> None:
    uuid = await made(repository, size)
    info = await repository.volume(uuid)
    assert info.virtual_size == size and info.location == uuid and not info.read_only
    assert info.physical_utilisation < 2 * MIB
    if size > TIB:
        qemu_io(
            repository.directory.volume(uuid), f"write -P 7 {size - MIB} 64k", f"read -P 7 {size - MIB} 64k"
        )


async def test_sizes_are_whole_sectors(repository: ExtDriver) -> None:
    assert (await repository.volume(await made(repository, 1000))).virtual_size == 1024


async def test_a_uuid_is_used_once(repository: ExtDriver) -> None:
    uuid = await made(repository)
    with pytest.raises(VolumeExists):
        await repository.create(VolumeSpec(uuid=uuid, virtual_size=MIB))
    assert (await repository.volume(uuid)).virtual_size == 64 * MIB


async def test_unknown_volumes(repository: ExtDriver) -> None:
    for call in (repository.volume, repository.destroy):
        with pytest.raises(VolumeNotFound):
            await call(new_uuid())
    with pytest.raises(VolumeNotFound):
        await repository.resize(new_uuid(), MIB)
    with pytest.raises(VolumeNotFound):
        await repository.clone(new_uuid(), new_uuid())
    with pytest.raises(VolumeNotFound):
        await repository.copy(new_uuid(), repository, new_uuid())
    with pytest.raises(VolumeNotFound):
        await repository.activate(new_uuid(), "guest", read_only=False)
    assert names(repository) == set()


async def test_grow(repository: ExtDriver) -> None:
    uuid = await made(repository)
    qemu_io(repository.directory.volume(uuid), "write -P 5 0 1M")
    assert (await repository.resize(uuid, 3 * TIB)).virtual_size == 3 * TIB
    qemu_io(repository.directory.volume(uuid), "read -P 5 0 1M", "read -P 0 2T 1M")
    with pytest.raises(StorageError):
        await repository.resize(uuid, MIB)


async def test_copy_within_and_across(repository: ExtDriver, tmp_path: Path) -> None:
    other = make_driver(tmp_path / "other")
    await other.create_sr()
    await other.attach_sr()
    uuid, seen = await made(repository, 16 * TIB), [0.0]
    qemu_io(repository.directory.volume(uuid), "write -P 3 1M 40M", "write -P 4 15T 1M")
    for destination in (repository, other):
        info = await repository.copy(uuid, destination, new_uuid(), seen.append)
        assert info.virtual_size == 16 * TIB and info.parent is None and info.physical_utilisation < 60 * MIB
        qemu_io(
            destination.directory.volume(info.uuid), "read -P 3 1M 40M", "read -P 4 15T 1M", "read -P 0 0 1M"
        )
    assert seen[-1] == 1.0 and all(0 <= value <= 1 for value in seen)
    await other.close()


async def test_a_fresh_daemon_finds_the_same_volumes(repository: ExtDriver) -> None:
    uuid = await made(repository)
    qemu_io(repository.directory.volume(uuid), "write -P 1 0 1M")
    await repository.clone(uuid, new_uuid())
    before = sorted(await repository.scan(), key=lambda one: one.uuid)
    await repository.detach_sr()
    again = make_driver(repository.path, uuid=repository.spec.uuid)
    await again.attach_sr()
    assert sorted(await again.scan(), key=lambda one: one.uuid) == before
    await again.close()


async def test_probe_names_the_repository(repository: ExtDriver, tmp_path: Path) -> None:
    await made(repository)
    stranger = make_driver(repository.path)
    (found,) = await stranger.probe()
    assert found.exists and found.sr_uuid == repository.spec.uuid and found.volumes == 1
    with pytest.raises(RepositoryExists):
        await stranger.create_sr()
    with pytest.raises(StorageUnavailable):
        await stranger.attach_sr()


async def test_an_unmounted_directory_is_not_an_empty_repository(repository: ExtDriver) -> None:
    (repository.path / ".xapid-repository").unlink()
    with pytest.raises(StorageUnavailable):
        await repository.scan()


async def test_a_missing_directory(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "none" / "below", tmp_path / "file", Path("relative")):
        driver = make_driver(place)
        for call in (driver.create_sr, driver.attach_sr, driver.stat, driver.probe):
            with pytest.raises(StorageUnavailable):
                await call()


async def test_destroying_a_repository_spares_foreign_files(repository: ExtDriver) -> None:
    uuid = await made(repository)
    with pytest.raises(RepositoryNotEmpty):
        await repository.destroy_sr()
    await repository.destroy(uuid)
    (repository.path / "notes.txt").write_text("mine")
    await repository.destroy_sr()
    assert [path.name for path in repository.path.iterdir()] == ["notes.txt"]


async def test_a_repository_without_a_place_gets_one_and_gives_it_back(tmp_path: Path) -> None:
    driver = make_driver(tmp_path / "root")
    driver = ExtDriver(driver.spec.model_copy(update={"device_config": {}}), driver.settings)
    await driver.create_sr()
    await driver.attach_sr()
    assert driver.path == tmp_path / "root" / driver.spec.uuid
    await driver.destroy_sr()
    assert not driver.path.exists()


async def test_space_is_counted(repository: ExtDriver) -> None:
    await made(repository, 5 * MIB)
    await made(repository, 7 * MIB)
    stat = await repository.stat()
    assert stat.virtual_allocation == 12 * MIB
    assert 0 < stat.physical_utilisation < stat.physical_size and stat.free > 0


async def test_writers_are_alone(repository: ExtDriver) -> None:
    uuid = await made(repository)
    attachment = await repository.activate(uuid, "a", read_only=False)
    assert await repository.activate(uuid, "a", read_only=False) == attachment
    for refused in (
        repository.activate(uuid, "b", read_only=True),
        repository.destroy(uuid),
        repository.resize(uuid, 128 * MIB),
        repository.clone(uuid, new_uuid()),
        repository.copy(uuid, repository, new_uuid()),
        repository.detach_sr(),
    ):
        with pytest.raises(VolumeInUse):
            await refused
    await repository.deactivate(uuid, "a")
    await repository.activate(uuid, "b", read_only=True)
    await repository.activate(uuid, "c", read_only=True)
    await repository.clone(uuid, new_uuid())
    with pytest.raises(VolumeInUse):
        await repository.activate(uuid, "a", read_only=False)
    await repository.deactivate(uuid, "b")
    await repository.deactivate(uuid, "c")
    await repository.destroy(uuid)


async def test_a_foreign_program_counts_as_a_user(repository: ExtDriver) -> None:
    uuid = await made(repository)
    command = ["qemu-io", "-f", "qcow2", str(repository.directory.volume(uuid))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:  # noqa: ASYNC220
        assert program.stdin and program.stdout
        program.stdin.write(b"length\n")
        program.stdin.flush()
        program.stdout.readline()
        for refused in (
            repository.destroy(uuid),
            repository.resize(uuid, 128 * MIB),
            repository.clone(uuid, new_uuid()),
            repository.copy(uuid, repository, new_uuid()),
        ):
            with pytest.raises(VolumeInUse):
                await refused
        program.stdin.close()
    await repository.destroy(uuid)


async def test_a_damaged_image_is_told_and_can_be_removed(repository: ExtDriver) -> None:
    uuid, good = await made(repository), await made(repository)
    repository.directory.volume(uuid).write_bytes(b"rubbish" * 1000)
    assert [info.uuid for info in await repository.scan()] == [good]
    for refused in (
        repository.volume(uuid),
        repository.clone(uuid, new_uuid()),
        repository.resize(uuid, TIB),
    ):
        with pytest.raises(StorageError, match="not a qcow2 image"):
            await refused
    await repository.destroy(uuid)
    assert names(repository) == {f"{good}.qcow2"}
