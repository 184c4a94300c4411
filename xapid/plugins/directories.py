"""Where the executables lie: the administrator's own directories first, then those that come with xapid."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

#: The plugins that come with xapid, and the module for plugins written in Python.
SHIPPED = Path(__file__).parent / "shipped"
LIBRARY = Path(__file__).parent / "lib"

#: What an executable may be called: a file of the directory itself, and no hidden one.
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,127}")


def is_name(name: str) -> bool:
    """Whether an executable may have that name."""
    return _NAME.fullmatch(name) is not None


def find(name: str, directories: Iterable[Path]) -> Path | None:
    """The executable of that name in the first directory that has it; None if no directory does.

    Only regular files that may be executed count. Blocks on the file system.
    """
    if not is_name(name):
        return None
    for directory in directories:
        path = directory / name
        if path.is_file() and os.access(path, os.X_OK):
            return path
    return None
