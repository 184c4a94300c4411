"""The unix socket for local root: bound so that nobody else can ever open it, and linked where xe looks."""

from __future__ import annotations

import logging
import os
import socket
import stat
from pathlib import Path

log = logging.getLogger(__name__)

#: Where xe and others look for the socket.
WELL_KNOWN = Path("/var/lib/xcp/xapi")


def bind(path: Path) -> socket.socket:
    """A bound socket with mode 0600. OSError when another daemon answers there, or the place is taken."""
    if path.exists() or path.is_symlink():
        _clear(path)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        made.bind(str(path))
    except BaseException:
        made.close()
        raise
    finally:
        os.umask(before)
    made.setblocking(False)
    return made


def _clear(path: Path) -> None:
    """Remove a socket that nobody serves any more."""
    if not stat.S_ISSOCK(path.lstat().st_mode):
        raise FileExistsError(f"{path} is there, and no socket")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except ConnectionRefusedError:
            path.unlink()
            return
    raise FileExistsError(f"another daemon serves {path}")


def link(path: Path, place: Path = WELL_KNOWN) -> bool:
    """Make ``place`` lead to the socket unless it leads to something living: whether it does now."""
    try:
        if place.is_symlink() and (place.readlink() == path or not place.exists()):
            place.unlink()
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(path)
    except OSError as error:
        log.info("no link to the socket at %s: %s", place, error)
        return False
    return True


def unlink(path: Path, place: Path = WELL_KNOWN) -> None:
    """Take the socket away, and the link if it leads there."""
    path.unlink(missing_ok=True)
    try:
        if place.is_symlink() and place.readlink() == path:
            place.unlink()
    except OSError as error:
        log.info("the link at %s stays: %s", place, error)
