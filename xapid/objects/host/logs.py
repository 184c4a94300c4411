"""The log of the host's agent, and where else it goes."""

from __future__ import annotations

import asyncio

from xapid.model.errors import XenError, internal_error
from xapid.model.messages import message
from xapid.model.roles import POOL_OPERATOR, READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

#: Key of host.logging that names the server which hears the log as well.
DESTINATION = "syslog_destination"


@message(Host, role=READ_ONLY)
async def get_log(ctx: Context, host: Host) -> str:
    """The log of the host's agent, the last MiB of it. INTERNAL_ERROR when it cannot be read."""
    try:
        text = await asyncio.to_thread(ctx.services.machine.log.tail)
    except OSError as error:
        raise internal_error(f"The log cannot be read: {error.strerror}") from None
    return "".join(c if c.isprintable() or c in "\t\n" else "\ufffd" for c in text)


@message(Host, role=POOL_OPERATOR)
async def syslog_reconfigure(ctx: Context, host: Host) -> None:
    """Send the agent's log where ``logging`` says: ``syslog_destination`` is [udp://|tcp://]HOST[:PORT].

    INVALID_VALUE when it is not; without it the log stays here.
    """
    await forward_log(ctx, host)


async def forward_log(ctx: Context, host: Host) -> None:
    """The same, for the daemon's start as well."""
    destination = host.logging.get(DESTINATION, "")
    try:
        await asyncio.to_thread(ctx.services.machine.log.forward, destination)
    except ValueError:
        raise XenError("INVALID_VALUE", DESTINATION, destination) from None
