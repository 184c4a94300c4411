"""A directory of ISO files as a repository, and the table of drivers."""

import os
from pathlib import Path

import pytest

from tests.storage.conftest import MIB, new_uuid
from xapid.storage.drivers import DRIVERS
from xapid.storage.errors import (
    NotSupported,
    StorageUnavailable,
    VolumeInUse,
    VolumeNotFound,
    VolumeReadOnly,
)
from xapid.storage.file import ExtDriver
from xapid.storage.host import Storage
from xapid.storage.iso import IsoDriver
from xapid.storage.spec import ImageFormat, SrSpec, StorageSettings, VolumeSpec


def library(place: Path | str) -> IsoDriver:
    config = {"location": str(place), "legacy_mode": "true"}
    return IsoDriver(SrSpec(uuid=new_uuid(), type="iso", device_config=config), StorageSettings())


async def test_images_are_found(tmp_path: Path) -> None:
    (tmp_path / "b.iso").write_bytes(bytes(3000))
    (tmp_path / "notes.txt").touch()
    (tmp_path / ".hidden.iso").touch()
    (tmp_path / "directory.iso").mkdir()
    os.mkfifo(tmp_path / "pipe.iso")
    driver = library(tmp_path)
    await driver.create_sr()
    await driver.attach_sr()
    (found,) = await driver.scan()
    assert (found.location, found.name, found.virtual_size) == ("b.iso", "b.iso", 3000)
    assert found.read_only and found.image_format is ImageFormat.raw
    (tmp_path / "A.ISO").touch()
    first, second = await driver.scan()
    assert first.location == "A.ISO" and second == found
    assert (await driver.stat()).virtual_allocation == 3000
    assert (await driver.probe())[0].volumes == 2


async def test_images_are_shared_for_reading(tmp_path: Path) -> None:
    (tmp_path / "a.iso").write_bytes(os.urandom(5000))
    driver = library(tmp_path)
    (info,) = await driver.scan()
    for user in ("one", "two"):
        attachment = await driver.activate(info.uuid, user, read_only=True)
        assert (attachment.path, attachment.format) == (str(tmp_path / "a.iso"), "raw")
    with pytest.raises(VolumeReadOnly):
        await driver.activate(info.uuid, "three", read_only=False)
    with pytest.raises(VolumeInUse):
        await driver.detach_sr()
    await driver.deactivate(info.uuid, "one")
    await driver.deactivate(info.uuid, "two")
    await driver.destroy_sr()
    assert (tmp_path / "a.iso").exists()


async def test_nothing_can_be_changed(tmp_path: Path) -> None:
    (tmp_path / "a.iso").touch()
    driver = library(tmp_path)
    (info,) = await driver.scan()
    for refused in (
        driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB)),
        driver.destroy(info.uuid),
        driver.resize(info.uuid, MIB),
        driver.clone(info.uuid, new_uuid()),
    ):
        with pytest.raises(NotSupported):
            await refused
    with pytest.raises(VolumeNotFound):
        await driver.volume(new_uuid())


async def test_a_library_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        await library(tmp_path / "none").attach_sr()
    with pytest.raises(NotSupported):
        await library("server:/export").create_sr()


async def test_an_image_is_streamed_and_copied_to_a_disk(tmp_path: Path, repository: ExtDriver) -> None:
    data = os.urandom(2 * MIB) + bytes(4 * MIB) + os.urandom(1234)
    (tmp_path / "a.iso").write_bytes(data)
    driver = library(tmp_path)
    (info,) = await driver.scan()
    async with driver.export_raw(info.uuid) as stream:
        assert b"".join([piece async for piece in stream]).startswith(data)
    disk = await driver.copy(info.uuid, repository, new_uuid())
    async with repository.export_raw(disk.uuid) as stream:
        assert b"".join([piece async for piece in stream]).startswith(data)


async def test_the_host_knows_what_is_attached(tmp_path: Path) -> None:
    storage = Storage(StorageSettings(root=str(tmp_path)))
    spec = SrSpec(uuid=new_uuid(), type="file")
    with pytest.raises(NotSupported):
        storage.driver(SrSpec(uuid=new_uuid(), type="lvmoiscsi"))
    with pytest.raises(StorageUnavailable):
        storage[spec.uuid]
    await storage.driver(spec).create_sr()
    driver = await storage.attach(spec)
    assert await storage.attach(spec) is driver is storage[spec.uuid]
    assert spec.uuid in storage
    await storage.detach(spec.uuid)
    assert spec.uuid not in storage
    await storage.close()


def test_the_table_says_what_the_drivers_do() -> None:
    assert set(DRIVERS) == {"ext", "file", "iso"}
    for name, driver in DRIVERS.items():
        info = driver.info
        assert info.type == name and info.description and all(info.configuration.values())
        assert info.features == dict.fromkeys(info.capabilities, 1)
        assert ("VDI_CREATE" in info.features) == (driver.create is not IsoDriver.create)
