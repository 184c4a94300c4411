"""Writing files of the host so that no reader ever sees half of one."""

from __future__ import annotations

from pathlib import Path

from xapid.files import sync, write_whole
from xapid.machine.errors import CommandFailed


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Put ``text`` in place of what the file holds, at once and for good. CommandFailed when it cannot."""
    try:
        write_whole(path, text.encode(), mode)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None


def link(path: Path, target: Path) -> None:
    """Make the path a symbolic link to the target, at once. CommandFailed when it cannot."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(path)
        sync(path.parent)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None
