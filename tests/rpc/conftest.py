"""The world of these tests, and its front."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.rpc.world import World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.services.authenticator.close()


@pytest.fixture
async def open_world(world: World) -> AsyncIterator[World]:
    async with world.listening():
        yield world
