"""Network namespaces of the tests' own, and the driver running as a process inside of one."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from pydantic import TypeAdapter

from xapid.network import errors
from xapid.network.protocol import NetworkDriver

PATIENCE = 30.0  # seconds until a wait has failed


class Namespace:
    """An empty network namespace: `run` runs a command in it."""

    def __init__(self) -> None:
        self.name = f"xapid-{token_hex(4)}"

    def __enter__(self) -> "Namespace":
        subprocess.run(["ip", "netns", "add", self.name], check=True)
        self.run("ip", "link", "set", "lo", "up")
        # Addresses are what they are at once, rather than some time after the kernel has looked for doubles.
        self.run("sh", "-c", "echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad")
        return self

    def __exit__(self, *exc: object) -> None:
        pids = subprocess.run(["ip", "netns", "pids", self.name], capture_output=True, text=True, check=True)
        for pid in pids.stdout.split():
            subprocess.run(["kill", "-9", pid], stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["ip", "netns", "del", self.name], check=True)

    def command(self, *argv: str) -> list[str]:
        return ["ip", "netns", "exec", self.name, *argv]

    def run(self, *argv: str) -> str:
        done = subprocess.run(self.command(*argv), capture_output=True, text=True, check=False)
        assert done.returncode == 0, (argv, done.stdout, done.stderr)
        return done.stdout

    def links(self) -> dict[str, dict[str, Any]]:
        """All devices but lo, as iproute2 sees them."""
        found = json.loads(self.run("ip", "-j", "-d", "addr", "show"))
        return {link["ifname"]: link for link in found if link["ifname"] != "lo"}

    def ipv4(self, device: str) -> list[str]:
        addresses = self.links()[device]["addr_info"]
        return [f"{a['local']}/{a['prefixlen']}" for a in addresses if a["family"] == "inet"]

    def veth(self, device: str, peer: str, other: "Namespace") -> None:
        self.run("ip", "link", "add", device, "type", "veth", "peer", peer, "netns", other.name)
        self.run("ip", "link", "set", device, "up")
        other.run("ip", "link", "set", peer, "up")

    def servers(self, directory: Path) -> list[int]:
        """The DHCP servers of a state directory that run in this namespace."""
        pids = subprocess.run(["ip", "netns", "pids", self.name], capture_output=True, text=True, check=True)
        mark = f"--pid-file={directory}/".encode()
        return [int(pid) for pid in pids.stdout.split() if mark in _cmdline(pid)]


def _cmdline(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


async def until(condition: Any) -> Any:
    """The first true value of the condition; TimeoutError if there is none."""
    async with asyncio.timeout(PATIENCE):
        while not (value := condition()):  # noqa: ASYNC110 - the other side is the kernel
            await asyncio.sleep(0.02)
        return value


class RemoteDriver:
    """A NetworkDriver in a process inside a namespace: the same calls, sent as JSON lines."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            message = json.loads(line)
            await (self.events if "event" in message else self._answers).put(message)

    def __getattr__(self, method: str) -> Any:
        hints = TypeAdapter(getattr(NetworkDriver, method).__annotations__["return"])

        async def call(*args: Any, **options: Any) -> Any:
            await self.send(method, *args, **options)
            return hints.validate_python(await self.answer())

        return call

    async def send(self, method: str, *args: Any, **options: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(TypeAdapter(Any).dump_json([method, args, options]) + b"\n")
        await self.process.stdin.drain()

    async def answer(self) -> Any:
        async with asyncio.timeout(PATIENCE):
            message = await self._answers.get()
        if "error" in message:
            raise getattr(errors, message["error"], RuntimeError)(message["text"])
        return message["result"]

    async def kill(self) -> None:
        """kill -9."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()
        await self._reader


@asynccontextmanager
async def driver(
    namespace: Namespace, state: Path, owner: str = "host-a", **environment: str
) -> AsyncIterator[Any]:
    """The driver in that namespace; it is killed at the end, not closed."""
    argv = namespace.command(sys.executable, "-m", "tests.network.served", str(state), owner)
    process = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
    )
    remote = RemoteDriver(process)
    try:
        yield remote
    finally:
        await remote.kill()
