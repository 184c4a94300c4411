"""Writing files of the host so that no reader ever sees half of one."""

from __future__ import annotations

import os
from pathlib import Path

from xapid.machine.errors import CommandFailed


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Put ``text`` in place of what the file holds, at once and for good. CommandFailed when it cannot."""
    temporary = path.with_name(f".{path.name}.xapid")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None


def link(path: Path, target: Path) -> None:
    """Make the path a symbolic link to the target, at once. CommandFailed when it cannot."""
    temporary = path.with_name(f".{path.name}.xapid")
    try:
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target)
        _replace(temporary, path)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}") from None


def _replace(temporary: Path, path: Path) -> None:
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
