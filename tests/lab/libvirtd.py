"""A real libvirtd of the tests' own, a driver on it, and what is needed to speak with its guests."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.lab import probes
from tests.lab.guest import GuestImage
from xapid.hypervisor.driver import LibvirtHypervisor
from xapid.hypervisor.errors import HypervisorError
from xapid.hypervisor.events import HypervisorEvent
from xapid.hypervisor.local import LocalLibvirt
from xapid.hypervisor.spec import DirectKernel, DomainSpec

MIB = 1 << 20
PATIENCE = 90
"""Seconds that a guest may take for anything; ten times what it needs on a quiet machine."""

E = TypeVar("E", bound=HypervisorEvent)


class Events:
    """All events of a driver, in order; waits for those to come."""

    def __init__(self, hypervisor: LibvirtHypervisor) -> None:
        self.seen: list[HypervisorEvent] = []
        self._news = asyncio.Event()
        hypervisor.subscribe(self._hear)

    def _hear(self, event: HypervisorEvent) -> None:
        self.seen.append(event)
        self._news.set()

    async def next(self, kind: type[E], patience: float = PATIENCE, **facts: Any) -> E:
        """The first event of that kind with those facts that was not handed out yet."""
        async with asyncio.timeout(patience):
            while True:
                for event in self.seen:
                    if isinstance(event, kind) and all(getattr(event, k) == v for k, v in facts.items()):
                        self.seen.remove(event)
                        return event
                self._news.clear()
                await self._news.wait()


async def until(condition: Callable[[], Awaitable[bool]], patience: float = PATIENCE) -> None:
    """Ask again and again until the answer is yes; raises TimeoutError when patience is at its end."""
    async with asyncio.timeout(patience):
        while not await condition():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


class SerialLine:
    """A terminal on a guest's serial console, at its shell."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, path: str) -> "SerialLine":
        return cls(*await asyncio.open_unix_connection(path))

    async def run(self, command: str) -> str:
        """Type a command into the guest's shell; what it prints."""
        mark = uuid.uuid4().hex[:8]
        # The quotes keep the marks out of the echo of what is typed, wherever the terminal breaks the line.
        hidden = f"{mark[:4]}''{mark[4:]}"
        self.type(f"echo {hidden}+; {command}; echo {hidden}-")
        async with asyncio.timeout(PATIENCE):
            await self._reader.readuntil(f"{mark}+\r\n".encode())
            text = await self._reader.readuntil(f"{mark}-\r\n".encode())
        return text.decode(errors="replace").removesuffix(f"{mark}-\r\n")

    def type(self, command: str) -> None:
        """Type a command from which nothing comes back."""
        self._writer.write(f"\n{command}\n".encode())

    def close(self) -> None:
        self._writer.close()


def guest_spec(image: GuestImage, **changes: Any) -> DomainSpec:
    """A small guest that starts quickly; changes by field name."""
    kernel = DirectKernel(kernel=str(image.kernel), ramdisk=str(image.initrd), args=image.cmdline)
    fields = {
        "uuid": str(uuid.uuid4()),
        "name_label": "tiny guest",
        "memory_max": 160 * MIB,
        "memory_target": 160 * MIB,
        "firmware": kernel,
        "vnc": False,
    }
    return DomainSpec(**(fields | changes))


@pytest.fixture
def short_dir() -> Iterator[Path]:
    """A directory whose path is short enough for unix sockets."""
    path = Path(tempfile.mkdtemp(prefix="xl-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def libvirtd() -> Iterator[LocalLibvirt]:
    """A private libvirtd for the whole run. Nobody watches it; a test that kills it starts it again."""
    path = Path(tempfile.mkdtemp(prefix="xl-", dir="/tmp"))
    server = LocalLibvirt(path)
    probes.give(path)
    asyncio.run(_start_unwatched(server))
    yield server
    asyncio.run(server.stop(guests=True))
    shutil.rmtree(path, ignore_errors=True)


async def _start_unwatched(server: LocalLibvirt) -> None:
    await server.start()
    await server.release()


@pytest.fixture
async def hypervisor(libvirtd: LocalLibvirt, short_dir: Path) -> AsyncIterator[LibvirtHypervisor]:
    """A connected driver. Domains that a test leaves are destroyed."""
    driver = LibvirtHypervisor(libvirtd.uri, short_dir, tpm_folder=libvirtd.tpm_folder)
    await driver.connect()
    before = {domain.uuid for domain in await driver.list_domains()}
    yield driver
    for domain in await driver.list_domains():
        if domain.uuid not in before:
            with suppress(HypervisorError):
                await driver.destroy(domain.uuid)
    await driver.close()


@pytest.fixture
def events(hypervisor: LibvirtHypervisor) -> Events:
    """What the driver of this test tells."""
    return Events(hypervisor)
