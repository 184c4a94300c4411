"""The class message: notes for the administrator, about one object each."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.types import DATETIME, INT, STRING, ApiEnum, enum


class Cls(ApiEnum):
    VM = "VM"
    Host = "Host"
    SR = "SR"
    Pool = "Pool"
    VMPP = "VMPP"
    VMSS = "VMSS"
    PVS_proxy = "PVS_proxy"
    VDI = "VDI"
    Certificate = "Certificate"


class Message(XenObject, name="message", implicit=False):
    """A note about something that happened to an object."""

    # In the database, unlike the specification says: so notes are as durable as what they tell of.

    uuid = field(STRING, "unique name of the message")
    name = field(STRING, "what happened, as a word that programs know")
    priority = field(INT, "1 is the most urgent, 5 the least")
    cls = field(enum(Cls), "class of the object")
    obj_uuid = field(STRING, "uuid of the object")
    timestamp = field(DATETIME, "when it happened")
    body = field(STRING, "the details, for people or as XML")
