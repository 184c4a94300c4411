"""What a report for support holds, by entry: files and the output of programs of the host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xapid.config import Config
from xapid.machine.command import run
from xapid.machine.errors import CommandFailed

SECONDS = 20.0


@dataclass(frozen=True)
class Entry:
    """One entry that can be asked for."""

    key: str
    #: Whether it may tell of people: no, maybe, yes.
    personal: str
    #: The most that it brings, in bytes.
    most: int
    #: Patterns of files: absolute, or below the state directory.
    files: tuple[str, ...] = ()
    #: Programs, by the name of the file that their output becomes.
    programs: tuple[tuple[str, tuple[str, ...]], ...] = ()


ENTRIES: dict[str, Entry] = {
    entry.key: entry
    for entry in (
        Entry("xapid-logs", "maybe", 64 << 20, files=("log/*",)),
        Entry("audit-log", "yes", 64 << 20, files=("audit/*",)),
        Entry("hypervisor-logs", "maybe", 64 << 20, files=("libvirt/log/*.log", "libvirt/log/*/*.log")),
        Entry("host-info", "no", 1 << 20, files=(
            "/proc/cpuinfo", "/proc/meminfo", "/proc/uptime", "/proc/version", "/proc/cmdline",
            "/proc/modules", "/etc/os-release")),
        Entry("kernel-log", "maybe", 2 << 20, programs=(("dmesg.txt", ("dmesg",)),)),
        Entry("network-status", "maybe", 2 << 20, programs=(
            ("links.txt", ("ip", "-details", "-statistics", "link")), ("addresses.txt", ("ip", "address")),
            ("routes.txt", ("ip", "route")))),
        Entry("disk-info", "no", 2 << 20, programs=(
            ("blocks.txt", ("lsblk", "--output", "NAME,SIZE,TYPE,FSTYPE,MOUNTPOINT,MODEL")),
            ("space.txt", ("df", "-P")))),
        # Without arguments: those of other people's programs may hold their secrets.
        Entry("process-list", "no", 1 << 20, programs=(
            ("processes.txt", ("ps", "-eo", "pid,ppid,stat,rss,etimes,comm")),)),
    )
}  # fmt: skip


async def contents(config: Config, entry: Entry) -> Iterator[tuple[str, Path | bytes]]:
    """The parts of an entry: a name below the report's folder, and the file or the bytes."""
    parts: list[tuple[str, Path | bytes]] = []
    for name, words in entry.programs:
        try:
            said = await run(words, seconds=SECONDS)
        except CommandFailed as error:
            said = f"{error}\n"
        parts.append((f"{entry.key}/{name}", said.encode()))
    for pattern in entry.files:
        root = Path("/") if pattern.startswith("/") else config.state_dir
        for path in sorted(root.glob(pattern.lstrip("/"))):
            if path.is_file() and not path.is_symlink():
                parts.append((f"{entry.key}/{path.relative_to(root)}", path))
    return iter(parts)
