"""Repositories on real file systems, and helpers that look at images with QEMU's own tools."""

import asyncio
import contextlib
import subprocess
import uuid as uuids
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from xapid.storage.file import ExtDriver
from xapid.storage.spec import SrSpec, StorageSettings

MIB = 1 << 20


def new_uuid() -> str:
    return str(uuids.uuid4())


def qemu_io(path: Path | str, *commands: str) -> None:
    """Run qemu-io commands on an image; a pattern that does not match fails."""
    arguments = [word for command in commands for word in ("-c", command)]
    done = subprocess.run(["qemu-io", "-f", "qcow2", *arguments, str(path)], capture_output=True, text=True)
    assert done.returncode == 0 and "failed" not in done.stdout, done.stdout + done.stderr


def make_driver(place: Path, deadline: float = 20, chain_limit: int = 24, uuid: str = "") -> ExtDriver:
    spec = SrSpec(uuid=uuid or new_uuid(), type="ext", device_config={"location": str(place)})
    return ExtDriver(spec, StorageSettings(root=str(place), deadline=deadline, chain_limit=chain_limit))


async def until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something that another process does has happened."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - there is nobody to set an event
            await asyncio.sleep(0.005)


@pytest.fixture
async def repository(tmp_path: Path) -> AsyncIterator[ExtDriver]:
    driver = make_driver(tmp_path / "sr")
    await driver.create_sr()
    await driver.attach_sr()
    yield driver
    await driver.close()


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB."""
    place = tmp_path / "tiny"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


def names(driver: ExtDriver) -> set[str]:
    """The files of a repository, without its marker."""
    return {path.name for path in driver.path.iterdir()} - {".xapid-repository"}


def children() -> dict[int, str]:
    """The running programs that the drivers started: pid -> name."""
    found = {}
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            for pid in (task / "children").read_text().split():
                name = Path(f"/proc/{pid}/comm").read_text().strip()
                if name.startswith(("qemu", "setpriv")):
                    found[int(pid)] = name
    return found
