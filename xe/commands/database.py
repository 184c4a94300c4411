"""Looking into a saved database instead of the pool's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from xe.commands.cli import Cli
from xe.commands.failures import CommandFailure

_DISK, _FILE = "database:vdi-uuid", "database:filename"


@asynccontextmanager
async def chosen_database(cli: Cli) -> AsyncIterator[None]:
    """Within the block calls go to the database that the user names, if any. Raises CommandFailure."""
    if _DISK in cli.params and _FILE in cli.params:
        raise CommandFailure(f"Name one of {_DISK} and {_FILE}, not both")
    own = cli.session
    if _DISK in cli.params:
        cli.session = await cli.call("VDI.open_database", await cli.find("VDI", _DISK))
    elif _FILE in cli.params:
        cli.session = await cli.call("session.create_from_db_file", cli.params[_FILE])
    try:
        yield
    finally:
        if cli.session != own:
            await cli.call("session.logout")
            cli.session = own
