"""The class console."""

from __future__ import annotations

from xapid.model.fields import field
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import INT, STRING, STRING_MAP, ApiEnum, enum, ref


class ConsoleProtocol(ApiEnum):
    """What is spoken on the connection to a console."""

    vt100 = "vt100"
    rfb = "rfb"
    rdp = "rdp"


class Console(XenObject, name="console", write_role=VM_ADMIN, creatable=True):
    """A way to a running VM's screen or serial line."""

    uuid = field(STRING, "unique identifier")
    protocol = field(enum(ConsoleProtocol),
                     "what is spoken on the connection: rfb (VNC), vt100 (text) or rdp")  # fmt: skip
    location = field(STRING, "URL at which a client connects, with CONNECT or a WebSocket")
    VM = field(ref("VM"), "the VM whose console this is", inverse="consoles")
    other_config = field(STRING_MAP, "free entries for clients and tools", writable=True)
    port = field(INT, "port of the display on its host", writable=True, internal=True)
