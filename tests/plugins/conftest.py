"""A world with directories of plugins and extensions of its own."""

import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.daemon import until
from tests.rpc.world import World
from xapid.objects.host import Host
from xapid.objects.pool import Pool

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes an executable into ``plugins`` or ``extensions``."""

    def made(name: str, text: str, directory: str = "plugins", mode: int = 0o755) -> Path:
        path = tmp_path / directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip())
        path.chmod(mode)
        return path

    return made


class House(World):
    """A world with one host and its pool, whose plugins lie below its directory."""

    def __init__(self, directory: Path, **config: object) -> None:
        super().__init__(directory / "s", **{
            "plugin_dirs": [str(directory / "none"), str(directory / "plugins")],
            "extension_dirs": [str(directory / "extensions")],
            **config,
        })  # fmt: skip
        with self.store.change():
            self.host = self.store.create(Host)
            self.pool = self.store.create(Pool, master=self.host)
        self.services.host = self.host
        self.root = self.session()

    async def plugin(self, name: str, fn: str = "main", /, **args: str) -> str:
        answer = await self.call("host.call_plugin", self.root.ref, self.host.ref, name, fn, args)
        assert isinstance(answer, str)
        return answer


@pytest.fixture
def make_house(tmp_path: Path) -> Callable[..., House]:
    (tmp_path / "s").mkdir()

    def make(**config: object) -> House:
        return House(tmp_path, **config)

    return make


@pytest.fixture
def house(make_house: Callable[..., House]) -> House:
    return make_house()


def alive(pid: int) -> bool:
    """Whether the process still does something."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def ends(pid: int) -> bool:
    """Whether the process has ended, or does at once: killing takes the kernel a moment."""
    return bool(until(lambda: not alive(pid), patience=10))
