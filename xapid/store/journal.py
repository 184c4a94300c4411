"""What the store asks of whatever keeps its changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class RowChange:
    """What one change means for one row.

    ``columns`` holds plain values (str, int, float, bool, datetime, tuple, dict) of
    the persistent fields: all of them for a new row, the changed ones for an old
    one, and None when the row goes and leaves a tombstone.
    """

    class_name: str
    ref: str
    created: int
    modified: int
    columns: dict[str, Any] | None
    new: bool


class Journal(Protocol):
    """Keeps changes, in order. Calls ``store.written`` or ``store.refused`` from the loop's thread."""

    def check(self) -> None:
        """Raise XenError when nothing can be written just now (deposed, closed)."""

    def submit(self, generation: int, rows: list[RowChange]) -> None:
        """Keep ``rows``. After a refusal everything submitted before it was told is dropped too."""


class Nowhere:
    """A journal that keeps nothing: for tests and tools that need a store in memory only."""

    def __init__(self) -> None:
        self.store: Any = None

    def check(self) -> None:
        pass

    def submit(self, generation: int, rows: list[RowChange]) -> None:
        self.store.written(generation)
