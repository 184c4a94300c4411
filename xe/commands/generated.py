"""The commands that every class has by its record table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from xapid.model.errors import not_implemented
from xapid.model.registry import registry
from xe.commands import listing, params
from xe.commands.cli import Cli
from xe.commands.database import chosen_database
from xe.commands.declare import STANDARD, Command, declare
from xe.commands.records.nouns import NOUNS
from xe.commands.records.table import RecordTable

Action = Callable[[Cli, RecordTable], Awaitable[None]]

_LIST = "List {}: all, or those that the filters select, with the parameters that params= picks."
_GET = "Print one parameter of {}, or of a map the value of the key that param-key= names."
_SET = "Change parameters of {}, in the order given; NAME:KEY=VALUE sets one key of a map."
_ADD = "Add param-key= to a set of {}, or every KEY=VALUE to a map."
_REMOVE = "Take a member out of a set of {}, or a key out of a map."
_CLEAR = "Empty a set, a map or a text of {}."


def commands_of(table: RecordTable) -> list[Command]:
    """The commands of a class, in the usual order."""
    shown = [p for p in table.params if not p.hidden]
    flags = (STANDARD,) if table.standard else ()
    filters = [p.name for p in shown] + [f"{p.name}:contains" for p in shown if p.kind == "set"]
    settable = [p.name for p in shown if p.set] + [f"{p.name}:" for p in shown if p.takes_keys]
    one, many = NOUNS[table.name]
    made = [
        _made(table, "list", listing.list_records, _LIST.format(many),
              "", ("params", "database:", *filters), flags),
        _made(table, "param-list", params.param_list, f"Print all parameters of {one}.",
              "uuid", ("database:",)),
        _made(table, "param-get", params.param_get, _GET.format(one),
              "uuid param-name", ("param-key", "database:")),
    ]  # fmt: skip
    if settable:
        made.append(_made(table, "param-set", params.param_set, _SET.format(one),
                          "uuid", tuple(settable)))  # fmt: skip
    if any(p.edit for p in table.params):
        made += [
            _made(table, "param-add", params.param_add, _ADD.format(one),
                  "uuid param-name", ("param-key",), free=True),
            _made(table, "param-remove", params.param_remove, _REMOVE.format(one),
                  "uuid param-name param-key"),
        ]  # fmt: skip
    if any(p.set or p.kind != "string" for p in table.params):
        made.append(_made(table, "param-clear", params.param_clear, _CLEAR.format(one),
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
