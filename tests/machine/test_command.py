"""Programs of the host: none of them, nor what it started, outlives its deadline."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from xapid.machine.command import run
from xapid.machine.errors import CommandFailed


async def test_what_a_late_program_started_ends_with_it(tmp_path: Path) -> None:
    fifo = tmp_path / "held"
    os.mkfifo(fifo)
    ours = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(CommandFailed, match="did not end"):
        await run(["sh", "-c", f"sleep 600 > {fifo} & wait"], seconds=0.5)
    os.set_blocking(ours, True)
    with os.fdopen(ours, "rb") as end:  # of a pipe that nobody holds any more
        assert await asyncio.wait_for(asyncio.to_thread(end.read), 20) == b""
