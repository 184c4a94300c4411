"""Runs the scripts of tests/clients/js, which use npm's xen-api, and reads the JSON that they print."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parent / "js"


@dataclass(frozen=True)
class Account:
    """Where a client connects, and as whom. The transport is auto, json-rpc or xml-rpc."""

    url: str
    user: str
    password: str
    transport: str = "auto"

    def environment(self) -> dict[str, str]:
        """What the scripts read."""
        return os.environ | {
            "XENAPI_URL": self.url,
            "XENAPI_USER": self.user,
            "XENAPI_PASSWORD": self.password,
            "XENAPI_TRANSPORT": self.transport,
        }


class Script:
    """A running script: what it prints, line by line."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def next(self) -> dict[str, Any]:
        """The next thing that it prints. EOFError when it has ended."""
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise EOFError("the script has ended")
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def until(self, **facts: object) -> dict[str, Any]:
        """The first thing it prints from now on that has these values."""
        while True:
            line = await self.next()
            if line.items() >= facts.items():
                return line

    async def finish(self) -> list[dict[str, Any]]:
        """Close its standard input and wait for its end: what it printed. AssertionError if it failed."""
        out, _ = await self.process.communicate(b"")
        lines = [json.loads(line) for line in out.splitlines()]
        assert self.process.returncode == 0, lines
        return lines


@asynccontextmanager
async def script(account: Account, name: str, *arguments: str, seconds: float = 300) -> AsyncIterator[Script]:
    """Run `node NAME.mjs ARGUMENTS`; killed when left, and TimeoutError after that many seconds."""
    process = await asyncio.create_subprocess_exec(
        *("node", str(SCRIPTS / f"{name}.mjs"), *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=account.environment(),
        limit=1 << 24,
    )
    try:
        async with asyncio.timeout(seconds):
            yield Script(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
