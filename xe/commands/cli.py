"""What a command may use: its parameters, calls in the user's name, and the user's terminal and files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from xe.commands.arguments import Params
from xe.commands.declare import Command
from xe.commands.failures import CommandFailure
from xe.commands.lookup import Lookup
from xe.commands.printer import Printer
from xe.commands.quantities import read_bool
from xe.commands.values import Row, plain
from xe.conversation import Conversation

#: Seconds after which things are looked at even though nobody told of a change.
_LONGEST = 10.0


class Dispatcher(Protocol):
    """What calls messages."""

    async def call(self, caller: Any, method: str, params: list[Any],
                   encode: Callable[[Any], Any] | None = None) -> Any:  # fmt: skip
        """The result of a message. Raises XenError."""


class Cli:
    """One command under way."""

    def __init__(self, command: Command, params: Params, conversation: Conversation, printer: Printer,
                 dispatcher: Dispatcher, caller: Any, session: str) -> None:  # fmt: skip
        self.command = command
        self.params = params
        self.conversation = conversation
        self.printer = printer
        self.session = session
        self._dispatcher = dispatcher
        self._caller = caller

    # Calls

    async def call(self, method: str, *args: Any) -> Any:
        """Call a message with the user's session; the result is plain. Raises XenError."""
        return await self._dispatcher.call(self._caller, method, [self.session, *args], plain)

    async def changes(self, classes: list[str], token: str) -> str:
        """Wait a while for a change of one of these objects; the next token.

        Raises ConnectionError when the client has left meanwhile: nobody waits any more.
        """
        batch = await self.call("event.from", classes, token, _LONGEST if token else 0.0)
        if self.conversation.over:
            raise ConnectionAbortedError("the client left while it waited")
        return str(batch["token"])

    def lookup(self, rows: int = 1) -> Lookup:
        """Finds what so many records point to."""
        return Lookup(self.call, rows)

    async def find(self, class_name: str, param: str = "uuid") -> str:
        """The reference of the object whose uuid a parameter holds. Raises UUID_INVALID."""
        return await self.by_uuid(class_name, self.params[param])

    async def by_uuid(self, class_name: str, uuid: str) -> str:
        """The reference of the object of a uuid. Raises UUID_INVALID."""
        return str(await self.call(f"{class_name}.get_by_uuid", uuid))

    async def record(self, class_name: str, ref: str) -> Row:
        """The record of an object. Raises HANDLE_INVALID."""
        found: Row = await self.call(f"{class_name}.get_record", ref)
        return found

    async def uuid(self, class_name: str, ref: str) -> str:
        """The uuid of an object."""
        return str(await self.call(f"{class_name}.get_uuid", ref))

    async def print_uuid(self, class_name: str, ref: str) -> None:
        """Print the uuid of what was made."""
        await self.printer.list(await self.uuid(class_name, ref))

    # Parameters

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean parameter. Raises CommandFailure for what is none."""
        return read_bool(name, self.params[name]) if name in self.params else default

    @property
    def force(self) -> bool:
        """Whether the user wants it without questions."""
        return self.flag("force")

    def insist(self, danger: str) -> None:
        """Raise CommandFailure with what is dangerous, unless the user forces it."""
        if not self.force:
            raise CommandFailure(f"{danger} To do it all the same, add --force.")

    async def confirm(self, *warning: str) -> bool:
        """Print a warning and ask: whether the answer is yes, which --force gives beforehand."""
        if self.force:
            return True
        for line in (*warning, "Type 'yes' to continue"):
            await self.printer.aside(line)
        answer = (await self.conversation.prompt()).strip()
        if answer.lower() == "yes":
            return True
        await self.printer.aside(f"Aborted (you typed: '{answer}')")
        return False
