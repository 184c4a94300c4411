"""What Alembic runs: the given connection against the tables of the declarations."""

from __future__ import annotations

from alembic import context

from xapid.objects.catalog import load
from xapid.store.schema import build

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=build(load()),
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
