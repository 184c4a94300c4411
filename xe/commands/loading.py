"""Files of the user that go whole into a call: certificates, licences, arguments of plugins."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.failures import CommandFailure, Stop

_BY_FILE = ":file"


async def load(cli: Cli, file: str) -> bytes:
    """What is in a file of the user's. Ends the command when it cannot be read."""
    content = await cli.conversation.load(file)
    if content is None:
        await cli.conversation.complain(f"The file {file} cannot be read\n")
        raise Stop(1)
    return content


async def load_text(cli: Cli, file: str) -> str:
    """The same as text, U+FFFD for bytes that are none. Raises CommandFailure for what is none at all."""
    content = await load(cli, file)
    if b"\0" in content:  # no string of the API may hold it, and nobody wants to see the rest of it
        raise CommandFailure(f"The file {file} is no text")
    return content.decode("utf-8", "replace")


async def plugin_arguments(cli: Cli) -> dict[str, str]:
    """The arguments for a plugin: ``args:NAME=VALUE``, or ``args:NAME:file=PATH`` for a file's content."""
    found = {}
    for name, value in cli.params.under("args").items():
        if name.endswith(_BY_FILE):
            found[name.removesuffix(_BY_FILE)] = await load_text(cli, value)
        else:
            found[name] = value
    return found
