"""What can be read off an image file itself: its header, and whether somebody has it open."""

import fcntl
import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from xapid.storage.errors import StorageError

MAGIC = b"QFI\xfb"
_HEADER = struct.Struct(">4sIQIIQ")  # magic, version, backing offset, backing length, cluster bits, size
_FLOCK = struct.Struct("hhqqi4x")
# QEMU's image locks: a byte each for what an opener does (100...) and what it does not tolerate (200...).
_ANY_USE = (100, 200)
_WRITING = (101, 1)


@dataclass(frozen=True)
class Header:
    """The parts of a qcow2 header that matter here; sizes in bytes."""

    virtual_size: int
    backing: str | None
    allocated: int


def read_header(path: Path) -> Header:
    """The header of a qcow2 file. StorageError if it is none; FileNotFoundError if it is not there."""
    fd = _open_regular(path)
    try:
        raw = os.pread(fd, _HEADER.size, 0)
        if len(raw) < _HEADER.size or not raw.startswith(MAGIC):
            raise StorageError(f"{path.name} is not a qcow2 image")
        _, _, offset, length, _, size = _HEADER.unpack(raw)
        backing = os.pread(fd, length, offset).decode() if offset and length <= 1023 else None
        return Header(size, backing, os.fstat(fd).st_blocks * 512)
    finally:
        os.close(fd)


def in_use(path: Path, writing: bool = False) -> bool:
    """Whether any process has the image open (`writing`: open for writing), by QEMU's own locks."""
    start, length = _WRITING if writing else _ANY_USE
    fd = _open_regular(path)
    try:
        asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, start, length, 0)
        answer = fcntl.fcntl(fd, fcntl.F_OFD_GETLK, asked)
        return bool(_FLOCK.unpack(answer)[0] != fcntl.F_UNLCK)
    finally:
        os.close(fd)


def _open_regular(path: Path) -> int:
    """Open for reading without ever waiting for a peer, as opening a FIFO would."""
    fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise StorageError(f"{path.name} is not a regular file")
    return fd
