"""What the kernel says."""

from __future__ import annotations

from xapid.config import Config
from xapid.machine.command import run
from xapid.machine.control import require

SECONDS = 10.0


async def read(config: Config) -> str:
    """The messages of the kernel, the last MiB of them, without control characters. CommandFailed."""
    return _printable(await run(config.dmesg_command, seconds=SECONDS))


async def read_and_clear(config: Config) -> str:
    """The same, and the kernel forgets them. Raises NotAllowed, CommandFailed."""
    require(config, "kernel_log")
    return _printable(await run([*config.dmesg_command, "--read-clear"], seconds=SECONDS))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\t\n" else "\ufffd" for c in text)
