"""Joining a NIC to a bridge: its addresses and routes move over, and back when the bridge goes."""

import json
from dataclasses import asdict, dataclass, replace
from ipaddress import ip_interface
from pathlib import Path
from socket import AF_INET, AF_INET6

from xapid.files import write_whole
from xapid.network.addresses import chosen, default_route, family_of, interfaces, set_ipv6, settle
from xapid.network.door import Door
from xapid.network.errors import NetworkError, UplinkNotAdopted
from xapid.network.netlink import RTPROT_KERNEL, Interface, Kernel, Link, Route
from xapid.network.spec import HostAddresses
from xapid.network.written import WrittenAddresses

_NONE = HostAddresses()
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Adoption:
    """What a NIC had before it joined a bridge; written down before anything moves."""

    device: str
    mtu: int
    boot: str
    addresses: tuple[str, ...]
    routes: tuple[Route, ...]

    @property
    def interfaces(self) -> list[Interface]:
        return [ip_interface(text) for text in self.addresses]

    @property
    def is_current(self) -> bool:
        """Whether it was written since the host started; before that is history."""
        return self.boot == _boot_id()


class Adoptions:
    """The NICs that may be joined to our bridges, one file each; the file is the permission. Blocks."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def all(self) -> dict[str, str]:
        """The uplink of each bridge that has, or was about to have, one."""
        found = ((path.stem, self.find(path.stem)) for path in sorted(self._directory.glob("*.json")))
        return {bridge: known.device for bridge, known in found if known is not None}

    def find(self, bridge: str) -> Adoption | None:
        """The adoption written down for a bridge."""
        try:
            data = json.loads(self._path(bridge).read_bytes())
        except FileNotFoundError:
            return None
        routes = tuple(Route(**route) for route in data["routes"])
        return Adoption(data["device"], data["mtu"], data["boot"], tuple(data["addresses"]), routes)

    def write(self, bridge: str, adoption: Adoption) -> None:
        """Write an adoption down, durably."""
        write_whole(self._path(bridge), json.dumps(asdict(adoption)).encode(), 0o644)

    def forget(self, bridge: str) -> None:
        """The bridge has no uplink any more."""
        self._path(bridge).unlink(missing_ok=True)

    def _path(self, bridge: str) -> Path:
        return self._directory / f"{bridge}.json"


class Uplinks:
    """Moves a NIC's configuration to a bridge and back; a crash half-way is repaired by doing it again."""

    def __init__(self, directory: Path, door: Door) -> None:
        self._adoptions = Adoptions(directory)
        self._written = WrittenAddresses(directory.parent / "addresses")
        self._door = door

    async def all(self) -> dict[str, str]:
        """The uplink of each bridge that has, or was about to have, one."""
        return await self._door(self._adoptions.all)

    async def check(self, kernel: Kernel, bridge: str, device: str, *, adopt: bool) -> None:
        """Raise what `join` would raise, before anything was touched."""
        nic = await kernel.get(device)
        own = await kernel.find(bridge)
        if nic.kind == "bridge" or nic.master not in (0, own.index if own else 0):
            raise NetworkError(f"{device} cannot be an uplink: it is a bridge, or a port of another")
        known = await self._door(self._adoptions.find, bridge)
        if not adopt and (known is None or known.device != device):
            raise UplinkNotAdopted(f"joining {device} to {bridge} would move its addresses and routes")

    async def join(self, kernel: Kernel, bridge: Link, device: str) -> None:
        """Make `device`, which `check` let pass, the bridge's uplink."""
        nic = await kernel.get(device)
        known = await self._door(self._adoptions.find, bridge.name)
        if known is None or known.device != device or not known.is_current:
            known = await _capture(kernel, nic)
            await self._door(self._adoptions.write, bridge.name, known)
        await kernel.change(bridge, address=nic.mac)
        await kernel.change(bridge, state="up")
        await kernel.change(nic, master=bridge.index, state="up")
        wanted = await self._door(self._written.find, bridge.name)
        await _move(kernel, without(known, wanted), nic, bridge)
        for address in known.interfaces:
            await kernel.remove_address(nic, address)
        await self._settle(kernel, bridge, known, wanted)

    async def configure(self, kernel: Kernel, bridge: Link, wanted: HostAddresses) -> None:
        """Have these addresses on the bridge, now and whenever it is joined; what was, when that fails."""
        known = await self._door(self._adoptions.find, bridge.name)
        if known is None:
            raise UplinkNotAdopted(f"{bridge.name} has no uplink")
        before = await self._door(self._written.find, bridge.name)
        try:
            await self._door(self._written.write, bridge.name, wanted)
            await self._settle(kernel, bridge, known, wanted, before)
        except BaseException:
            await self._door(self._written.write, bridge.name, before)
            await self._settle(kernel, bridge, known, before, wanted)
            raise

    async def configured(self) -> dict[str, HostAddresses]:
        """What `configure` was told, by bridge."""
        return await self._door(self._written.all)

    async def forget_addresses(self, bridge: str) -> None:
        """Nothing was configured for the bridge."""
        await self._door(self._written.write, bridge, HostAddresses())

    async def _settle(self, kernel: Kernel, bridge: Link, known: Adoption, wanted: HostAddresses,
                      before: HostAddresses = _NONE) -> None:  # fmt: skip
        """Settle the families that are, or were, configured; the others were moved with the card."""
        if wanted.ipv6 is not None or before.ipv6 is not None:
            await self._door(set_ipv6, bridge.name, wanted.ipv6)
        for family in (AF_INET, AF_INET6):
            changed = chosen(wanted, family) is not None or chosen(before, family) is not None
            if changed and not (family == AF_INET6 and wanted.ipv6 is not None and wanted.ipv6.autoconf):
                await settle(kernel, bridge, family, *state(known, wanted, family, bridge.index))

    async def part(self, kernel: Kernel, bridge: str) -> None:
        """Give the bridge's uplink back what it had; no uplink is fine, and so is a bridge that is gone."""
        known = await self._door(self._adoptions.find, bridge)
        if known is None:
            return
        link = await kernel.find(bridge)
        nic = await kernel.find(known.device)
        if nic is not None and nic.master in (0, link.index if link else 0):
            await kernel.change(nic, master=0)
            await kernel.change(nic, mtu=known.mtu)
            if known.is_current:
                await _move(kernel, known, link, nic)
        await self._door(self._adoptions.forget, bridge)


def _boot_id() -> str:
    return _BOOT_ID.read_text().strip()


async def _capture(kernel: Kernel, nic: Link) -> Adoption:
    addresses = [a for index, a in await kernel.addresses() if index == nic.index and not a.is_link_local]
    routes = [r for r in await kernel.routes() if r.index == nic.index and r.proto != RTPROT_KERNEL]
    routes.sort(key=lambda route: bool(route.gateway))  # a gateway must be reachable when its route is set
    return Adoption(nic.name, nic.mtu, _boot_id(), tuple(map(str, addresses)), tuple(routes))


async def _move(kernel: Kernel, known: Adoption, source: Link | None, target: Link) -> None:
    for address in known.interfaces:
        if source is not None:
            await kernel.remove_address(source, address)
        await kernel.add_address(target, address)
    for route in known.routes:
        await kernel.set_route(route, target.index)


def without(known: Adoption, wanted: HostAddresses) -> Adoption:
    """The part of what the card had that counts: that of the families for which nothing was configured."""
    kept = [str(a) for a in known.interfaces if chosen(wanted, family_of(a)) is None]
    routes = [route for route in known.routes if chosen(wanted, route.family) is None]
    return replace(known, addresses=tuple(kept), routes=tuple(routes))


def state(known: Adoption, wanted: HostAddresses, family: int,
          index: int) -> tuple[list[Interface], list[Route]]:  # fmt: skip
    """The addresses and routes of the family that the bridge ought to have."""
    setting = chosen(wanted, family)
    if setting is not None:
        return interfaces(setting), default_route(setting, family, index)
    addresses = [address for address in known.interfaces if family_of(address) == family]
    return addresses, [route for route in known.routes if route.family == family]
