"""The network name of the host."""

from __future__ import annotations

import asyncio
import re

from xapid.config import Config
from xapid.machine import files
from xapid.machine.command import run
from xapid.machine.control import require

_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
LONGEST = 64


def fault(name: str) -> str:
    """Why a host cannot have the name; empty if it can."""
    if not name:
        return "a host name cannot be empty"
    if len(name) > LONGEST:
        return f"a host name has at most {LONGEST} characters"
    if not all(_LABEL.fullmatch(part) for part in name.split(".")):
        return "a host name has letters, digits and hyphens, with dots between"
    return ""


async def set_hostname(config: Config, name: str) -> None:
    """Name the host, now and after its next start. Raises NotAllowed, CommandFailed."""
    require(config, "hostname")
    await run([*config.hostname_command, name])
    await asyncio.to_thread(files.write, config.etc_dir / "hostname", name + "\n")
