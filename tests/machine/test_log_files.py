"""The daemon's log goes on, however many look at it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from xapid.config import Config
from xapid.machine.log_files import LogFiles


async def test_many_look_at_once(tmp_path: Path) -> None:
    files = LogFiles(Config(state_dir=tmp_path))
    files.open()
    try:
        await asyncio.gather(*(asyncio.to_thread(files.tail) for _ in range(50)))
        logging.getLogger("test").error("after all that")
        assert "after all that" in await asyncio.to_thread(files.tail)
    finally:
        files.close()


async def test_a_message_is_a_line(tmp_path: Path) -> None:
    files = LogFiles(Config(state_dir=tmp_path))
    files.open()
    try:
        try:
            raise ValueError("a cause")
        except ValueError:
            logging.getLogger("test").exception("the guest says: %s", "x\r\n2026-01-01 INFO xapid: hello")
        lines = (await asyncio.to_thread(files.tail)).splitlines()
    finally:
        files.close()
    assert lines[0].endswith("the guest says: x\\r\\n2026-01-01 INFO xapid: hello")
    assert lines[1].startswith("Traceback")
