"""Values that wire formats write unlike others of their types."""

from __future__ import annotations

from typing import Any


class I4(int):
    """An int that XML-RPC writes as a real integer, ``<i4>``; plain ints are bare text there."""


class Shared(dict[str, Any]):
    """A map that goes into many answers and never changes: each wire format writes it once."""

    __slots__ = ("fragments",)

    def __init__(self, members: dict[str, Any]) -> None:
        super().__init__(members)
        self.fragments: dict[str, bytes] = {}
