"""What commands print as JSON, as CSV, or as a table for people: ``--output``."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
from wcwidth import wcswidth

from xe.commands.failures import CommandFailure
from xe.commands.printer import Printer, Record
from xe.commands.texts import Cell, data, shown
from xe.conversation import Conversation

_MARKER = re.compile(r" \([ SM]R[OW]\)( \[DEPRECATED\])?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")

#: The column that says which of several tables a record is from.
_TABLE = "table"


@dataclass
class Output:
    """All that a command printed. ``items``: records by column, and single values, in their order.

    ``bare``: there is one value, which needs no list around it. ``one``: each record is all about one object.
    """

    items: list[Any] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    bare: bool = False
    one: bool = False

    @property
    def rows(self) -> list[list[Any]]:
        """The heading and what stands below it; values alone have no heading."""
        head: list[list[Any]] = [list(self.columns)] if self.columns else []
        return head + [self._row(item) for item in self.items]

    def _row(self, item: Any) -> list[Any]:
        return [item.get(column, "") for column in self.columns] if isinstance(item, dict) else [item]


class StructuredPrinter(Printer):
    """Keeps all results for the end, and then writes them in one of the forms; other lines go to stderr."""

    structured = True

    def __init__(self, conversation: Conversation, form: Callable[[Output], str]) -> None:
        super().__init__(conversation)
        self._form = form
        self._output = Output()
        self._messages: list[str] = []

    async def list(self, *values: Any) -> None:
        """Results, each an item."""
        self._output.items += values

    async def value(self, value: Any) -> None:
        """The only result."""
        self._output.bare = True
        self._output.items.append(value)

    async def table(self, records: Iterable[Record], *, columns: Sequence[str] = (), title: str = "",
                    one: bool = False) -> None:  # fmt: skip
        """Records, each an item; what they are titled is a column."""
        first = {_TABLE: title.removesuffix(":")} if title else {}
        found = [{**first, **{_named(key): value for key, value in record}} for record in records]
        self._output.items += found
        self._output.one = one
        for row in [dict.fromkeys((*first, *map(_named, columns))), *found]:
            self._output.columns.update(dict.fromkeys(row))

    async def message(self, text: str) -> None:
        """A line for people: a result if there are no others."""
        self._messages.append(text)

    async def answer(self, value: Any) -> None:
        """What was asked."""
        await self.list(value)

    async def print(self, *texts: str) -> None:
        """Results, each an item."""
        await self.list(*texts)

    async def aside(self, text: str) -> None:
        """A line that is none."""
        await self._conversation.complain(text + "\n")

    async def finish(self) -> None:
        """Write everything, unless a file was sent to stdout."""
        if not (self._output.items or self._output.columns):
            self._output.items += self._messages
        text = self._form(self._output)
        if text and not self._conversation.stdout_taken:
            await self._conversation.print(text.removesuffix("\n"))


@lru_cache(4096)
def _named(key: str) -> str:
    """A column's name, without marker and padding."""
    return _MARKER.sub("", key).strip()


def as_json(output: Output) -> str:
    """An array of objects and values, or a single value. Text that is no Unicode is replaced."""
    items = [data(item) for item in output.items]
    found = items[0] if output.bare and len(items) == 1 else items
    try:
        return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode()
    except orjson.JSONEncodeError:  # it takes no such text, and no huge numbers
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", json.dumps(found, ensure_ascii=False, indent=2))


def as_csv(output: Output) -> str:
    """Lines as in RFC 4180, their values as people read them."""
    text = io.StringIO()
    csv.writer(text).writerows([shown(value) for value in row] for row in output.rows)
    return text.getvalue()


def as_table(output: Output) -> str:
    """Columns that line up in a terminal. Of one object, its parameters are the lines."""
    if output.one and output.columns:
        blocks = [_aligned([["parameter", "value"], *map(list, item.items())]) for item in output.items]
        return "\n\n".join(blocks)
    return _aligned(output.rows) if output.columns else "\n".join(_visible(item) for item in output.items)


def _aligned(rows: list[list[Any]]) -> str:
    texts = [[_visible(value) for value in row] for row in rows]
    count = max(map(len, texts))
    widths = [max(_width(row[at]) for row in texts if at < len(row)) for at in range(count)]
    numbers = [
        all(_is_number(row[at]) for row in rows[1:] if at < len(row)) and len(rows) > 1 for at in range(count)
    ]
    return "\n".join(_line(row, widths, numbers) for row in texts)


def _line(row: list[str], widths: list[int], numbers: list[bool]) -> str:
    cells = []
    for text, width, number in zip(row, widths, numbers, strict=False):
        gap = " " * (width - _width(text))
        cells.append(gap + text if number else text + gap)
    return "  ".join(cells).rstrip()


def _visible(value: Any) -> str:
    """A value in one line, with what would upset a terminal escaped."""
    text = shown(value)
    if text.isprintable():
        return text
    return "".join(_escaped(letter) if unicodedata.category(letter) in _UNSEEN else letter for letter in text)


_UNSEEN = frozenset(("Cc", "Cs", "Zl", "Zp"))


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()


def _width(text: str) -> int:
    return len(text) if text.isascii() else max(0, wcswidth(text))


def _is_number(value: Any) -> bool:
    value = value.value if isinstance(value, Cell) else value
    return isinstance(value, int | float) and not isinstance(value, bool)


_FORMS: dict[str, Callable[[Output], str]] = {"json": as_json, "csv": as_csv, "table": as_table}


def printer_for(conversation: Conversation, form: str | None, *, minimal: bool) -> Printer:
    """The printer that the user asked for; the usual one without ``form``. Raises CommandFailure."""
    if form is None:
        return Printer(conversation, minimal)
    if form not in _FORMS:
        raise CommandFailure(f"There is no output '{form}': it may be {', '.join(_FORMS)}")
    if minimal:
        raise CommandFailure("Either --minimal or --output, not both")
    return StructuredPrinter(conversation, _FORMS[form])
