"""How a network operation fails."""


class NetworkError(Exception):
    """Any failure of the network driver; the text is for people."""


class BridgeNotOurs(NetworkError):
    """The bridge exists, but this daemon did not make it, so it is left alone."""


class BridgeConflict(NetworkError):
    """The name belongs to the bridge of another network."""


class BridgeNotFound(NetworkError):
    """There is no such bridge."""


class BridgeBusy(NetworkError):
    """Guests are still joined to the bridge."""


class NicNotFound(NetworkError):
    """There is no such network device."""


class UplinkNotAdopted(NetworkError):
    """Joining this NIC to a bridge moves its configuration, which nobody asked for."""


class ResolverNotOurs(NetworkError):
    """The settings do not let us write which name servers the host asks."""


class DhcpFailed(NetworkError):
    """The DHCP server did not start or stop."""


class RulesFailed(NetworkError):
    """The kernel does not take the packet filter's rules, or nft is not installed."""


class NetworkTimeout(NetworkError):
    """The host did not answer in time; what was asked may or may not have happened."""
