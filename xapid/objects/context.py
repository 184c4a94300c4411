"""What a message may use: who calls, the store, the host, and how to report progress."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xapid.model.objects import XenObject
from xapid.model.types import ApiEnum
from xapid.objects import operations
from xapid.objects.failures import named
from xapid.store.change import Change
from xapid.store.store import Store

if TYPE_CHECKING:
    from xapid.objects.services import Services
    from xapid.objects.session import Session
    from xapid.objects.task import Task

Report = Callable[[float], None]


def _ignore(fraction: float) -> None:
    pass


@dataclass(frozen=True)
class Context:
    """One call under way. ``session`` is None for what the daemon does by itself."""

    store: Store
    services: Services
    session: Session | None = None
    #: The call's task, when its message has an async form.
    task: Task | None = None
    #: Takes how much of the call is done, 0.0 to 1.0.
    progress: Report = _ignore
    #: Facts about the request: user agent, client address, originator, headers.
    request: dict[str, str] = field(default_factory=dict)
    #: Whether the disks that it makes are pieces of something larger, unfinished until that is done.
    piece: bool = False

    def change(self) -> Any:
        """A change block; see Store.change."""
        return self.store.change()

    @contextmanager
    def marked(self, obj: XenObject, operation: ApiEnum) -> Iterator[None]:
        """Hold ``operation`` in current_operations of ``obj``: the only lock there is.

        Raises what the table of the class answers when it may not start now; what the
        host's drivers raise within becomes the API's error about ``obj``.
        """
        with named(obj, operation), operations.marked(self, obj, operation):
            yield

    def part(self, low: float, high: float) -> Context:
        """The same call, reporting its progress within a part of the whole."""
        report = self.progress
        return replace(self, progress=lambda fraction: report(low + fraction * (high - low)))

    async def durable(self) -> None:
        """Wait until all that was changed so far outlives the daemon."""
        await self.store.durable()


def background(ctx: Context, coroutine: Any, name: str) -> asyncio.Task[Any]:
    """Run something beside the call, as the daemon itself."""
    return ctx.services.spawn(coroutine, name)


__all__ = ["Change", "Context", "background"]
