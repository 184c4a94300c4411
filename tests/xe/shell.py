"""A daemon without a host, whose commands are run by the program `xe` as people run it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.rpc.world import World
from tests.xe.peer import PATIENCE
from xapid.model.objects import XenObject
from xapid.objects import role_records
from xapid.store.store import Store
from xe.server import serve


@dataclass(frozen=True)
class Said:
    """What a run of `xe` wrote, and its exit code."""

    out: str
    err: str
    code: int


class Shell:
    """Runs `xe` against the daemon of a world."""

    def __init__(self, world: World, environ: dict[str, str], directory: Path) -> None:
        self.world = world
        self.environ = {**environ, "XAPID_SOCKET": str(world.front.socket_path)}
        self.directory = directory

    @property
    def store(self) -> Store:
        return self.world.store

    def make(self, of: Any, /, **values: Any) -> Any:
        """Make an object of a class, as if the daemon had."""
        with self.store.change():
            return self.store.create(of, **values)

    def set(self, obj: XenObject, **values: Any) -> None:
        """Change an object, as if the daemon had."""
        with self.store.change():
            for name, value in values.items():
                setattr(obj, name, value)

    async def __call__(self, *arguments: str, stdin: str = "", **env: str) -> Said:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "xe.client", *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env=self.environ | env, cwd=self.directory,
        )  # fmt: skip
        try:
            async with asyncio.timeout(PATIENCE):
                out, err = await process.communicate(stdin.encode())
        except TimeoutError:
            process.kill()
            await process.wait()
            raise
        return Said(out.decode(), err.decode(), process.returncode or 0)

    async def out(self, *arguments: str, **more: str) -> str:
        """What a run that has to succeed printed."""
        said = await self(*arguments, **more)
        assert (said.code, said.err) == (0, ""), said
        return said.out

    async def fails(self, *arguments: str, **more: str) -> str:
        """What a run that has to fail wrote to stderr; it must print nothing."""
        said = await self(*arguments, **more)
        assert (said.code, said.out) == (1, ""), said
        return said.err


@asynccontextmanager
async def shell_in(directory: Path, environ: dict[str, str]) -> AsyncIterator[Shell]:
    """A shell with an empty store, but for the roles."""
    state = directory / "state"
    state.mkdir()
    world = World(state)
    role_records.install(world.store)
    serving = partial(serve, dispatcher=world.dispatcher)
    try:
        async with world.listening(command_line=serving):
            yield Shell(world, environ, directory)
    finally:
        world.services.authenticator.close()
