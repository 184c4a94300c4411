"""Requests without TLS: which of them other machines have to send over HTTPS."""

from __future__ import annotations

import ipaddress
import re

from xapid.config import Config
from xapid.objects.services import Services
from xapid.rpc import replies
from xapid.rpc.head import Head
from xapid.rpc.routes import REST_PATHS, Place, Target

_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?")

#: Whoever asks here has sent more than a wish to see a page, and has to notice.
_NO_PAGES = ("/console", *REST_PATHS)


class PlainHttp:
    """What is not answered on the plain port; the machine itself may ask for everything."""

    def __init__(self, config: Config, services: Services) -> None:
        self._pages = config.web_over_http
        self._services = services
        #: The port really listened on; None: there is no HTTPS, so nobody is sent there.
        self.https_port: int | None = None

    def answer(self, head: Head, address: str, target: Target | None) -> bytes | None:
        """301 or 403 for a request that has to come over TLS; None: it may go on."""
        page = target is Place.WEB and not head.websocket and not head.path.startswith(_NO_PAGES)
        strict = self._services.reach.https_only
        if self.https_port is None or not (strict or page) or is_own(address):
            return None
        if page and not strict and self._pages == "serve":
            return None
        if page and self._pages != "refuse":
            return replies.error(301, "This host answers over HTTPS", {"Location": self._elsewhere(head)})
        return replies.error(403, "This host answers over HTTPS only")

    def _elsewhere(self, head: Head) -> str:
        """The same address with https."""
        match = _HOST.fullmatch(head.headers.get("host", ""))
        host = match[1] if match else self._services.reach.address
        if not match and ":" in host:
            host = f"[{host}]"
        port = "" if self.https_port == 443 else f":{self.https_port}"
        return f"https://{host}{port}{head.target}"


def is_own(address: str) -> bool:
    """Whether a client is on this machine."""
    if not address:  # it is gone already
        return False
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback
