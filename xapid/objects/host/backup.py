"""What makes this host itself, besides its disks: kept in a backup, and put back at the next start."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from xapid.files import sync, write_whole
from xapid.model.errors import XenError

#: The dump of the database: its name in a backup, and in the state directory until it is restored.
DUMP = "restore.xml"
HOST_UUID = "host-uuid"

#: Where a backup is unpacked until all of it has come, and where it then waits for the next start.
_COMING, _WAITING = "restore.coming", "restore"

#: Files and folders of the state directory that are part of a backup.
FILES = (HOST_UUID, "admin", "server.pem", "pool.pem", "pool-secret")
FOLDERS = ("trust", "nvram", "libvirt/lib/swtpm", "blobs")


def files(state: Path) -> Iterator[tuple[str, Path]]:
    """The files of a backup but for the dump: their names in it, and where they are."""
    found = [state / name for name in FILES]
    for name in FOLDERS:
        found += sorted((state / name).rglob("*"))
    for path in found:
        if path.is_file() and not path.is_symlink():
            yield str(path.relative_to(state)), path


def begin(state: Path) -> Path:
    """An empty directory for a backup that is coming; an earlier one that waits is given up."""
    for name in (_COMING, _WAITING):
        shutil.rmtree(state / name, ignore_errors=True)
    coming = state / _COMING
    coming.mkdir(mode=0o700)
    return coming


def place_of(coming: Path, name: str) -> Path:
    """Where a file of a backup goes. INVALID_VALUE for one that no backup of ours has."""
    inside = PurePosixPath(name)
    below = any(PurePosixPath(folder) in inside.parents for folder in FOLDERS)
    if ".." in inside.parts or not (below or str(inside) in (*FILES, DUMP)):
        raise XenError("INVALID_VALUE", "backup", f"no file of a backup: {name[:100]}")
    path = coming / inside
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def finish(state: Path) -> None:
    """All of it has come: from now on the next start restores it."""
    (state / _COMING).replace(state / _WAITING)
    sync(state)


def give_up(state: Path) -> None:
    """Forget what has come."""
    shutil.rmtree(state / _COMING, ignore_errors=True)


def put_back(state: Path) -> None:
    """At the start, before anything is read: put a waiting backup in its place, each file whole."""
    shutil.rmtree(state / _COMING, ignore_errors=True)
    waiting = state / _WAITING
    if not waiting.is_dir():
        return
    for path in sorted(waiting.rglob("*")):
        if path.is_file():
            target = state / path.relative_to(waiting)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(target)
            sync(target.parent)
    shutil.rmtree(waiting)


def become(state: Path, hosts: list[str]) -> None:
    """The database was restored: this is the host in it, if there is only one. The dump has done its work."""
    path = state / HOST_UUID
    own = path.read_text().strip() if path.exists() else ""
    if own not in hosts and len(hosts) == 1:
        write_whole(path, f"{hosts[0]}\n".encode(), 0o644)
    (state / DUMP).unlink()
