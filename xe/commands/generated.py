"""The commands that every class has by its record table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from xapid.model.errors import not_implemented
from xapid.model.registry import registry
from xe.commands import listing, params
from xe.commands.cli import Cli
from xe.commands.database import chosen_database
from xe.commands.declare import STANDARD, Command, declare
from xe.commands.records.table import RecordTable

Action = Callable[[Cli, RecordTable], Awaitable[None]]


def commands_of(table: RecordTable) -> list[Command]:
    """The commands of a class, in the usual order."""
    shown = [p for p in table.params if not p.hidden]
    flags = (STANDARD,) if table.standard else ()
    filters = [p.name for p in shown] + [f"{p.name}:contains" for p in shown if p.kind == "set"]
    settable = [p.name for p in shown if p.set] + [f"{p.name}:" for p in shown if p.takes_keys]
    what = table.name.replace("-", " ")
    made = [
        _made(table, "list", listing.list_records, f"List every {what}, or those that the filters select.",
              "", ("params", "database:", *filters), flags),
        _made(table, "param-list", params.param_list, f"List all parameters of a {what}.",
              "uuid", ("database:",)),
        _made(table, "param-get", params.param_get, f"Print one parameter of a {what}.",
              "uuid param-name", ("param-key", "database:")),
    ]  # fmt: skip
    if settable:
        made.append(_made(table, "param-set", params.param_set, f"Change parameters of a {what}.",
                          "uuid", tuple(settable)))  # fmt: skip
    if any(p.edit for p in table.params):
        made += [
            _made(table, "param-add", params.param_add, f"Add to a set or map of a {what}.",
                  "uuid param-name", ("param-key",), free=True),
            _made(table, "param-remove", params.param_remove, f"Remove from a set or map of a {what}.",
                  "uuid param-name param-key"),
        ]  # fmt: skip
    if any(p.set or p.kind != "string" for p in table.params):
        made.append(_made(table, "param-clear", params.param_clear, f"Empty a parameter of a {what}.",
                          "uuid param-name"))  # fmt: skip
    return made


def _made(table: RecordTable, suffix: str, action: Action, doc: str, required: str,
          optional: tuple[str, ...] = (), flags: tuple[str, ...] = (), *,
          free: bool = False) -> Command:  # fmt: skip
    name = f"{table.name}-{suffix}"

    async def run(cli: Cli) -> None:
        if table.api_class not in registry.classes:
            raise not_implemented(name)
        async with chosen_database(cli):
            await action(cli, table)

    return Command(name, doc, run, tuple(required.split()), optional, flags, generated=True,
                   free=free)  # fmt: skip


def declare_generated(tables: dict[str, RecordTable]) -> None:
    """Declare the commands of all classes."""
    for table in tables.values():
        for made in commands_of(table):
            declare(made)
