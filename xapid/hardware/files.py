"""Reading the small files of /sys."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

MOST_BYTES = 4096


def text(path: Path) -> str:
    """What the file says, empty when it cannot be read: a device may vanish at any moment. Blocks."""
    with suppress(OSError):
        with path.open("rb") as file:
            said = file.read(MOST_BYTES).decode(errors="replace").strip()
        return "".join(c if c.isprintable() else "\ufffd" for c in said)
    return ""


def number(path: Path) -> str:
    """A number in hexadecimal, without its 0x."""
    return text(path).removeprefix("0x").lower()


def linked(path: Path) -> str:
    """The name of what a symbolic link leads to, empty when there is none."""
    with suppress(OSError):
        return path.readlink().name
    return ""


def entries(directory: Path) -> list[Path]:
    """What is in the directory, by name; nothing when it is not there."""
    with suppress(OSError):
        return sorted(directory.iterdir())
    return []
