"""Where clients reach this host now, and how."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from xapid.config import Config
from xapid.objects.host.address import own_address, own_url

#: Has the API listen for this machine alone, or not.
ShutOut = Callable[[bool], Awaitable[None]]


class Reach:
    """The address and the ports; they change when the host's management does."""

    def __init__(self, config: Config) -> None:
        #: Address under which clients reach this host.
        self.address = own_address(config.http_host)
        #: The beginning of its URLs, with a port if need be.
        self.url = own_url(self.address, config.http_port, config.https_port)
        #: Whether other machines are answered over TLS alone.
        self.https_only = False
        #: Whether the API is closed to other machines.
        self.closed = False
        #: Closes it, or opens it again; the floor above, which listens, lends it. Raises OSError.
        self.shut_out: ShutOut
        #: Where disks can be read by NBD; None: nowhere.
        self.nbd_port: int | None = None
        #: Held while this host's own addresses change: one change at a time.
        self.changing = asyncio.Lock()

    def move_to(self, address: str) -> None:
        """Clients reach this host under another address from now on."""
        old = f"[{self.address}]" if ":" in self.address else self.address
        new = f"[{address}]" if ":" in address else address
        self.url = self.url.replace(f"://{old}", f"://{new}", 1)
        self.address = address

    def listens_on(self, http_port: int | None, https_port: int | None) -> None:
        """These are the ports that were really taken."""
        self.url = own_url(self.address, http_port, https_port)
