"""The class console."""

from __future__ import annotations

from typing import Any

from xapid.model.errors import not_implemented
from xapid.model.fields import field
from xapid.model.messages import message
from xapid.model.objects import XenObject
from xapid.model.roles import VM_ADMIN
from xapid.model.types import INT, STRING, STRING_MAP, ApiEnum, enum, ref
from xapid.objects.context import Context


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


def location(ctx: Context, console: Console) -> str:
    """Where a console is to be had."""
    return f"{ctx.services.reach.url}/console?uuid={console.uuid}"


def relocate(ctx: Context) -> None:
    """Bring the locations of all consoles to where this host is reached now."""
    with ctx.change():
        for console in ctx.store.all(Console):
            console.location = location(ctx, console)


@message(Console, role=VM_ADMIN, params={"args": "console record", "return": "console ref"})
async def create(ctx: Context, args: dict[str, Any]) -> Console:
    """Refused: a VM has its consoles while it runs, and nobody makes one by hand."""
    raise not_implemented("console.create")


@message(Console, role=VM_ADMIN)
async def destroy(ctx: Context, self: Console) -> None:
    """Refused: a console goes when its VM stops."""
    raise not_implemented("console.destroy")
