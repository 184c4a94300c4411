"""Who traces just now, and the spans of one call for each of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xapid.tracing.exporting import Exporting

log = logging.getLogger(__name__)

#: The endpoint that means files of this host; all others are URLs.
FILES = "bugtool"

#: Seconds that spans on their way may take when an observer, or the daemon, ends.
FLUSH_SECONDS = 5.0


@dataclass(frozen=True)
class Observing:
    """What one observer wants: where its spans go, and what is added to each."""

    endpoints: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)


class Tracing:
    """The observers of this host that are on."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        #: By the uuid of the observer. While this is empty, calls are not traced and cost nothing more.
        self.active: dict[str, Exporting] = {}
        self._wanted: dict[str, Observing] = {}

    async def observe(self, uuid: str, wanted: Observing | None) -> None:
        """Begin, change or end what one observer does; None ends it. What was traced before is sent on."""
        if self._wanted.get(uuid) == wanted:
            return
        old = self.active.pop(uuid, None)
        self._wanted.pop(uuid, None)
        if wanted is not None:
            # Here and not above: most daemons trace nothing, and start sooner without these libraries.
            from xapid.tracing.exporting import Exporting

            self._wanted[uuid] = wanted
            self.active[uuid] = Exporting(uuid, wanted.endpoints, wanted.attributes, self.directory)
        if old is not None:
            await _end(old)

    async def close(self) -> None:
        """Send what is left, as far as that takes no longer than FLUSH_SECONDS."""
        ending = list(self.active.values())
        self.active.clear()
        self._wanted.clear()
        await asyncio.gather(*map(_end, ending))

    @contextmanager
    def span(self, name: str, attributes: dict[str, str], parent: str = "") -> Iterator[None]:
        """Trace the block for every observer; ``parent`` is a traceparent header, else the span around."""
        with ExitStack() as spans:
            for exporting in list(self.active.values()):
                spans.enter_context(exporting.span(name, attributes, parent))
            yield


async def _end(exporting: Exporting) -> None:
    """Give up what is not sent in time: its threads end by themselves."""
    ending = asyncio.ensure_future(asyncio.to_thread(exporting.close))
    done, _ = await asyncio.wait([ending], timeout=FLUSH_SECONDS)
    if not done:
        log.warning("spans of observer %s could not be sent in time", exporting.uuid)
