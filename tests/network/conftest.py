"""Each test gets a namespace that stands for the host; nothing of the machine's own network is touched."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.network.namespace import Namespace, driver


@pytest.fixture
def host() -> Iterator[Namespace]:
    with Namespace() as namespace:
        yield namespace


@pytest.fixture
def guest() -> Iterator[Namespace]:
    with Namespace() as namespace:
        yield namespace


@pytest.fixture
async def net(host: Namespace, tmp_path: Path) -> AsyncIterator[Any]:
    async with driver(host, tmp_path) as remote:
        yield remote
