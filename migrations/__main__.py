"""``python -m migrations MESSAGE``: write the revision that brings the schema to the declarations."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import create_engine

from migrations import configuration, upgrade


def main() -> None:
    """Compare the newest revision with the declarations and write what differs."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m migrations MESSAGE")
    with tempfile.TemporaryDirectory() as directory:
        engine = create_engine(f"sqlite:///{Path(directory) / 'scratch.db'}")
        config = configuration()
        upgrade(engine)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=sys.argv[1], autogenerate=True)


main()
