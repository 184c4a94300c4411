"""Which part of the front a request belongs to: by method, then by the longest matching prefix."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from xapid.rpc.endpoint import JSON, XML, Codec
from xapid.rpc.handlers import Handler


class Place(Enum):
    """What serves a request that is neither an RPC nor a registered handler."""

    PREFLIGHT = "the answer to OPTIONS"
    COMMAND_LINE = "the stream that xe talks on"
    WEB = "aiohttp: WebSockets, REST and pages"


#: Where REST is, and its description.
REST_PATHS = ("/rest", "/openapi.json", "/docs")

_REST_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")

Target = Codec | Handler | Place

_FIXED: tuple[tuple[str, str, Target], ...] = (
    ("POST", "/", XML),
    ("POST", "/RPC2", XML),
    ("POST", "/json", XML),
    ("POST", "/jsonrpc", JSON),
    ("OPTIONS", "/", Place.PREFLIGHT),
    ("POST", "/cli", Place.COMMAND_LINE),
    ("GET", "/", Place.WEB),
    ("GET", "/console", Place.WEB),
    *((method, path, Place.WEB) for method in _REST_METHODS for path in REST_PATHS),
)

#: The paths that requests are counted under, beside those of the handlers.
FIXED_PATHS = frozenset(path for _, path, _ in _FIXED)


class Routes:
    """The table of everything that the front answers."""

    def __init__(self, handlers: Iterable[Handler]) -> None:
        table: dict[str, list[tuple[str, Target]]] = {}
        for made in handlers:
            table.setdefault(made.method, []).append((made.path, made))
        for method, path, target in _FIXED:
            table.setdefault(method, []).append((path, target))
        self._table = {m: sorted(e, key=lambda entry: -len(entry[0])) for m, e in table.items()}
        self.find = lru_cache(maxsize=1024)(self._find)

    def _find(self, method: str, path: str) -> Target | None:
        """Who answers; None for a method or path that nobody does."""
        for prefix, target in self._table.get(method, ()):
            if path.startswith(prefix):
                return target
        return None
