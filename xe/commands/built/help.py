"""`xe help`: the commands by name, and what each takes."""

from __future__ import annotations

from collections.abc import Iterable

from xe.commands.cli import Cli
from xe.commands.declare import (
    COMMANDS,
    HOST_SELECTORS,
    SR_SELECTORS,
    STANDARD,
    VM_SELECTORS,
    command,
)
from xe.commands.hints import unknown_command
from xe.commands.printer import Printer
from xe.commands.report import suggest
from xe.commands.texts import Cell

_USAGE = """\
Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER -pw PASSWORD | -pwf FILE] [NAME=VALUE ...]
"""

_INDENT = "    "
_WIDTH = 74

#: How selectors are named in the list of parameters, and what they mean.
_SELECTORS = {
    VM_SELECTORS: ("<vm-selectors>", "The VMs are those that the selectors choose: vm=UUID-OR-NAME, or any "
                   "filter of vm-list. With --multiple there may be several."),
    SR_SELECTORS: ("<sr-selectors>", "The repositories are those that the selectors choose: sr=UUID-OR-NAME, "
                   "or any filter of sr-list. With --multiple there may be several."),
    HOST_SELECTORS: ("<host-selectors>", "The hosts are those that the selectors choose: host=UUID-OR-NAME, "
                     "or any filter of host-list. With --multiple there may be several."),
}  # fmt: skip

#: Words after help that are not names of commands.
_OPTIONS = frozenset(("all", "minimal", "username", "password", "trace", "force"))


@command("help", "", "--all --minimal <command>...", session=False)
async def show_help(cli: Cli) -> None:
    """Describe the commands that are named, or list all common ones."""
    printer = cli.printer
    names = [name for name, value in cli.params.pairs if name not in _OPTIONS and not value]
    if names:
        for name in names:
            await _describe(name, printer)
            if name not in COMMANDS:
                await suggest(cli.conversation, unknown_command(name))
        return
    everything = cli.params.get("all") == "true"
    if printer.minimal or printer.structured:
        blocks = _blocks() if everything else [_standard()]
        await printer.list(*(name for block in blocks for name in block))
    elif everything:
        body = f"\n{_INDENT}\n".join(_names(block) for block in _blocks())
        await printer.message(f"{_USAGE}\nAll commands\n\n{body}")
    else:
        hint = "`xe help --all` lists every command, `xe help COMMAND` describes one."
        await printer.message(f"{_USAGE}\n{hint}\n\nCommon commands\n\n{_names(_standard())}")


def _standard() -> list[str]:
    return sorted(name for name, made in COMMANDS.items() if STANDARD in made.flags and not made.hidden)


def _blocks() -> list[list[str]]:
    """All commands but hidden ones: those of hosts, those of VMs, the others."""
    names = sorted(name for name, made in COMMANDS.items() if not made.hidden)
    hosts = [name for name in names if name.startswith("host-")]
    vms = [name for name in names if name.startswith("vm-")]
    return [hosts, vms, [name for name in names if not name.startswith(("host-", "vm-"))]]


def _names(names: Iterable[str]) -> str:
    """Names in lines of limited width."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) <= _WIDTH:
            lines[-1] += f", {name}"
        else:
            lines.append(_INDENT + name)
    return "\n".join(lines)


async def _describe(name: str, printer: Printer) -> None:
    made = COMMANDS.get(name)
    if made is None:
        await printer.list(f"Unknown command '{name}'")
        return
    selectors = [text for flag, text in _SELECTORS.items() if flag in made.flags]
    description = " ".join([made.doc, *(text for _, text in selectors)])
    optional = [*made.optional, *(text for text, _ in selectors)]
    record = [
        ("command name".ljust(20), name),
        ("reqd params".ljust(16), Cell(", ".join(made.required), made.required)),
        ("optional params".ljust(16), Cell(", ".join(optional), optional)),
        ("description".ljust(16), description),
    ]
    await printer.table([record], one=True)
