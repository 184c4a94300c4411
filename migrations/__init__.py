"""The schema of the database over time: Alembic revisions, written by ``python -m migrations``."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


def configuration() -> Config:
    """Alembic's configuration, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


class NewerDatabase(Exception):
    """The database has a revision that this program does not know."""


def upgrade(engine: Engine) -> None:
    """Bring a database to the newest revision, or leave it as it was; nothing to do costs one query.

    Raises NewerDatabase for one that a newer program has written.
    """
    config = configuration()
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == scripts.get_current_head():
            return
        if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
            raise NewerDatabase(
                f"The database has revision {current}, which this version of xapid does not know: it was"
                " written by a newer one. Start that one, or restore a backup of the database."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database back to a revision, ``base`` for empty. What the later ones added is lost."""
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
