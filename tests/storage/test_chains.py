"""Clones: content stays right, and chains shrink again, whatever is made and destroyed in what order."""

import asyncio
import itertools
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, rule

from tests.storage.conftest import MIB, children, make_driver, names, new_uuid, qemu_io, until
from xapid.storage.errors import StorageError
from xapid.storage.file import ExtDriver
from xapid.storage.spec import VolumeInfo, VolumeSpec

GRAIN = 1 << 16


async def bases(driver: ExtDriver) -> list[VolumeInfo]:
    return [info for info in await driver.scan() if info.is_hidden_base]


async def family(driver: ExtDriver) -> list[str]:
    """An origin, its clone, and the clone's clone; each wrote a block of its own before being cloned."""
    uuids = [(await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=16 * MIB))).uuid]
    for number in range(3):
        qemu_io(driver.directory.volume(uuids[-1]), f"write -P {number + 1} {number}M 1M")
        if number < 2:
            uuids.append((await driver.clone(uuids[-1], new_uuid())).uuid)
    return uuids


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
async def test_destroyed_in_any_order(repository: ExtDriver, order: tuple[int, ...]) -> None:
    uuids = await family(repository)
    for position, gone in enumerate(order):
        await repository.destroy(uuids[gone])
        await repository.collect()
        left = [uuids[index] for index in order[position + 1 :]]
        for uuid in left:
            own = uuids.index(uuid)
            blocks = [f"read -P {number + 1 if number <= own else 0} {number}M 1M" for number in range(3)]
            qemu_io(repository.directory.volume(uuid), *blocks)
        assert len(await bases(repository)) < max(1, len(left))
    assert names(repository) == set()


async def test_many_clones_of_an_unchanged_volume_share_one_base(repository: ExtDriver) -> None:
    uuid = (await family(repository))[0]
    before = len(await bases(repository))
    await asyncio.gather(*(repository.clone(uuid, new_uuid()) for _ in range(8)))
    assert len(await bases(repository)) == before


async def test_a_clone_of_nothing_needs_no_base(repository: ExtDriver) -> None:
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB))).uuid
    assert (await repository.clone(uuid, new_uuid())).parent is None


async def test_a_chain_that_is_too_long_ends_in_a_full_copy(tmp_path: Path) -> None:
    driver = make_driver(tmp_path / "sr", chain_limit=3)
    await driver.create_sr()
    await driver.attach_sr()
    uuid = (await driver.create(VolumeSpec(uuid=new_uuid(), virtual_size=MIB))).uuid
    for number in range(4):
        qemu_io(driver.directory.volume(uuid), f"write -P {number + 1} {number * GRAIN} {GRAIN}")
        clone = await driver.clone(uuid, new_uuid())
    assert clone.parent is None and len(await bases(driver)) == 3
    for number in range(4):
        qemu_io(driver.directory.volume(clone.uuid), f"read -P {number + 1} {number * GRAIN} {GRAIN}")
    await driver.close()


async def test_an_active_volume_keeps_its_base_until_it_is_let_go(repository: ExtDriver) -> None:
    uuids = await family(repository)
    await repository.activate(uuids[2], "guest", read_only=False)
    await repository.destroy(uuids[0])
    await repository.destroy(uuids[1])
    await repository.collect()
    assert len(await bases(repository)) == 2
    await repository.deactivate(uuids[2], "guest")
    await repository.collect()
    assert await bases(repository) == []


async def test_a_merge_yields_to_a_guest(repository: ExtDriver) -> None:
    """Activating in the middle of a merge stops it; the volume is whole, and merged later."""
    uuid = (await repository.create(VolumeSpec(uuid=new_uuid(), virtual_size=1024 * MIB))).uuid
    image = repository.directory.volume(uuid)
    qemu_io(image, "write -P 1 0 1M")
    clone = await repository.clone(uuid, new_uuid())
    qemu_io(image, "write -P 2 1M 300M")
    await repository.destroy(clone.uuid)
    await until(lambda: any(program == "qemu-img" for program in children().values()))
    await repository.activate(uuid, "guest", read_only=False)
    qemu_io(image, "read -P 1 0 1M", "read -P 2 1M 300M", "write -P 3 1M 1M")
    await repository.deactivate(uuid, "guest")
    await repository.collect()
    assert names(repository) == {image.name}
    qemu_io(image, "read -P 1 0 1M", "read -P 3 1M 1M", "read -P 2 2M 299M")


async def test_bases_that_others_build_on_stay(repository: ExtDriver) -> None:
    """An administrator's own overlay on a hidden base keeps the base alive."""
    uuids = await family(repository)
    (first, _) = sorted(await bases(repository), key=lambda one: one.parent is not None)
    own = repository.path / "mine.qcow2"
    await repository.qemu.create(own, 16 * MIB, repository.directory.base(first.uuid).name)
    for uuid in uuids:
        await repository.destroy(uuid)
    await repository.collect()
    assert {info.uuid for info in await bases(repository)} == {first.uuid}
    qemu_io(own, "read -P 1 0 1M")


class Clones(RuleBasedStateMachine):
    """Volumes of 8 blocks; the model is the list of the patterns that each block must show."""

    volumes = Bundle("volumes")
    block = st.integers(0, 7)
    pattern = st.integers(1, 255)

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.place = tempfile.TemporaryDirectory()
        self.model: dict[str, list[int]] = {}
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        self.driver = make_driver(Path(self.place.name))
        await self.driver.create_sr()
        await self.driver.attach_sr()

    @rule(target=volumes)
    def create(self) -> str:
        uuid = new_uuid()
        self.runner.run(self.driver.create(VolumeSpec(uuid=uuid, virtual_size=8 * GRAIN)))
        self.model[uuid] = [0] * 8
        return uuid

    @rule(target=volumes, uuid=volumes)
    def clone(self, uuid: str) -> str:
        twin = new_uuid()
        self.runner.run(self.driver.clone(uuid, twin))
        self.model[twin] = list(self.model[uuid])
        return twin

    @rule(uuid=volumes, block=block, pattern=pattern)
    def guest_writes(self, uuid: str, block: int, pattern: int) -> None:
        self.runner.run(self.driver.activate(uuid, "guest", read_only=False))
        image = self.driver.directory.volume(uuid)
        qemu_io(image, f"write -P {pattern} {block * GRAIN} {GRAIN}")
        self.runner.run(self.driver.deactivate(uuid, "guest"))
        self.model[uuid][block] = pattern

    @rule(uuid=volumes, block=block, pattern=pattern, fails=st.booleans(), keep=st.booleans())
    def rewrite(self, uuid: str, block: int, pattern: int, fails: bool, keep: bool) -> None:
        async def work() -> None:
            async with self.driver.rewrite(uuid, keep_partial=keep) as device:
                await device.write(block * GRAIN, bytes([pattern]) * GRAIN)
                if fails:
                    raise StorageError("on purpose")

        try:
            self.runner.run(work())
        except StorageError as error:
            assert fails and str(error) == "on purpose"
        if keep or not fails:
            self.model[uuid][block] = pattern

    @rule(uuid=volumes)
    def grow(self, uuid: str) -> None:
        self.model[uuid].append(0)
        self.runner.run(self.driver.resize(uuid, len(self.model[uuid]) * GRAIN))

    @rule(uuid=consumes(volumes))
    def destroy(self, uuid: str) -> None:
        self.runner.run(self.driver.destroy(uuid))
        del self.model[uuid]

    @rule()
    def collect(self) -> None:
        self.runner.run(self.driver.collect())
        self._check()

    def _check(self) -> None:
        found = self.runner.run(self.driver.scan())
        visible = [info for info in found if not info.is_hidden_base]
        assert {info.uuid for info in visible} == set(self.model)
        assert len(found) - len(visible) < max(1, len(visible))
        for uuid, blocks in self.model.items():
            reads = [f"read -P {pattern} {block * GRAIN} {GRAIN}" for block, pattern in enumerate(blocks)]
            qemu_io(self.driver.directory.volume(uuid), *reads)

    def teardown(self) -> None:
        if not hasattr(self, "driver"):
            return
        self.runner.run(self.driver.collect())
        self._check()
        for uuid in list(self.model):
            self.runner.run(self.driver.destroy(uuid))
        assert names(self.driver) == set()
        self.runner.run(self.driver.close())
        self.runner.close()
        self.place.cleanup()


Clones.TestCase.settings = settings(
    max_examples=40, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
TestClones = Clones.TestCase
