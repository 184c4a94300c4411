"""The name by which the host asks for iSCSI storage."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from xapid.config import Config
from xapid.machine import files
from xapid.machine.control import require

LONGEST = 223
_NAME = re.compile(
    r"iqn\.\d{4}-(0[1-9]|1[0-2])\.[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[!-~]+)?"
    r"|eui\.[0-9A-Fa-f]{16}|naa\.(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})"
)
_LINE = re.compile(r"^[ \t]*InitiatorName[ \t]*=[ \t]*(\S*)[ \t]*$", re.MULTILINE)


def is_initiator_name(name: str) -> bool:
    """Whether it has one of the forms that iSCSI knows: iqn, eui or naa."""
    return len(name) <= LONGEST and bool(_NAME.fullmatch(name))


def initiator_name(config: Config) -> str:
    """The name in open-iscsi's file, empty when there is none. Blocks."""
    try:
        found = _LINE.search(_path(config).read_text(errors="replace"))
    except OSError:
        return ""
    return found[1] if found is not None and is_initiator_name(found[1]) else ""


async def set_initiator_name(config: Config, name: str) -> None:
    """Write the name into that file, beside whatever else it says. Raises NotAllowed, CommandFailed."""
    require(config, "iscsi")
    await asyncio.to_thread(_write, config, name)


def _write(config: Config, name: str) -> None:
    path, line = _path(config), f"InitiatorName={name}"
    try:
        before = path.read_text(errors="replace")
    except OSError:
        before = ""
    after = _LINE.sub(lambda _: line, before) if _LINE.search(before) else f"{before}{line}\n"
    files.write(path, after, 0o600)


def _path(config: Config) -> Path:
    return config.etc_dir / "iscsi" / "initiatorname.iscsi"
