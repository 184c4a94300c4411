"""A request whose connection was given to somebody for good."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from xapid.rpc.caller import Caller
from xapid.rpc.head import Head


@dataclass(frozen=True, slots=True)
class Exchange:
    """The head of the request, who sent it, and the connection as two streams."""

    head: Head
    caller: Caller
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def given(self, key: str) -> str:
        """The value of a cookie or, without it, the first of that key in the query; else empty."""
        return self.head.cookies.get(key) or self.head.first(key)
