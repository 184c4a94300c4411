"""X-list: the records of a class that the filters select."""

from __future__ import annotations

from collections.abc import Iterable

from xe.commands.cli import Cli
from xe.commands.filters import fetch, filters_of, matching
from xe.commands.lookup import Lookup
from xe.commands.printer import Record
from xe.commands.records.table import P, RecordTable
from xe.commands.render import EXPENSIVE, cell_of, text_of
from xe.commands.values import Row


def columns(table: RecordTable, wanted: str) -> list[P]:
    """The parameters that ``params=`` picks, in the table's order; without it the usual ones."""
    names = set(wanted.split(",")) if wanted else set(table.shown)
    if not names or wanted == "all":
        return [param for param in table.params if not param.hidden]
    return [param for param in table.params if param.name in names and not param.hidden]


async def record_of(table: RecordTable, params: Iterable[P], row: Row, lookup: Lookup, *,
                    expensive: bool, structured: bool = False) -> Record:  # fmt: skip
    """One record as it is printed.

    ``expensive``: whether to work out what costs. ``structured``: values as cells, not just as text.
    """
    get = cell_of if structured else text_of
    return [
        (param.key, EXPENSIVE if param.expensive and not expensive else await get(table, param, row, lookup))
        for param in params
    ]


async def records_of(cli: Cli, table: RecordTable, rows: list[Row], wanted: str = "") -> list[Record]:
    """Records as a list prints them."""
    lookup, params, structured = cli.lookup(len(rows)), columns(table, wanted), cli.printer.structured
    return [
        await record_of(table, params, row, lookup, expensive=False, structured=structured) for row in rows
    ]


async def print_rows(
    cli: Cli, table: RecordTable, rows: list[Row], wanted: str = "", title: str = ""
) -> None:
    """Print records as a list does."""
    keys = [param.key for param in columns(table, wanted)]
    await cli.printer.table(await records_of(cli, table, rows, wanted), columns=keys, title=title)


async def list_records(cli: Cli, table: RecordTable) -> None:
    """Print the records that the parameters select."""
    filters = [*table.filters.items(), *filters_of(cli.params, ("params", "database:"))]
    found = list((await fetch(cli.call, table, filters)).values())
    kept = await matching(table, found, filters, cli.lookup(len(found)))
    if cli.flag("all"):
        kept = list((await fetch(cli.call, table, [])).values())
    await print_rows(cli, table, kept, cli.params.get("params"))
