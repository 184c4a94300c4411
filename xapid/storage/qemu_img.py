"""The qemu-img commands that the drivers need, and what its error messages mean."""

import re
from pathlib import Path

from xapid.storage import child
from xapid.storage.errors import SrFull, StorageError, StorageUnavailable, VolumeInUse, VolumeNotFound
from xapid.storage.protocol import Progress
from xapid.storage.spec import Attachment

_PERCENT = re.compile(rb"\(([0-9.]+)/100%\)")
_OWN_EXTENT = b'"depth": 0, "present": true'
_MEANINGS: list[tuple[str, type[StorageError]]] = [
    ("No space left on device", SrFull),
    ("Disk quota exceeded", SrFull),
    (" lock\nIs another process using the image", VolumeInUse),
    ("No such file or directory", VolumeNotFound),
    ("Permission denied", StorageUnavailable),
    ("Read-only file system", StorageUnavailable),
    ("Stale file handle", StorageUnavailable),
]


def error_from(text: str) -> StorageError:
    """The exception that a message of a QEMU tool stands for."""
    for part, kind in _MEANINGS:
        if part in text:
            return kind(text)
    return StorageError(text or "the image tool failed without a message")


class QemuImg:
    """qemu-img with a deadline (seconds without any I/O). Raises StorageError or one of its kind."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline

    async def create(self, path: Path, size: int, backing: str | None = None) -> None:
        """A new qcow2 image of `size` bytes; `backing` is a file name relative to the new image."""
        base = ["-b", backing, "-F", "qcow2"] if backing else []
        await self._run("create", "-q", "-f", "qcow2", *base, str(path), str(size))

    async def resize(self, path: Path, size: int) -> None:
        """Grow to `size` bytes."""
        await self._run("resize", "-q", "-f", "qcow2", str(path), str(size))

    async def commit(self, path: Path) -> None:
        """Write what an image holds itself into its backing file; the image stays as it is.

        It ends with a long flush that shows no progress, and nobody waits for it: ten times the deadline.
        """
        await self._run("commit", "-q", "-d", "-f", "qcow2", str(path), patience=10)

    async def convert(self, source: Attachment, target: Attachment, progress: Progress | None) -> None:
        """Fill an existing, empty target with the content of the source."""
        await self._run(
            "convert", "-p", "-n", "--target-is-zero", "-f", source.format, "-O", target.format,
            source.path, target.path, output=_progress_parser(progress) if progress else None,
        )  # fmt: skip

    async def check(self, path: Path) -> None:
        """StorageError if the image is damaged."""
        await self._run("check", "-q", "-f", "qcow2", str(path))

    async def holds_data(self, path: Path) -> bool:
        """Whether an image holds anything itself, beside what its backing file holds."""
        try:
            await self._run("map", "--output=json", "-f", "qcow2", str(path), output=_find_own_extent())
        except _Found:
            return True
        return False

    async def _run(self, *args: str, output: child.Output | None = None, patience: int = 1) -> bytes:
        code, answer, errors = await child.run(["qemu-img", *args], self.deadline * patience, output)
        if code:
            raise error_from(errors.removeprefix("qemu-img: "))
        return answer


class _Found(Exception):
    """Ends a listing as soon as the answer is known."""


def _find_own_extent() -> child.Output:
    tail = b""

    def look(piece: bytes) -> None:
        nonlocal tail
        if _OWN_EXTENT in tail + piece:
            raise _Found
        tail = piece[-len(_OWN_EXTENT) :]

    return look


def _progress_parser(progress: Progress) -> child.Output:
    def parse(piece: bytes) -> None:
        if found := _PERCENT.findall(piece):
            progress(min(1.0, float(found[-1]) / 100))

    return parse
