"""The revisions lead to the schema that the declarations mean, on both databases, forth and back."""

from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from migrations import configuration, downgrade, known, upgrade
from xapid.objects.catalog import load
from xapid.objects.secret import Secret
from xapid.store.database import open_engine
from xapid.store.opening import open_store
from xapid.store.schema import build


@pytest.fixture
def engine(url: str) -> Any:
    made = open_engine(url)
    yield made
    made.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_they_match_the_declarations(engine: Engine) -> None:
    wanted = build(load())
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, wanted)
    assert differences == [], "write a revision: make migration m=..."
    assert tables(engine) == set(wanted.tables)


def test_their_files_are_named_after_them() -> None:
    scripts = ScriptDirectory.from_config(configuration())
    assert {script.revision for script in scripts.walk_revisions()} == known()
    assert scripts.get_current_head() == max(known())


def test_forth_and_back(engine: Engine) -> None:
    upgrade(engine)
    made = tables(engine)
    upgrade(engine)
    assert tables(engine) == made
    downgrade(engine, "base")
    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine) == made


def test_an_upgrade_that_fails_leaves_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql('CREATE TABLE "task" (x INT)')
    with pytest.raises(Exception, match="already exists"):
        upgrade(engine)
    assert tables(engine) == {"task"}
    with engine.begin() as connection:
        connection.exec_driver_sql('DROP TABLE "task"')
    upgrade(engine)
    assert "VM" in tables(engine)


async def test_a_store_opens_on_an_empty_database(url: str) -> None:
    for times in range(3):
        store, writer = await open_store(url, load())
        assert len(store.all(Secret)) == times
        with store.change():
            store.create(Secret, value="hidden")
        await writer.close()
