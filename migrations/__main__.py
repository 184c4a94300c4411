"""``python -m migrations MESSAGE``: write the revision that brings the schema to the declarations."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import create_engine

from migrations import configuration, upgrade


def main() -> None:
    """Compare the newest revision with the declarations and write what differs."""
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("usage: python -m migrations MESSAGE")
    config = configuration()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with tempfile.TemporaryDirectory() as directory:
        engine = create_engine(f"sqlite:///{Path(directory) / 'scratch.db'}")
        upgrade(engine)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            made = command.revision(config, message=sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
    if isinstance(made, Script):
        subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", made.path], check=True)


main()
