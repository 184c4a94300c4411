"""The four forms in which commands print, each with its minimal variant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xe.commands.texts import shown
from xe.conversation import Conversation
from xe.protocol import Print

#: What a table is made of: the columns of one record, in their order. Values need not be text.
Record = Sequence[tuple[str, Any]]


class Printer:
    """Prints for one command; in minimal mode what matters is kept for the end, on one line."""

    #: Whether values are wanted as data rather than as text: as cells, which are both.
    structured = False

    def __init__(self, conversation: Conversation, minimal: bool = False) -> None:
        self._conversation = conversation
        self.minimal = minimal
        self._kept: list[str] = []

    async def list(self, *values: Any) -> None:
        """Results, one a line."""
        if self.minimal:
            self._kept.append(",".join(escape(shown(value)) for value in values))
        else:
            await self._conversation.send(*(Print(shown(value)) for value in values))

    async def value(self, value: Any) -> None:
        """The only result."""
        await self.list(value)

    async def table(self, records: Iterable[Record], *, columns: Sequence[str] = (), title: str = "",
                    one: bool = False) -> None:  # fmt: skip
        """Records; of each only the first value in minimal mode.

        ``columns``: their keys, for when there are no records. ``title``: a line above them, for
        people. ``one``: it is all about one object.
        """
        if title:
            await self.message(title)
        records = list(records)
        if not self.minimal:
            await self._conversation.send(*(Print(layout(record) + "\n") for record in records))
        elif records and all(records):
            self._kept.append(",".join(escape(shown(record[0][1])) for record in records))

    async def message(self, text: str) -> None:
        """A line for people."""
        if not self.minimal:
            await self._conversation.print(text)

    async def answer(self, value: Any) -> None:
        """What was asked, for people: nothing in minimal mode."""
        await self.message(shown(value))

    async def print(self, *texts: str) -> None:
        """Results on one line, in minimal mode too."""
        await self._conversation.print(",".join(texts))

    async def aside(self, text: str) -> None:
        """A line that is no result: a question, or what went wrong with one of several objects."""
        await self._conversation.print(text)

    async def complain(self, text: str) -> None:
        """A line for people, on stderr."""
        if not self.minimal:
            await self._conversation.complain(text + "\n")

    async def finish(self) -> None:
        """Say what was kept, at the end of a command that succeeded."""
        if self.minimal:
            await self._conversation.print(",".join(reversed(self._kept)))


def escape(text: str) -> str:
    """A value as it stands in a minimal list."""
    return text.replace("\\", "\\\\").replace(",", "\\,")


def layout(record: Record) -> str:
    """A record as a block of lines: the first key at the left, the others at the right."""
    width = 4 + max((len(key.encode()) for key, _ in record), default=0)
    lines = []
    for index, (key, value) in enumerate(record):
        gap = " " * (width - len(key.encode()))
        lines.append(f"{key}{gap}: {shown(value)}" if index == 0 else f"{gap}{key}: {shown(value)}")
    return "\n".join(lines) + "\n"
