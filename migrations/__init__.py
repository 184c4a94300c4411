"""The schema of the database over time: Alembic revisions, written by ``python -m migrations``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

# Alembic takes 12 MiB and a tenth of a second: it is loaded when there is something to do.
if TYPE_CHECKING:
    from alembic.config import Config

_VERSIONS = Path(__file__).parent / "versions"


def configuration() -> Config:
    """Alembic's configuration, without an ini file."""
    from alembic.config import Config

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
    with engine.begin() as connection:
        current = _revision(connection)
        if current == max(known()):
            return
        if current is not None and current not in known():
            raise NewerDatabase(
                f"The database has revision {current}, which this version of xapid does not know: it was"
                " written by a newer one. Start that one, or restore a backup of the database."
            )
        from alembic import command

        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def known() -> set[str]:
    """All revisions: they are numbered, and their files begin with their numbers."""
    return {path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py")}


def _revision(connection: Connection) -> str | None:
    """What the database says that it has; None of an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def downgrade(engine: Engine, revision: str) -> None:
    """Take a database back to a revision, ``base`` for empty. What the later ones added is lost."""
    from alembic import command

    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
