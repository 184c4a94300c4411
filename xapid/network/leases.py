"""Reading what dnsmasq wrote about the addresses it handed out."""

import time
from ipaddress import IPv4Address
from pathlib import Path

from xapid.network.spec import Lease


def parse_leases(text: str, now: float) -> list[Lease]:
    """The leases that have not expired at `now` (seconds since the epoch); half-written lines are skipped."""
    found = []
    for line in text.splitlines():
        words = line.split()
        if len(words) < 4 or not words[0].isdecimal():
            continue
        expires, mac, ip, hostname = int(words[0]), words[1], words[2], words[3]
        if expires and expires <= now:
            continue
        try:
            found.append(
                Lease(mac=mac, ip=IPv4Address(ip), hostname=hostname.removeprefix("*"), expires=expires)
            )
        except ValueError:  # an IPv6 lease, or a line that is being written just now
            continue
    return found


def read_leases(path: Path) -> list[Lease]:
    """The leases in a file; none if there is no such file."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return parse_leases(text, time.time())
