"""A session for somebody who works on behalf of a call: a plugin."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from xapid.objects.context import Context
from xapid.objects.session import life
from xapid.objects.session.declaration import Session
from xapid.objects.session.messages import own_session

#: What is the same as in the session that it is made from.
_SAME = ("this_host", "this_user", "is_local_superuser", "subject", "validation_time", "auth_user_sid",
         "auth_user_name", "rbac_permissions", "originator", "identifiers")  # fmt: skip


@contextmanager
def lent(ctx: Context) -> Iterator[Session]:
    """A session with the rights of the caller's own, which ends with the block.

    The caller's own stays secret: what a process is started with, others on the host can read.
    """
    own = own_session(ctx)
    with ctx.change():
        session = ctx.store.create(
            Session,
            transient=True,
            ref=f"OpaqueRef:{UUID(bytes=secrets.token_bytes(16))}",
            last_active=datetime.now(UTC),
            parent=own,
        )
        for name in _SAME:
            ctx.store.write(session, Session.info.fields[name], own.raw(name))
    try:
        yield session
    finally:
        life.end(ctx.store, session)
