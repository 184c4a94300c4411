"""Rows as aligned columns, for figures that people look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xe.commands.printer import Printer
from xe.commands.texts import shown


async def print_columns(printer: Printer, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print a line for each row below the heading; a record for each where values are wanted as data."""
    if printer.structured:
        await printer.table([list(zip(heading, row, strict=True)) for row in rows], columns=heading)
    else:
        await printer.message("\n".join(columns([heading, *rows])))


def columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """A line for each row; the cells of a column begin below each other."""
    texts = [[shown(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*texts, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in texts]  # fmt: skip
