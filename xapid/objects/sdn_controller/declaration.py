"""The class SDN_controller."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import INT, STRING, ApiEnum, enum


class SdnControllerProtocol(ApiEnum):
    """Which side of the connection to a switch's controller calls the other."""

    ssl = "ssl"
    pssl = "pssl"


class SDNController(XenObject, name="SDN_controller"):
    """A controller of the hosts' virtual switches."""

    uuid = field(STRING, "unique identifier")
    protocol = field(
        enum(SdnControllerProtocol), "how to reach it: this side calls with ssl, and is called with pssl",
        given=True, default=SdnControllerProtocol.ssl,
    )  # fmt: skip
    address = field(STRING, "IP address; empty with pssl", given=True, default="")
    port = field(INT, "TCP port; 0: the usual one", given=True, default=0)
