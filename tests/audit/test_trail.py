"""The files of the audit log: what is in them after a crash, when they are full, and when the disk is."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.lab.daemon import until
from xapid.audit.line import LONGEST_LINE, compose, quoted, read_since, stamp
from xapid.audit.trail import AuditTrail, foreign_line

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ")


def lines_of(trail: AuditTrail, since: str = "") -> list[str]:
    assert trail.flush(10)
    return b"".join(trail.read(since)).decode().splitlines()


def test_lines_come_out_in_their_order_and_from_a_time_on(tmp_path: Path) -> None:
    trail = AuditTrail(tmp_path / "audit", 1 << 20, 3)
    for second in range(10):
        trail.append(f"{stamp(datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC))} line {second}")
    assert [line[-1] for line in lines_of(trail)] == list("0123456789")
    assert [line[-1] for line in lines_of(trail, read_since("20260101T00:00:07Z"))] == list("789")
    assert lines_of(trail, read_since("2027-01-01")) == []
    assert trail.path.stat().st_mode & 0o777 == 0o600
    trail.close()


def test_a_full_file_is_turned_over_and_the_oldest_goes(tmp_path: Path) -> None:
    trail = AuditTrail(tmp_path, 1024, 3)
    for number in range(100):
        trail.append(f"{stamp()} {number:04} {'x' * 60}")
        trail.flush(10)
    kept = [int(line.split()[1]) for line in lines_of(trail)]
    assert kept == list(range(kept[0], 100)) and kept[0] > 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.log", "audit.log.1", "audit.log.2"]
    assert all(path.stat().st_size <= 1024 for path in tmp_path.iterdir())
    trail.close()


def test_a_log_that_is_closed_goes_on_where_it_was(tmp_path: Path) -> None:
    for number in range(3):
        trail = AuditTrail(tmp_path, 1 << 20, 3)
        trail.append(f"{stamp()} {number}")
        trail.close()
    assert [line[-1] for line in lines_of(trail)] == ["0", "1", "2"]
    trail.close()


def test_what_was_flushed_survives_a_crash(tmp_path: Path) -> None:
    program = ("import os, sys; from pathlib import Path; from xapid.audit.trail import AuditTrail\n"
               "trail = AuditTrail(Path(sys.argv[1]), 1 << 20, 3)\n"
               "for n in range(1000): trail.append(f'line {n}')\n"
               "trail.flush(10); os.kill(os.getpid(), 9)\n")  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=60)
    assert ended.returncode == -9
    assert (tmp_path / "audit.log").read_text().splitlines() == [f"line {n}" for n in range(1000)]


def test_a_disk_that_takes_nothing_costs_nothing_once_it_does_again(tmp_path: Path) -> None:
    blocked = tmp_path / "audit"
    blocked.write_text("not a directory")
    trail = AuditTrail(blocked, 1 << 20, 3)
    trail.append(f"{stamp()} patient")
    assert not trail.flush(0.1)
    blocked.unlink()
    blocked.mkdir()
    until(lambda: trail.path.exists())
    assert lines_of(trail)[0].endswith("patient")
    trail.close()


@pytest.mark.parametrize(
    "value",
    ["plain", "two words", 'a "quote"', "line\nbreak", "tab\t", "\x00\x7f", "ü€", "", "x" * 10_000, "\ud800",
     "ALLOWED\u2028OK"],
)  # fmt: skip
def test_no_value_breaks_a_line(value: str) -> None:
    line = compose("ALLOWED OK", "VM.start", {"name": value})
    assert LINE.match(line) and len(line.splitlines()) == 1 and len(line) < 2000
    assert not set(map(chr, range(32))) & set(line)


def test_lines_are_bounded_and_strangers_lines_too() -> None:
    details = {f"key{i}": "y" * 200 for i in range(1000)}
    assert len(compose("ALLOWED OK", "VM.start", details).encode()) <= LONGEST_LINE
    assert foreign_line("a\nb\r\n c" + "x" * 100_000).startswith("a b c")
    assert len(foreign_line("x" * 100_000)) <= LONGEST_LINE
    assert quoted("a b") == '"a b"' and quoted("a-b") == "a-b"


@pytest.mark.parametrize(
    ("text", "moment"),
    [("20260131T12:00:00Z", (12, 0)), ("2026-01-31T12:00:00Z", (12, 0)),
     ("2026-01-31T12:00:00.25", (12, 0.25)), ("20260131T120000Z", (12, 0)), ("2026-01-31", (0, 0)),
     ("2026-01-31T14:00:00+02:00", (12, 0))],
)  # fmt: skip
def test_times_can_be_written_in_many_ways(text: str, moment: tuple[int, float]) -> None:
    wanted = datetime(2026, 1, 31, moment[0], tzinfo=UTC) + timedelta(seconds=moment[1])
    assert read_since(text) == stamp(wanted) == stamp(wanted.astimezone(timezone(timedelta(hours=3))))


@pytest.mark.parametrize(
    "text", ["yesterday", "2026-13-01", "2026-02-30", "20260131T25:00:00Z", "1", "x" * 10_000]
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        read_since(text)
