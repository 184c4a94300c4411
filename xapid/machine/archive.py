"""Packing a report into one file, within a limit."""

from __future__ import annotations

import io
import tarfile
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

#: The forms, and the content types that they are sent under.
FORMS = {
    "tar": "application/x-tar",
    "tar.bz2": "application/x-bzip2",
    "tar.gz": "application/gzip",
    "zip": "application/zip",
}
_TAR_MODES = {"tar": "w", "tar.bz2": "w:bz2", "tar.gz": "w:gz"}
Part = tuple[str, Path | bytes, int]


class _Zip:
    """A zip file that grows."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, data: bytes) -> None:
        self._zip.writestr(name, data)

    def close(self) -> None:
        self._zip.close()


class _Tar:
    """A tar file that grows."""

    def __init__(self, target: IO[bytes], mode: Any) -> None:
        self._tar = tarfile.open(fileobj=target, mode=mode)  # noqa: SIM115

    def add(self, name: str, data: bytes) -> None:
        head = tarfile.TarInfo(name)
        head.size, head.mtime, head.mode = len(data), int(time.time()), 0o600
        self._tar.addfile(head, io.BytesIO(data))

    def close(self) -> None:
        self._tar.close()


def pack(target: IO[bytes], form: str, folder: str, parts: Iterable[Part], most: int) -> None:
    """Write the parts (name, file or bytes, and the most to take of it) below ``folder``.

    Of a file that is too long the end is taken. What goes beyond ``most`` bytes in all is left out, which a
    last file says. Files that vanish or cannot be read are left out as well.
    """
    packer = _Zip(target) if form == "zip" else _Tar(target, _TAR_MODES[form])
    left_out = []
    for name, source, limit in parts:
        data = source[-limit:] if isinstance(source, bytes) else _end_of(source, limit)
        if data is None or len(data) > most:
            left_out.append(name)
            continue
        most -= len(data)
        packer.add(f"{folder}/{name}", data)
    if left_out:
        packer.add(f"{folder}/left-out.txt", ("\n".join(left_out) + "\n").encode())
    packer.close()


def _end_of(path: Path, limit: int) -> bytes | None:
    try:
        with path.open("rb") as file:
            if path.stat().st_size > limit:
                file.seek(-limit, io.SEEK_END)
            return file.read(limit)
    except OSError:
        return None
