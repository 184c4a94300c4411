"""Work that a network card does for the processor, or leaves to it."""

from pyroute2 import Ethtool
from pyroute2.ethtool.ioctl import EthtoolError, NoSuchDevice

from xapid.network.errors import NetworkError, NicNotFound

_RECEIVE = "generic-receive-offload"


def set_receive_offload(device: str, enabled: bool) -> None:
    """Have the card's received packets joined to larger ones, or not. Blocks. Raises NicNotFound."""
    ethtool = Ethtool()
    try:
        ethtool.set_offload_flag(device, _RECEIVE, int(enabled))
    except NoSuchDevice as error:
        raise NicNotFound(f"there is no network device {device}") from error
    except (EthtoolError, OSError) as error:
        raise NetworkError(f"{device} has no such setting: {error}") from error
    finally:
        ethtool.close()
