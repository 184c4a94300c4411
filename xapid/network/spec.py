"""What the network driver takes and returns: plain data, checked on the way in."""

import re
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

MIN_MTU, MAX_MTU = 68, 65535
MAX_DEVICE_NAME = 15  # the kernel's IFNAMSIZ, without the closing zero

# What a device may be called here: narrower than the kernel's rule, so that no name is an option or a path.
_DEVICE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:~-]{0,14}", re.ASCII)
_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}", re.ASCII)


def check_device_name(name: str) -> str:
    """The name itself, if a network device may bear it; ValueError otherwise."""
    if not _DEVICE_NAME.fullmatch(name) or name in (".", "..", "all", "default", "lo"):
        raise ValueError(f"not a name for a network device of at most {MAX_DEVICE_NAME} characters: {name!r}")
    return name


def check_mtu(mtu: int) -> int:
    """The MTU itself, if a bridge can have it; ValueError otherwise."""
    if not MIN_MTU <= mtu <= MAX_MTU:
        raise ValueError(f"an MTU is {MIN_MTU} to {MAX_MTU} bytes, not {mtu}")
    return mtu


def check_mac(mac: str) -> str:
    """The address in lower case with colons; ValueError if it is not a MAC address."""
    lower = mac.lower()
    if not _MAC.fullmatch(lower):
        raise ValueError(f"not a MAC address: {mac!r}")
    return lower


def _usable_host(address: IPv4Interface) -> IPv4Interface:
    net = address.network
    if net.prefixlen < 31 and address.ip in (net.network_address, net.broadcast_address):
        raise ValueError(f"{address} names the network or its broadcast address, not a host in it")
    return address


DeviceName = Annotated[str, AfterValidator(check_device_name)]
Mac = Annotated[str, AfterValidator(check_mac)]
Mtu = Annotated[int, AfterValidator(check_mtu)]
HostAddress = Annotated[IPv4Interface, AfterValidator(_usable_host)]


class Spec(BaseModel):
    """Base of all specs here: frozen, and strange to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DhcpSpec(Spec):
    """IPv4 addresses to hand out on one bridge; both ends of the range lie in the bridge's own subnet."""

    first: IPv4Address
    last: IPv4Address
    router: IPv4Address | None = None
    dns: tuple[IPv4Address, ...] = ()
    domain: Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$")] | None = None
    lease_seconds: Annotated[int, Field(ge=120, le=31_536_000)] = 3600

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"the DHCP range ends ({self.last}) before it begins ({self.first})")
        return self

    def check_inside(self, address: IPv4Interface) -> None:
        """ValueError unless a server at `address` can hand out this range."""
        net = address.network
        if self.first not in net or self.last not in net:
            raise ValueError(f"the DHCP range {self.first}-{self.last} is not inside {net}")
        if self.first <= net.network_address or self.last >= net.broadcast_address:
            raise ValueError(f"the DHCP range {self.first}-{self.last} takes in an end of {net}")
        if self.first <= address.ip <= self.last:
            raise ValueError(f"the DHCP range {self.first}-{self.last} takes in the server's {address.ip}")
        if self.router is not None and self.router not in net:
            raise ValueError(f"the router {self.router} is not inside {net}")


class Ipv4Setting(Spec):
    """The host's own IPv4 address on a bridge with an uplink; without `address` it has none."""

    address: HostAddress | None = None
    gateway: IPv4Address | None = None
    leads: bool = Field(default=True, description="whether the gateway comes before those of other cards")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        _check_gateway(self.address, self.gateway)
        return self


class Ipv6Setting(Spec):
    """The host's own IPv6 address there; with `autoconf` the routers say which."""

    address: IPv6Interface | None = None
    gateway: IPv6Address | None = None
    autoconf: bool = False
    leads: bool = Field(default=True, description="whether the gateway comes before those of other cards")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.autoconf and (self.address or self.gateway):
            raise ValueError("an address that the routers choose cannot be given")
        if self.gateway is None or not self.gateway.is_link_local:
            _check_gateway(self.address, self.gateway)
        return self


def _check_gateway(address: IPv4Interface | IPv6Interface | None,
                   gateway: IPv4Address | IPv6Address | None) -> None:  # fmt: skip
    if gateway is not None and (address is None or gateway not in address.network or gateway == address.ip):
        raise ValueError(f"the gateway {gateway} cannot be reached from {address}")


class HostAddresses(Spec):
    """What the host has on a bridge with an uplink; None is what the card had before it joined."""

    ipv4: Ipv4Setting | None = None
    ipv6: Ipv6Setting | None = None


class BridgeSpec(Spec):
    """A bridge that ought to exist; `uplink` is the NIC that joins it to the world outside."""

    name: DeviceName
    network_uuid: UUID
    mtu: Mtu = 1500
    uplink: DeviceName | None = None
    address: HostAddress | None = None
    dhcp: DhcpSpec | None = None
    multicast_snooping: bool | None = Field(default=None, description="None: as the kernel has it")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.uplink == self.name:
            raise ValueError("a bridge cannot be its own uplink")
        if self.dhcp is not None:
            if self.address is None:
                raise ValueError("a bridge without an address cannot serve DHCP")
            self.dhcp.check_inside(self.address)
        return self


def internal_network(name: str, network_uuid: UUID, subnet: IPv4Network) -> BridgeSpec:
    """The host internal management network: the host is the subnet's first address, guests get the rest."""
    if subnet.prefixlen > 29:
        raise ValueError(f"{subnet} is too small for the host and its guests")
    host = IPv4Interface((subnet.network_address + 1, subnet.prefixlen))
    dhcp = DhcpSpec(first=host.ip + 1, last=subnet.broadcast_address - 1)
    return BridgeSpec(name=name, network_uuid=network_uuid, address=host, dhcp=dhcp)


class BridgeInfo(Spec):
    """A bridge of ours as it is now; `ports` leaves the uplink out."""

    name: str
    network_uuid: UUID
    mac: str
    mtu: int
    up: bool
    uplink: str | None = None
    address: IPv4Interface | None = None
    ports: tuple[str, ...] = ()
    dhcp_pid: int | None = Field(default=None, description="the DHCP server's process, if it runs")


class Duplex(StrEnum):
    half = "half"
    full = "full"
    unknown = "unknown"


class NicInfo(Spec):
    """A network device of the host, as found; nothing here was changed to learn it."""

    device: str
    mac: str
    mtu: int
    up: bool
    carrier: bool
    speed: int = Field(default=0, description="Mbit/s; 0 when the device does not say")
    duplex: Duplex = Duplex.unknown
    kind: str = Field(default="", description="the kernel's kind (bridge, tun, veth...); empty for hardware")
    bridge: str | None = Field(default=None, description="the bridge or bond that it is a port of")
    ipv4: tuple[IPv4Interface, ...] = ()
    ipv6: tuple[IPv6Interface, ...] = ()
    gateway: IPv4Address | None = None
    ipv6_gateway: IPv6Address | None = None
    dns: tuple[str, ...] = Field(default=(), description="name servers, for a device with a default route")
    vendor_id: str = ""
    vendor_name: str = ""
    device_id: str = ""
    device_name: str = ""
    pci_bus_path: str = ""
    driver: str = ""
    multicast_snooping: bool | None = Field(default=None, description="of a bridge, where the kernel says")
    configured: HostAddresses = Field(HostAddresses(), description="what `configure` was told, of a bridge")
    is_physical: bool = False
    is_management: bool = Field(default=False, description="whether it carries the default route")


class Lease(Spec):
    """An address that the DHCP server of a bridge handed out."""

    mac: str
    ip: IPv4Address
    hostname: str = ""
    expires: int = Field(description="seconds since the epoch; 0 means never")


class InterfaceStats(Spec):
    """Counters of a device since it exists: bytes and packets, as the host counts them."""

    rx_bytes: int
    rx_packets: int
    rx_errors: int
    rx_dropped: int
    tx_bytes: int
    tx_packets: int
    tx_errors: int
    tx_dropped: int


class Passing(StrEnum):
    """What a guest may send: everything, what bears its own addresses, or nothing (nor receive anything)."""

    everything = "everything"
    own = "own"
    nothing = "nothing"


class PortRules(Spec):
    """What passes between a guest's device and its bridge; `mac` and the lists are the guest's own."""

    mac: Mac
    passing: Passing = Passing.everything
    ipv4: tuple[IPv4Address, ...] = ()
    ipv6: tuple[IPv6Address, ...] = ()
    kib_per_second: Annotated[int, Field(ge=1, le=2**31)] | None = None

    @property
    def hold_nothing_back(self) -> bool:
        """Whether these are no rules at all."""
        return self.passing == Passing.everything and self.kib_per_second is None


class LinkEventKind(StrEnum):
    added = "added"
    removed = "removed"
    changed = "changed"
    address = "address"
    resync = "resync"  # events were lost: list everything again


class LinkEvent(Spec):
    """Something happened to a device; `up`, `carrier`, `mtu`, `bridge` say how it is after that."""

    kind: LinkEventKind
    device: str = ""
    up: bool = False
    carrier: bool = False
    mtu: int = 0
    mac: str = ""
    bridge: str | None = None


class ReconcileReport(Spec):
    """What `reconcile` did; `failed` maps a bridge's name to the reason."""

    created: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    busy: tuple[str, ...] = Field(default=(), description="unwanted, but guests are still joined to them")
    failed: dict[str, str] = {}
    taps_removed: tuple[str, ...] = ()
