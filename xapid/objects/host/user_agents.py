"""The programs that talk to this host, as they name themselves."""

from __future__ import annotations

from collections import OrderedDict

from xapid.model.messages import message
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host

#: Programs, addresses of each, and characters of a name that are kept.
MOST_AGENTS, MOST_ADDRESSES, LONGEST = 1000, 8, 256


class UserAgents:
    """The programs that called last, each with the addresses that it called from, the latest first."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, agent: str, address: str) -> None:
        """A connection of that program began to send requests."""
        if not agent:
            return
        addresses = self._seen.setdefault(agent[:LONGEST], OrderedDict())
        self._seen.move_to_end(agent[:LONGEST])
        addresses[address or "local"] = None
        addresses.move_to_end(address or "local", last=False)
        if len(addresses) > MOST_ADDRESSES:
            addresses.popitem()
        if len(self._seen) > MOST_AGENTS:
            self._seen.popitem(last=False)

    def told(self) -> dict[str, str]:
        """The programs, with their addresses separated by commas."""
        return {agent: ",".join(addresses) for agent, addresses in self._seen.items()}


@message(Host, role=READ_ONLY)
async def get_tracked_user_agents(ctx: Context, self: Host) -> dict[str, str]:
    """The last thousand programs that called the host since it started, with the addresses of each."""
    return ctx.services.user_agents.told()
