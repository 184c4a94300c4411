"""What the settings let xapid change about its host."""

from __future__ import annotations

from xapid.config import Config
from xapid.machine.errors import NotAllowed


def require(config: Config, what: str) -> None:
    """NotAllowed unless host_control names ``what``."""
    if what not in config.host_control:
        raise NotAllowed(what)
