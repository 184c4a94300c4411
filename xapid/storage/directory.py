"""A repository's directory: its names, its marker, and the blocking steps on its files.

Volumes are `<uuid>.qcow2`, hidden bases `base-<uuid>.qcow2`, unfinished work `.tmp-<uuid>.qcow2`.
Everything else is somebody else's and is never touched.
"""

import contextlib
import ctypes
import errno
import fcntl
import json
import os
import re
from pathlib import Path
from typing import TypedDict

from xapid.files import sync
from xapid.storage.errors import (
    RepositoryExists,
    RepositoryNotEmpty,
    StorageError,
    StorageUnavailable,
    VolumeExists,
    VolumeInUse,
    VolumeNotFound,
)
from xapid.storage.qcow2 import Header, in_use, read_header
from xapid.storage.spec import SrStat
from xapid.storage.tree import Node, Tree

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_IMAGE = re.compile(rf"(base-)?({_UUID})\.qcow2")
_TEMPORARY = re.compile(rf"\.tmp-{_UUID}\.qcow2")
_MARKER = ".xapid-repository"
_FICLONE = 0x40049409
_libc = ctypes.CDLL(None, use_errno=True)
_libc.sync_file_range.argtypes = [ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint]
_PIECE = 64 << 20  # what any living disk writes within the deadline
_WRITE_AND_WAIT = 7


class Marker(TypedDict):
    """What the marker file says: whose repository this is, and whether its directory was made for it."""

    uuid: str
    made: bool


class Directory:
    """The blocking half of the file driver; runs behind the door. Raises OSError or StorageError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def volume(self, uuid: str) -> Path:
        return self.path / f"{uuid}.qcow2"

    def base(self, uuid: str) -> Path:
        return self.path / f"base-{uuid}.qcow2"

    def temporary(self, uuid: str) -> Path:
        return self.path / f".tmp-{uuid}.qcow2"

    def memory(self, uuid: str) -> Path:
        return self.path / f"{uuid}.memory"

    def destroy_memory(self, uuid: str) -> None:
        """Remove a suspended guest's memory, if it is there."""
        self.memory(uuid).unlink(missing_ok=True)

    def image(self, node: Node) -> Path:
        return self.base(node.uuid) if node.hidden else self.volume(node.uuid)

    def marker(self) -> Marker | None:
        """Whose repository this is; None for a directory that is nobody's."""
        try:
            found = json.loads((self.path / _MARKER).read_text())
            return Marker(uuid=str(found["uuid"]), made=bool(found["made"]))
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError):
            raise StorageError(f"{self.path / _MARKER} is damaged") from None

    def make(self, uuid: str, parents: bool) -> None:
        """Make the repository: the directory if it is missing, and the marker."""
        if self.path.exists() and not self.path.is_dir():
            raise StorageUnavailable(f"{self.path} is not a directory")
        made = not self.path.exists()
        if made:
            self.path.mkdir(mode=0o711, parents=parents)
        marker = self.marker()
        if marker and marker["uuid"] != uuid:
            raise RepositoryExists(f"{self.path} holds the repository {marker['uuid']}")
        if marker is None:
            temporary = self.path / f"{_MARKER}.tmp"
            temporary.write_text(json.dumps(Marker(uuid=uuid, made=made)))
            self.replace(temporary, self.path / _MARKER)

    def require(self, uuid: str) -> None:
        """StorageUnavailable unless the repository is here; an unmounted directory has no marker."""
        marker = self.marker()
        if marker is None:
            raise StorageUnavailable(f"no repository in {self.path}; is the file system mounted?")
        if marker["uuid"] != uuid:
            raise StorageUnavailable(f"{self.path} holds another repository, {marker['uuid']}")

    def remove(self, uuid: str) -> None:
        """Remove an empty repository; a directory that was made for it goes too, unless others use it."""
        self.require(uuid)
        tree = self.tree()
        if tree.damaged or any(not node.hidden for node in tree.nodes.values()):
            raise RepositoryNotEmpty(f"{self.path} still holds volumes")
        self.sweep(set())
        for base in self.tree().orphans():
            self.base(base).unlink()
        marker = self.marker()
        (self.path / _MARKER).unlink()
        if marker and marker["made"]:
            with contextlib.suppress(OSError):
                self.path.rmdir()

    def stat(self) -> SrStat:
        space = os.statvfs(self.path)
        volumes = (node for node in self.tree().nodes.values() if not node.hidden)
        return SrStat(
            physical_size=space.f_blocks * space.f_frsize,
            physical_utilisation=(space.f_blocks - space.f_bfree) * space.f_frsize,
            virtual_allocation=sum(node.header.virtual_size for node in volumes),
        )

    def tree(self) -> Tree:
        """All images and how they build on each other."""
        tree = Tree({})
        for path in self.path.iterdir():
            if path.suffix == ".qcow2":
                self._place(path, tree)
        return tree

    def _place(self, path: Path, tree: Tree) -> None:
        name = _IMAGE.fullmatch(path.name)
        try:
            header = read_header(path)
        except FileNotFoundError:
            return
        except StorageError:
            if not _TEMPORARY.fullmatch(path.name):
                tree.damaged.append(path.name)
            return
        parent = _base_of(header)
        if name:
            tree.nodes[name[2]] = Node(name[2], bool(name[1]), header, parent)
        elif parent:
            tree.borrowed.add(parent)

    def node(self, uuid: str) -> Node:
        """One volume. VolumeNotFound."""
        try:
            header = read_header(self.volume(uuid))
        except FileNotFoundError:
            raise VolumeNotFound(f"no volume {uuid} in {self.path}") from None
        return Node(uuid, False, header, _base_of(header))

    def refuse(self, uuid: str, writers_only: bool = False) -> None:
        """VolumeInUse if another program has the volume open (for writing)."""
        if in_use(self.volume(uuid), writing=writers_only):
            raise VolumeInUse(f"volume {uuid} is open in another program")

    def destroy(self, uuid: str) -> None:
        """Remove a volume, even a damaged one. VolumeNotFound, VolumeInUse."""
        if not self.volume(uuid).exists():
            raise VolumeNotFound(f"no volume {uuid} in {self.path}")
        self.refuse(uuid)
        self.discard(self.volume(uuid))

    def absent(self, uuid: str) -> None:
        """VolumeExists if there is such a volume."""
        if self.volume(uuid).exists():
            raise VolumeExists(f"volume {uuid} is already in {self.path}")

    def publish(self, temporary: Path, final: Path) -> None:
        """Give finished work its name, durably, never over something else."""
        sync(temporary)
        try:
            os.link(temporary, final)
        except FileExistsError:
            raise VolumeExists(f"{final.name} is already in {self.path}") from None
        temporary.unlink()
        sync(self.path)

    def write_back(self, path: Path, offset: int) -> int | None:
        """Bring the next piece of a file, from `offset` on, to the disk; returns where to go on, or None."""
        fd = os.open(path, os.O_RDONLY)
        try:
            start = os.lseek(fd, offset, os.SEEK_DATA)
            if _libc.sync_file_range(fd, start, _PIECE, _WRITE_AND_WAIT):
                raise OSError(ctypes.get_errno(), "sync_file_range")
            return start + _PIECE
        except OSError as error:
            if error.errno == errno.ENXIO:
                return None
            raise
        finally:
            os.close(fd)

    def replace(self, temporary: Path, final: Path) -> None:
        """Put finished work in the place of something older, durably and at one blow."""
        sync(temporary)
        temporary.replace(final)
        sync(self.path)

    def share(self, volume: Path, base: Path) -> None:
        """Give a volume's content a second name, as a base."""
        os.link(volume, base)

    def discard(self, path: Path) -> None:
        """Remove a file; harmless if it is gone."""
        path.unlink(missing_ok=True)
        sync(self.path)

    def drop_orphans(self) -> None:
        """Remove the bases that nothing builds on."""
        for uuid in self.tree().orphans():
            if not in_use(self.base(uuid)):
                self.base(uuid).unlink()

    def reflink(self, source: Path, target: Path) -> bool:
        """A copy that shares its blocks, if the file system can; else False and no target."""
        with source.open("rb") as origin, target.open("xb") as twin:
            os.fchmod(twin.fileno(), 0o600)
            try:
                fcntl.ioctl(twin.fileno(), _FICLONE, origin.fileno())
                return True
            except OSError:
                target.unlink()
                return False

    def sweep(self, live: set[Path]) -> None:
        """Remove unfinished work of a process that died; `live` is our own."""
        for path in self.path.iterdir():
            if _TEMPORARY.fullmatch(path.name) and path not in live:
                with contextlib.suppress(StorageError, FileNotFoundError):
                    if not in_use(path):
                        path.unlink()


def _base_of(header: Header) -> str | None:
    """uuid of the hidden base that an image builds on."""
    name = _IMAGE.fullmatch(os.path.basename(header.backing or ""))
    return name[2] if name and name[1] else None
