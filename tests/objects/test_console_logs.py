"""What guests say on their serial consoles does not fill the host's disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from xapid.objects.vm import console_logs
from xapid.objects.vm.console_logs import cut_all

MOST = 1 << 20
LINE = 64


def lines(first: int, count: int) -> bytes:
    return b"".join(f"{number:0{LINE - 1}}\n".encode() for number in range(first, first + count))


@pytest.fixture(params=["collapse", "rewrite"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Once on what the file system can do, and once as on one that cannot cut at the beginning."""
    if request.param == "rewrite":
        monkeypatch.setattr(console_logs, "_COLLAPSE_RANGE", 1 << 30)  # no such way
    yield tmp_path


def test_the_end_of_a_long_log_is_kept(folder: Path) -> None:
    path, short, foreign = folder / "a.log", folder / "b.log", folder / "c.txt"
    short.write_bytes(lines(0, 10))
    foreign.write_bytes(bytes(2 * MOST))
    with path.open("ab", buffering=0) as guest:  # as QEMU has it
        guest.write(lines(0, 2 * MOST // LINE))
        inode = os.fstat(guest.fileno()).st_ino
        cut_all(folder, MOST)
        guest.write(lines(2 * MOST // LINE, 5))
    said = path.read_bytes()
    assert path.stat().st_ino == inode
    assert MOST // 2 <= len(said) <= MOST // 2 + (1 << 16) + 5 * LINE
    count = len(said) // LINE
    assert said == lines(2 * MOST // LINE + 5 - count, count)
    assert (short.stat().st_size, foreign.stat().st_size) == (10 * LINE, 2 * MOST)


def test_a_log_that_never_stops_stays_short(folder: Path) -> None:
    path = folder / "a.log"
    with path.open("ab", buffering=0) as guest:
        for _ in range(20):
            guest.write(bytes(MOST // 2))
            cut_all(folder, MOST)
            assert path.stat().st_size <= MOST
    assert path.stat().st_blocks * 512 <= 2 * MOST


def test_a_log_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.log").symlink_to(tmp_path / "gone")
    cut_all(tmp_path, MOST)
    cut_all(tmp_path / "none", MOST)
