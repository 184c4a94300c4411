"""How deep the processors may sleep."""

from __future__ import annotations

import re
from pathlib import Path

from xapid.config import Config
from xapid.machine.control import require
from xapid.machine.errors import CommandFailed, Unsupported

_LIMIT = re.compile(r"(\d{1,2})(?:,(\d{1,2}))?")
_STATE = re.compile(r"C(\d+)")


def is_limit(value: str) -> bool:
    """Whether it is a limit: a number of a C-state, perhaps with one of a substate; or empty, no limit."""
    return not value or _LIMIT.fullmatch(value) is not None


def limit_sleep(config: Config, value: str) -> None:
    """Let no processor sleep deeper than the limit.

    Raises NotAllowed; Unsupported where the kernel shows no such states; CommandFailed.
    """
    require(config, "processor")
    folders = sorted((config.sys_dir / "devices/system/cpu").glob("cpu[0-9]*/cpuidle"))
    states = [_states(folder) for folder in folders]
    if not any(states):
        raise Unsupported("the kernel shows no C-states of the processors")
    for table in states:
        for (number, substate), path in table:
            _write(path / "disable", "1" if _is_beyond(number, substate, value) else "0")


def _states(folder: Path) -> list[tuple[tuple[int, int], Path]]:
    """The C-states of a processor: number and substate, and the folder. Polling is none."""
    found: list[tuple[tuple[int, int], Path]] = []
    seen: dict[int, int] = {}
    for path in sorted(folder.glob("state[0-9]*"), key=lambda p: int(p.name.removeprefix("state"))):
        match = _STATE.match(_read(path / "name"))
        if match is not None:
            number = int(match[1])
            found.append(((number, seen.get(number, 0)), path))
            seen[number] = seen.get(number, 0) + 1
    return found


def _is_beyond(number: int, substate: int, value: str) -> bool:
    match = _LIMIT.fullmatch(value)
    if match is None:
        return False
    most = int(match[1])
    return number > most or (number == most and match[2] is not None and substate > int(match[2]))


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None
