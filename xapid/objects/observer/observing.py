"""What this host does for its observers, kept true to their records."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from xapid.model.errors import XenError
from xapid.objects.context import Context
from xapid.objects.observer.declaration import Observer
from xapid.tracing.tracing import FILES, Observing

#: The parts of a host that an observer may name, and the one that is here.
COMPONENTS = ("xapi", "xenopsd", "xapi-clusterd", "smapi")
OURS = "xapi"

#: So that no observer makes every call expensive.
MOST_ENDPOINTS, MOST_ATTRIBUTES, MOST_TEXT = 8, 64, 4096
_ATTRIBUTE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,254}")


def check_endpoints(endpoints: Iterable[str]) -> None:
    """Raise INVALID_VALUE for what is neither ``bugtool`` nor an HTTP URL, and for too many."""
    given = list(endpoints)
    for endpoint in given:
        if endpoint != FILES and not _is_url(endpoint):
            raise XenError("INVALID_VALUE", "endpoints", endpoint[:200])
    if len(given) > MOST_ENDPOINTS:
        raise XenError("INVALID_VALUE", "endpoints", f"more than {MOST_ENDPOINTS}")


def _is_url(text: str) -> bool:
    try:
        url = urlsplit(text)
        return url.scheme in ("http", "https") and bool(url.hostname) and (url.port or 1) > 0
    except ValueError:
        return False


def check_components(components: Iterable[str]) -> None:
    """Raise INVALID_VALUE for a part that no host has."""
    for component in components:
        if component not in COMPONENTS:
            raise XenError("INVALID_VALUE", "components", component[:200])


def check_attributes(attributes: dict[str, str]) -> None:
    """Raise INVALID_VALUE for names that traces cannot have, and for too much."""
    for key, value in attributes.items():
        if _ATTRIBUTE.fullmatch(key) is None or len(value) > MOST_TEXT:
            raise XenError("INVALID_VALUE", "attributes", key[:200])
    if len(attributes) > MOST_ATTRIBUTES:
        raise XenError("INVALID_VALUE", "attributes", f"more than {MOST_ATTRIBUTES}")


async def follow(ctx: Context, observer: Observer) -> None:
    """Trace for the observer as its record says, or no more."""
    await ctx.services.tracing.observe(observer.uuid, _wanted(ctx, observer))


def _wanted(ctx: Context, observer: Observer) -> Observing | None:
    hosts, components = observer.raw("hosts"), observer.components
    here = not hosts or ctx.services.host.ref in hosts
    if not (observer.alive and observer.enabled and here and (not components or OURS in components)):
        return None
    return Observing(tuple(observer.endpoints), dict(observer.attributes))


async def follow_all(ctx: Context) -> None:
    """After a start: trace for all who want it."""
    for observer in ctx.store.all(Observer):
        await follow(ctx, observer)
