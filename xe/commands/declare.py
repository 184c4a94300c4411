"""The language of commands: a decorated function is a command, with its parameters as data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xapid.model.errors import DeclarationError

if TYPE_CHECKING:
    from xe.commands.cli import Cli

STANDARD = "Standard"
VM_SELECTORS = "Vm_selectors"
HOST_SELECTORS = "Host_selectors"
SR_SELECTORS = "Sr_selectors"
HIDDEN = "Hidden"
NEVER_FORWARD = "Neverforward"

Run = Callable[["Cli"], Awaitable[None]]


@dataclass(frozen=True)
class Command:
    """One command.

    ``local``: it works with a session of this host alone. ``session``: False when it needs
    none. ``generated``: made from a record table. ``free``: its parameters may have any name.
    """

    name: str
    doc: str
    run: Run
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    local: bool = False
    session: bool = True
    generated: bool = False
    free: bool = False

    @property
    def hidden(self) -> bool:
        """Whether help leaves it out of its lists."""
        return HIDDEN in self.flags

    @property
    def formats(self) -> bool:
        """Whether ``output`` is the form of what it prints, rather than a parameter of its own."""
        return not self.free and "output" not in self.optional

    async def __call__(self, cli: Cli) -> None:
        """Run it."""
        await self.run(cli)


COMMANDS: dict[str, Command] = {}


def declare(made: Command) -> None:
    """Note a command; its name must be new."""
    if made.name in COMMANDS:
        raise DeclarationError(f"command {made.name} is declared twice")
    if not made.doc:
        raise DeclarationError(f"command {made.name} has no description")
    COMMANDS[made.name] = made


def command(name: str, required: str = "", optional: str = "", flags: tuple[str, ...] = (), *,
            local: bool = False, session: bool = True) -> Callable[[Run], Run]:  # fmt: skip
    """Make the decorated coroutine function a command, its docstring the description.

    ``required`` and ``optional``: names of parameters, separated by spaces; one that ends
    in a colon is the beginning of the names of a map.
    """

    def note(run: Run) -> Run:
        doc = " ".join((run.__doc__ or "").split())
        declare(Command(name, doc, run, tuple(required.split()), tuple(optional.split()), flags, local,
                        session))  # fmt: skip
        return run

    return note


def simple(name: str, method: str, doc: str, flags: tuple[str, ...] = (), optional: str = "") -> None:
    """Declare a command that calls a message of the object that ``uuid`` names."""
    class_name = method.partition(".")[0]

    async def run(cli: Cli) -> None:
        await cli.call(method, await cli.find(class_name))

    declare(Command(name, doc, run, ("uuid",), tuple(optional.split()), flags))
