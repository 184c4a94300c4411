"""A word of help beside what went wrong: names that may have been meant by those that do not exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from xe.commands.arguments import RESERVED, Params
from xe.commands.declare import COMMANDS, HOST_SELECTORS, SR_SELECTORS, VM_SELECTORS, Command
from xe.commands.failures import UnknownCommand, UnknownName
from xe.commands.records import RECORDS
from xe.commands.records.table import RecordTable
from xe.nearest import nearest, question

#: So many unknown parameters are looked at, and so many for whether they are unknown.
_MOST = 16
_MOST_GIVEN = 256

#: Parameters that commands of many kinds know without saying so.
_EVERYWHERE = RESERVED | {"progress", "task-uuid", "nossl", "debug", "debugonfail", "traceparent"}

_SELECTORS = {VM_SELECTORS: "vm", HOST_SELECTORS: "host", SR_SELECTORS: "sr"}


def hints(error: Exception | None, command: Command | None, params: Params) -> list[str]:
    """What to add for the user, a line each, after a command failed with ``error`` or did not."""
    if isinstance(error, UnknownCommand):
        return unknown_command(error.name)
    if isinstance(error, UnknownName):
        if "=" in error.name:
            return _lines([question([error.name])])  # --NAME=VALUE, of which the server makes a name
        own = (*command.required, *command.optional) if command and not command.generated else ()
        return _lines([question(nearest(error.name, (*error.known, *own)))])
    return _lines(_ignored(command, params)) if command is not None else []


def unknown_command(name: str) -> list[str]:
    """What to add for a command that does not exist."""
    return _lines([question(nearest(name, (c.name for c in COMMANDS.values() if not c.hidden)))])


def _lines(found: Iterable[str]) -> list[str]:
    return [line for line in found if line]


def _ignored(command: Command, params: Params) -> Iterator[str]:
    """A line for every parameter that the command knows nothing about, and that looks like one it knows."""
    if command.free or any(name.startswith("<") for name in command.optional):
        return  # it takes any name
    table = _table(command)
    known = {*command.required, *command.optional}
    if table:
        known |= {param.name for param in table.params}
    given = [name for name, _ in islice(params, _MOST_GIVEN) if not _is_known(name, known, table)]
    for name in given[:_MOST]:
        near = [name] if "=" in name else nearest(name, (word for word in known if word not in params))
        if near:
            option = f"--{name}" if "=" in name else name
            yield f"'{option}' is no parameter of {command.name}. {question(near)}"
    if command.generated and command.name.endswith("-list") and table:
        for name in params.get("params").split(",")[:_MOST]:
            if name not in (*table.by_name, "all", ""):
                near = nearest(name, table.by_name)
                yield f"params= picks '{name}', which there is not. {question(near)}" if near else ""


def _is_known(name: str, known: set[str], table: RecordTable | None) -> bool:
    if name in known or name in _EVERYWHERE or any(name == kind for kind in _SELECTORS.values()):
        return True
    begins = [begin[:-1] for begin in known if begin.endswith((":", "-"))]
    if name.partition(":")[0] in known or any(name.startswith((f"{b}:", f"{b}-")) for b in begins):
        return True
    return table is not None and table.behind(name) is not None


def _table(command: Command) -> RecordTable | None:
    """The class that the command's filters ask about."""
    if command.generated:
        return RECORDS.get(command.name.removesuffix("-list").partition("-param-")[0])
    return next((RECORDS[kind] for flag, kind in _SELECTORS.items() if flag in command.flags), None)
