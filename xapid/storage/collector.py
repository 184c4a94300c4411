"""Keeps chains short: removes bases that nothing needs, merges a base with its only child."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from xapid.storage.directory import Directory
from xapid.storage.errors import StorageError, VolumeInUse
from xapid.storage.qcow2 import in_use
from xapid.storage.qemu_img import QemuImg
from xapid.storage.tree import Node
from xapid.storage.uses import Uses

log = logging.getLogger(__name__)
Pair = tuple[Node, Node]


class _Do(Protocol):
    def __call__(self, work: Callable[..., Any], *args: Any) -> Awaitable[Any]: ...


class Collector:
    """One repository's background work. It yields to everybody: see `step_aside`.

    A merge commits the child into its base and then gives the base the child's name. Cut off anywhere,
    the child still shows the same content, so it can be stopped, killed and begun again at any time.
    """

    def __init__(self, directory: Directory, do: _Do, qemu: QemuImg, uses: Uses, lock: asyncio.Lock) -> None:
        self._directory, self._do, self._qemu, self._uses, self._lock = directory, do, qemu, uses, lock
        self._task: asyncio.Task[None] | None = None
        self._again = False
        self._working: set[str] = set()

    def kick(self) -> None:
        """Look for work, soon."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._background())

    async def stop(self) -> None:
        """End the background work and return when it has ended."""
        self._again = False
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def step_aside(self, volumes: set[str]) -> None:
        """Stop working on these volumes, if so; what is left is taken up at the next kick."""
        if volumes & self._working:
            await self.stop()

    async def run(self) -> None:
        """Do all there is to do now. StorageError of the last failure."""
        await self.stop()
        self._task = asyncio.create_task(self._work())
        await asyncio.wait([self._task])
        if not self._task.cancelled():
            self._task.result()

    async def _background(self) -> None:
        while self._again:
            self._again = False
            try:
                await self._work()
            except StorageError as error:
                log.warning("cleaning up %s: %s", self._directory.path, error)

    async def _work(self) -> None:
        skipped: set[tuple[str, str]] = set()
        failure: StorageError | None = None
        while pair := await self._choose(skipped):
            skipped.add((pair[0].uuid, pair[1].uuid))
            try:
                await self._merge(*pair)
            except VolumeInUse:
                continue
            except StorageError as error:
                failure = error
            finally:
                self._working = set()
        if failure:
            raise failure

    async def _choose(self, skipped: set[tuple[str, str]]) -> Pair | None:
        async with self._lock:
            await self._do(self._directory.drop_orphans)
            tree = await self._do(self._directory.tree)
            if tree.damaged:
                log.warning(
                    "%s: not cleaned up, unreadable: %s", self._directory.path, ", ".join(tree.damaged)
                )
            busy = self._uses.busy()
            for base, child in tree.lone_children():
                family = tree.family(base.uuid)
                if (base.uuid, child.uuid) not in skipped and not family & busy:
                    self._working = family
                    return base, child
        return None

    async def _merge(self, base: Node, child: Node) -> None:
        names = self._directory
        if await self._do(in_use, names.image(child)):
            raise VolumeInUse(f"{child.uuid} is open in another program")
        await self._qemu.commit(names.image(child))
        async with self._lock:
            await self._do(names.replace, names.base(base.uuid), names.image(child))
