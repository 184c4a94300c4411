"""Commands that carry what belongs to the whole pool in files: its database, and updates."""

from __future__ import annotations

from xe.commands.cli import Cli
from xe.commands.declare import command
from xe.commands.transfers import transfer

_DATABASE = "/pool/xmldbdump"


@command("pool-dump-database", "file-name")
async def pool_dump_database(cli: Cli) -> None:
    """Write the pool's database to a new file of yours, or to stdout if it has no name."""
    file = cli.params["file-name"]
    await transfer(cli, "Dump of the database", lambda url: cli.conversation.get(file, url), _DATABASE, {})


@command("pool-restore-database", "file-name", "dry-run")
async def pool_restore_database(cli: Cli) -> None:
    """Put a dump in the place of the pool's database; dry-run=true only looks whether it could be."""
    file, trial = cli.params["file-name"], cli.flag("dry-run")
    query = {"dry_run": "true" if trial else "false"}
    await transfer(
        cli, "Restore of the database", lambda url: cli.conversation.put(file, url), _DATABASE, query
    )
    await cli.printer.list(
        "The database can be restored." if trial else "The database is restored; xapid starts anew with it."
    )


@command("pool-sync-bundle", "filename")
async def pool_sync_bundle(cli: Cli) -> None:
    """Fill the pool's repository of updates from an archive of yours."""
    file = cli.params["filename"]
    await transfer(cli, "Upload of updates", lambda url: cli.conversation.put(file, url), "/bundle", {})
