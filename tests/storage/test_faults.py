"""Full disks, hung storage, stalled programs, cancellations: a clear error, and nothing left behind."""

import asyncio
import ctypes
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from tests.storage.conftest import MIB, children, make_driver, names, new_uuid, qemu_io, until
from tests.storage.test_streams import exported, pieces
from xapid.storage.door import Door
from xapid.storage.errors import SrFull, StorageError, StorageTimeout
from xapid.storage.file import ExtDriver
from xapid.storage.spec import VolumeSpec

MNT_FORCE, MNT_DETACH = 1, 2
_libc = ctypes.CDLL(None, use_errno=True)


class HungMount:
    """A FUSE mount whose server never answers."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir()
        self.fd = os.open("/dev/fuse", os.O_RDWR | os.O_CLOEXEC)
        options = f"fd={self.fd},rootmode=40000,user_id=0,group_id=0".encode()
        if _libc.mount(b"hung", str(place).encode(), b"fuse", 0, options):
            raise OSError(ctypes.get_errno(), "mount")

    def end(self) -> None:
        """The server dies: whoever waits for it gets an error."""
        if self.fd >= 0:
            os.close(self.fd)
            _libc.umount2(str(self.place).encode(), MNT_FORCE | MNT_DETACH)
            self.fd = -1


@pytest.fixture
def hung(tmp_path: Path) -> Iterator[HungMount]:
    mount = HungMount(tmp_path / "hung")
    yield mount
    mount.end()


def stuck() -> int:
    return sum(thread.name.startswith("storage ") for thread in threading.enumerate())


async def test_hung_storage_fails_and_the_rest_goes_on(repository: ExtDriver, hung: HungMount) -> None:
    dead = make_driver(hung.place, deadline=0.5)
    calls: list[Callable[[], Awaitable[object]]] = [
        dead.attach_sr,
        dead.create_sr,
        dead.scan,
        dead.stat,
        dead.probe,
        dead.collect,
    ]
    calls += [lambda: dead.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB)) for _ in range(20)]
    attempts = asyncio.gather(*(call() for call in calls), return_exceptions=True)
    await until(lambda: stuck() >= 8)
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB))).uuid
    assert [info.uuid for info in await repository.scan()] == [uuid]
    assert not attempts.done()
    outcomes = await attempts
    assert {type(outcome) for outcome in outcomes} == {StorageTimeout}
    assert stuck() == 8
    hung.end()
    await until(lambda: stuck() == 0)
    with pytest.raises(StorageError) as caught:
        await dead.scan()
    assert not isinstance(caught.value, StorageTimeout)


async def test_a_program_on_hung_storage_is_killed(repository: ExtDriver, hung: HungMount) -> None:
    repository.qemu.deadline = 0.5
    with pytest.raises(StorageTimeout):
        await repository.qemu.create(hung.place / "image", MIB)
    hung.end()
    await until(lambda: not children())


async def test_a_stalled_copy_is_given_up(tmp_path: Path) -> None:
    driver = make_driver(tmp_path / "sr", deadline=1.0)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=256 * MIB))).uuid
    qemu_io(driver.directory.volume(uuid), "write -P 1 0 200M")

    def stop(_: float) -> None:
        for pid in children():
            os.kill(pid, signal.SIGSTOP)

    with pytest.raises(StorageTimeout):
        await driver.copy(uuid, driver, new_uuid(), stop)
    assert names(driver) == {f"{uuid}.qcow2"} and not children()
    await driver.close()


async def test_a_stalled_stream_is_given_up(tmp_path: Path) -> None:
    driver = make_driver(tmp_path / "sr", deadline=1.0)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=64 * MIB))).uuid

    async def source() -> AsyncIterator[bytes]:
        yield os.urandom(2 * MIB)
        for pid in children():
            os.kill(pid, signal.SIGSTOP)
        yield os.urandom(20 * MIB)

    with pytest.raises(StorageTimeout):
        await driver.import_raw(uuid, source(), keep_partial=True)
    assert names(driver) == {f"{uuid}.qcow2"} and not children()
    assert await exported(driver, uuid) == bytes(64 * MIB)
    await driver.close()


async def test_a_killed_image_server_is_an_error(repository: ExtDriver) -> None:
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB))).uuid
    with pytest.raises(StorageError, match="went away"):
        async with repository.open(uuid) as device:
            for pid in children():
                os.kill(pid, signal.SIGKILL)
            await device.read(0, 512)
    await repository.destroy(uuid)


async def test_a_pipe_in_place_of_an_image(repository: ExtDriver) -> None:
    uuid = new_uuid()
    os.mkfifo(repository.directory.volume(uuid))
    assert await repository.scan() == []
    with pytest.raises(StorageError, match="not a regular file"):
        await repository.volume(uuid)


async def test_full_while_importing(tiny: Path) -> None:
    driver = make_driver(tiny)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=16 * MIB))).uuid
    with pytest.raises(SrFull):
        await driver.import_raw(uuid, pieces(os.urandom(8 * MIB), 65536))
    assert names(driver) == {f"{uuid}.qcow2"}
    data = os.urandom(2 * MIB)
    assert await driver.import_raw(uuid, pieces(data, 65536)) == len(data)
    assert (await exported(driver, uuid))[: len(data)] == data
    await driver.close()


async def test_full_while_copying_and_making(repository: ExtDriver, tiny: Path) -> None:
    driver = make_driver(tiny)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=16 * MIB))).uuid
    qemu_io(repository.directory.volume(uuid), "write -P 1 0 8M")
    with pytest.raises(SrFull):
        await repository.copy(uuid, driver, new_uuid())
    assert names(driver) == set()
    free = (await driver.stat()).free
    (tiny / "ballast").write_bytes(bytes(free))
    with pytest.raises(SrFull):
        await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=16 * MIB))
    assert names(driver) == {"ballast"}
    await driver.close()


async def test_a_cancelled_copy_leaves_nothing(repository: ExtDriver) -> None:
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=256 * MIB))).uuid
    qemu_io(repository.directory.volume(uuid), "write -P 1 0 200M")

    def cancel(_: float) -> None:
        task.cancel()

    task = asyncio.create_task(repository.copy(uuid, repository, new_uuid(), cancel))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(repository) == {f"{uuid}.qcow2"} and not children()
    await repository.destroy(uuid)


class TestDoor:
    async def test_a_cancelled_caller_waits_for_its_thread(self) -> None:
        door, begun, may_end = Door("test", 20), threading.Event(), threading.Event()

        def work() -> None:
            begun.set()
            may_end.wait()

        task = asyncio.create_task(door.call(work))
        await until(begun.is_set)
        task.cancel()
        done, _ = await asyncio.wait([task], timeout=0.05)
        assert not done
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await task

    async def test_results_and_exceptions_pass(self) -> None:
        door = Door("test", 20, width=1)
        assert await asyncio.gather(*(door.call(pow, 2, n) for n in range(20))) == [2**n for n in range(20)]
        with pytest.raises(ZeroDivisionError):
            await door.call(divmod, 1, 0)
