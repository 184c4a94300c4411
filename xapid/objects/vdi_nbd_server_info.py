"""The class vdi_nbd_server_info."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import INT, STRING


class VdiNbdServerInfo(XenObject, name="vdi_nbd_server_info", events=False, persist=False, in_database=False):
    """One way to reach a disk by NBD: a record, never stored."""

    exportname = field(STRING, "export to ask the server for")
    address = field(STRING, "address of the server")
    port = field(INT, "TCP port")
    cert = field(STRING, "TLS certificate of the server, PEM")
    subject = field(STRING, "a host name that the certificate is for")
