"""What the host can be asked."""

from __future__ import annotations

from xapid.model.messages import message
from xapid.model.registry import registry
from xapid.model.roles import READ_ONLY
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host


@message(Host, role=READ_ONLY, asynchronous=False)
async def list_methods(ctx: Context) -> list[str]:
    """The names of all public messages, as CLASS.name, in the order of the alphabet."""
    return sorted(m.full_name for m in registry.messages.values() if not m.hidden)
