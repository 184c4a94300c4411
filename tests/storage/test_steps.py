"""Every operation broken off after every one of its steps: by an error, by cancellation, by kill -9.

Whatever happened, the volumes that there were show what they did, and after a cleaning nothing else is there.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.storage.conftest import MIB, make_driver, names, new_uuid, qemu_io
from xapid.storage.errors import StorageError
from xapid.storage.file import ExtDriver
from xapid.storage.spec import SrSpec, StorageSettings, VolumeSpec

T = TypeVar("T")
ORIGIN, CLONE, NEW = new_uuid(), new_uuid(), new_uuid()
GRAIN = 1 << 16


class Breaking(ExtDriver):
    """Breaks off in step number `at`, when all its effects are there. Its blocking calls are its steps."""

    def __init__(self, spec: SrSpec, settings: StorageSettings) -> None:
        self.steps, self.at = 0, -1
        self.break_off: Callable[[], None] = lambda: None
        super().__init__(spec, settings)

    async def do(self, work: Callable[..., T], *args: Any) -> T:
        self.steps += 1
        hit = self.steps == self.at
        result = await super().do(work, *args)
        if hit:
            self.break_off()
            await asyncio.sleep(0)  # a cancellation arrives where somebody waits
        return result


def fail() -> None:
    raise StorageError("on purpose")


def cancel() -> None:
    task = asyncio.current_task()
    assert task
    task.cancel()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def rewrite(driver: ExtDriver) -> None:
    async with driver.rewrite(ORIGIN) as device:
        await device.write(0, b"\x09" * GRAIN)


OPERATIONS: dict[str, Callable[[ExtDriver], Awaitable[Any]]] = {
    "create": lambda driver: driver.create(VolumeSpec(uuid=NEW, virtual_size=MIB)),
    "clone": lambda driver: driver.clone(ORIGIN, NEW),
    "clone again": lambda driver: driver.clone(CLONE, NEW),
    "copy": lambda driver: driver.copy(ORIGIN, driver, NEW),
    "rewrite": rewrite,
    "destroy": lambda driver: driver.destroy(CLONE),
    "collect": lambda driver: driver.collect(),
}
CHANGES = {"rewrite", "destroy"}  # may have taken effect although they were broken off


async def prepared(place: Path) -> Breaking:
    """A repository with an origin that wrote after it was cloned, so that a merge waits to be done."""
    plain = make_driver(place)
    driver = Breaking(plain.spec, plain.settings)
    await driver.create_sr()
    await driver.create(VolumeSpec(uuid=ORIGIN, virtual_size=MIB))
    qemu_io(driver.directory.volume(ORIGIN), f"write -P 1 0 {GRAIN}")
    await driver.clone(ORIGIN, CLONE)
    await driver.clone(ORIGIN, NEW)
    qemu_io(driver.directory.volume(ORIGIN), f"write -P 2 {GRAIN} {GRAIN}")
    twin = new_uuid()
    await driver.clone(ORIGIN, twin)
    await driver.destroy(twin)
    await driver.destroy(NEW)
    return driver


async def check(place: Path, sr: str, operation: str) -> None:
    """After a restart: everything as it was (or as the operation leaves it), and nothing more."""
    driver = make_driver(place, uuid=sr)
    await driver.attach_sr()
    async with asyncio.timeout(20):  # the kernel may take a moment to end the children of a killed process
        while any(name.startswith(".tmp") for name in names(driver)):
            await driver.scan()
    await driver.collect()
    volumes = {info.uuid for info in await driver.scan() if not info.is_hidden_base}
    assert ORIGIN in volumes and volumes <= {ORIGIN, CLONE, NEW}
    first = 1
    if operation == "rewrite":
        async with driver.open(ORIGIN) as device:
            first = (await device.read(0, 1))[0]
        assert first in (1, 9)
    qemu_io(driver.directory.volume(ORIGIN), f"read -P {first} 0 {GRAIN}", f"read -P 2 {GRAIN} {GRAIN}")
    if CLONE in volumes:
        qemu_io(driver.directory.volume(CLONE), f"read -P 1 0 {GRAIN}", f"read -P 0 {GRAIN} {GRAIN}")
    assert len(names(driver)) - len(volumes) < max(1, len(volumes))
    await driver.close()
    assert CLONE in volumes or operation == "destroy"


@pytest.mark.parametrize("how", [fail, cancel])
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_broken_off(tmp_path: Path, operation: str, how: Callable[[], None]) -> None:
    for step in range(1, 60):
        driver = await prepared(tmp_path / str(step))
        driver.steps, driver.at, driver.break_off = 0, step, how
        task = asyncio.create_task(_call(driver, operation))
        await asyncio.wait([task])
        driver.at = -1
        failed = task.cancelled() or task.exception() is not None
        assert not any(name.startswith(".tmp") for name in names(driver)) or how is fail
        assert not (failed and f"{NEW}.qcow2" in names(driver))
        if not failed and operation not in CHANGES | {"collect"}:
            assert f"{NEW}.qcow2" in names(driver)
        await driver.close()
        await check(driver.path, driver.spec.uuid, operation)
        if driver.steps < step:
            return
    raise AssertionError("no end of steps")


async def _call(driver: ExtDriver, operation: str) -> None:
    await OPERATIONS[operation](driver)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_killed(tmp_path: Path, operation: str) -> None:
    for step in range(1, 60):
        driver = asyncio.run(prepared(tmp_path / str(step)))
        if (child := os.fork()) == 0:
            asyncio.run(_die_in(driver.path, driver.spec.uuid, operation, step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        asyncio.run(check(driver.path, driver.spec.uuid, operation))
        if not os.WIFSIGNALED(status):
            assert status == 0
            return
    raise AssertionError("no end of steps")


async def _die_in(place: Path, sr: str, operation: str, step: int) -> None:
    plain = make_driver(place, uuid=sr)
    driver = Breaking(plain.spec, plain.settings)
    driver.at, driver.break_off = step, die
    await OPERATIONS[operation](driver)


def test_killed_in_the_middle_of_a_copy(tmp_path: Path) -> None:
    """kill -9 while qemu-img is writing: the half copy is gone after the next attach."""

    async def prepare() -> tuple[str, str]:
        driver = make_driver(tmp_path)
        await driver.create_sr()
        await driver.create(VolumeSpec(uuid=ORIGIN, virtual_size=256 * MIB))
        qemu_io(driver.directory.volume(ORIGIN), "write -P 1 0 200M")
        (tmp_path / ".tmp-somebody-elses").touch()
        return driver.spec.uuid, str(driver.path)

    async def copy() -> None:
        driver = make_driver(tmp_path, uuid=sr)
        await driver.copy(ORIGIN, driver, NEW, lambda _: die())

    async def clean() -> None:
        driver = make_driver(tmp_path, uuid=sr)
        await driver.attach_sr()
        async with asyncio.timeout(20):
            while names(driver) != {f"{ORIGIN}.qcow2", ".tmp-somebody-elses"}:
                await driver.scan()
        await driver.close()

    sr, _ = asyncio.run(prepare())
    if (child := os.fork()) == 0:
        asyncio.run(copy())
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    asyncio.run(clean())
