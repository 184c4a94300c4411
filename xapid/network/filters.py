"""The packet filter between guests and their bridges: one nftables table of our own, one chain per device."""

import asyncio
import shutil
import zlib
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv6Address

from xapid.network.errors import NetworkTimeout, RulesFailed
from xapid.network.spec import Passing, PortRules

_SENDERS, _CLOSED = "senders", "closed"


class Filters:
    """The rules of one owner's guests. Each change is one transaction of the kernel, and may be repeated."""

    def __init__(self, owner: str, seconds: float) -> None:
        self._table = f"bridge xapid_{zlib.crc32(owner.encode()):08x}"
        self._seconds = seconds
        #: Devices that have rules; None until `replace` has set all of them.
        self._held: set[str] | None = None
        self._lock = asyncio.Lock()

    async def set(self, device: str, rules: PortRules) -> None:
        """Have these rules for one device; others keep theirs. Raises RulesFailed."""
        if rules.hold_nothing_back:
            await self.drop([device])
            return
        async with self._lock:
            await self._tell([*self._frame(), *self._device(device, rules)])
            if self._held is not None:
                self._held.add(device)

    async def drop(self, devices: Iterable[str]) -> None:
        """Have no rules for these devices."""
        async with self._lock:
            with_rules = [d for d in devices if self._held is None or d in self._held]
            if not with_rules or (self._held is None and _program() is None):
                return
            await self._tell([*self._frame(), *(line for d in with_rules for line in self._without(d))])
            if self._held is not None:
                self._held.difference_update(with_rules)

    async def replace(self, desired: Mapping[str, PortRules]) -> None:
        """Have exactly these rules."""
        kept = {device: rules for device, rules in desired.items() if not rules.hold_nothing_back}
        async with self._lock:
            if kept or _program() is not None:  # without nft nobody can have set any
                lines = [f"add table {self._table}", f"delete table {self._table}"]
                if kept:
                    lines += self._frame()
                for device, rules in kept.items():
                    lines += self._device(device, rules)
                await self._tell(lines)
            self._held = set(kept)

    def _frame(self) -> list[str]:
        table = self._table
        hook = "policy accept; }"
        return [
            f"add table {table}",
            f"add map {table} {_SENDERS} {{ type ifname : verdict; }}",
            f"add set {table} {_CLOSED} {{ type ifname; }}",
            f"add chain {table} sent {{ type filter hook prerouting priority 0; {hook}",
            f"add chain {table} received {{ type filter hook postrouting priority 0; {hook}",
            f"flush chain {table} sent",
            f"flush chain {table} received",
            f"add rule {table} sent iifname vmap @{_SENDERS}",
            f"add rule {table} received oifname @{_CLOSED} drop",
        ]

    def _device(self, device: str, rules: PortRules) -> list[str]:
        table = self._table
        lines = [f"add chain {table} {device}", f"flush chain {table} {device}"]
        lines += [f"add rule {table} {device} {rule}" for rule in _rules(rules)]
        lines.append(f'add element {table} {_SENDERS} {{ "{device}" : jump {device} }}')
        lines.append(f'add element {table} {_CLOSED} {{ "{device}" }}')
        if rules.passing != Passing.nothing:
            lines.append(f'delete element {table} {_CLOSED} {{ "{device}" }}')
        return lines

    def _without(self, device: str) -> list[str]:
        # What is deleted has to be there, so it is made first.
        table = self._table
        return [
            f"add chain {table} {device}",
            f'add element {table} {_SENDERS} {{ "{device}" : jump {device} }}',
            f'add element {table} {_CLOSED} {{ "{device}" }}',
            f'delete element {table} {_SENDERS} {{ "{device}" }}',
            f'delete element {table} {_CLOSED} {{ "{device}" }}',
            f"delete chain {table} {device}",
        ]

    async def _tell(self, lines: list[str]) -> None:
        program = _program()
        if program is None:
            raise RulesFailed("nft is not installed, so packets of guests cannot be held back")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(program, "-f", "-", stdin=pipe, stderr=pipe)
        try:
            async with asyncio.timeout(self._seconds):
                _, complaint = await process.communicate("\n".join([*lines, ""]).encode())
        except TimeoutError as error:
            raise NetworkTimeout(f"nft did not answer within {self._seconds:g} s") from error
        finally:
            if process.returncode is None:
                process.kill()
        if process.returncode:
            raise RulesFailed(f"nft refused the rules: {complaint.decode(errors='replace').strip()[:300]}")


def _program() -> str | None:
    return shutil.which("nft", path="/usr/local/sbin:/usr/sbin:/sbin:/usr/bin")


def _rules(rules: PortRules) -> list[str]:
    if rules.passing == Passing.nothing:
        return ["drop"]
    limit = []
    if rules.kib_per_second is not None:
        burst = _burst(rules.kib_per_second)
        limit = [f"limit rate over {rules.kib_per_second} kbytes/second burst {burst} kbytes drop"]
    if rules.passing == Passing.everything:
        return limit
    own = ["ether type vlan drop", f"ether saddr != {rules.mac} drop"]
    return [*own, *limit, *_own_ipv4(rules), *_own_ipv6(rules), "drop"]


def _burst(kib_per_second: int) -> int:
    """What may come at once, in KiB: a tenth of a second's worth, but some whole packets in any case."""
    return max(64, kib_per_second // 10)


def _own_ipv4(rules: PortRules) -> list[str]:
    if not rules.ipv4:
        return []
    own = _set(rules.ipv4)
    return [
        f"arp saddr ether != {rules.mac} drop",
        f"arp saddr ip {own} accept",
        f"arp saddr ip 0.0.0.0 arp daddr ip {own} accept",  # whether anybody else has the address
        "ip saddr 0.0.0.0 ip daddr 255.255.255.255 udp sport 68 udp dport 67 accept",  # asks for it by DHCP
        f"ip saddr {own} accept",
    ]


def _own_ipv6(rules: PortRules) -> list[str]:
    if not rules.ipv6:
        return []
    addresses = (*rules.ipv6, link_local(rules.mac))  # without that one, no other can be used
    own, targets = _set(addresses), _set(f"0x{int(address):032x}" for address in addresses)
    target = f"@th,64,128 {targets}"  # 64 bits into the ICMPv6 header
    return [
        f"icmpv6 type nd-neighbor-advert @th,64,128 != {targets} drop",
        f"ip6 saddr :: icmpv6 type nd-neighbor-solicit {target} accept",
        f"ip6 saddr {own} accept",
    ]


def _set(items: Iterable[IPv4Address | IPv6Address | str]) -> str:
    return f"{{ {', '.join(map(str, dict.fromkeys(items)))} }}"


def link_local(mac: str) -> IPv6Address:
    """The link-local address that a card of this hardware address gives itself."""
    first, *rest = bytes.fromhex(mac.replace(":", ""))
    identifier = bytes((first ^ 2, *rest[:2], 0xFF, 0xFE, *rest[2:]))
    return IPv6Address(b"\xfe\x80" + bytes(6) + identifier)
