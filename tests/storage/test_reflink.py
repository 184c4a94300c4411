"""Clones on a file system that can share blocks itself: no overlays, no bases."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import MIB, make_driver, names, new_uuid, qemu_io
from xapid.storage.spec import VolumeSpec


@pytest.fixture
def xfs(tmp_path: Path) -> Iterator[Path]:
    if not shutil.which("mkfs.xfs"):
        pytest.skip("xfsprogs is not installed")
    disk, place = tmp_path / "disk", tmp_path / "xfs"
    place.mkdir()
    subprocess.run(["truncate", "-s", "320M", str(disk)], check=True)
    subprocess.run(["mkfs.xfs", "-q", str(disk)], check=True)
    subprocess.run(["mount", "-o", "loop", str(disk), str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


async def test_a_clone_shares_blocks_and_has_no_parent(xfs: Path) -> None:
    driver = make_driver(xfs)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=512 * MIB))).uuid
    qemu_io(driver.directory.volume(uuid), "write -P 1 0 100M")
    before = (await driver.stat()).physical_utilisation
    clone = await driver.clone(uuid, new_uuid())
    assert clone.parent is None and (await driver.stat()).physical_utilisation < before + 5 * MIB
    qemu_io(driver.directory.volume(uuid), "write -P 2 0 1M")
    qemu_io(driver.directory.volume(clone.uuid), "read -P 1 0 100M", "write -P 3 1M 1M")
    qemu_io(driver.directory.volume(uuid), "read -P 2 0 1M", "read -P 1 1M 99M")
    await driver.destroy(uuid)
    assert names(driver) == {f"{clone.uuid}.qcow2"}
    await driver.close()
