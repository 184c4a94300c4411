"""External users are looked up again now and then: who is gone is logged out, new groups count."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime

from xapid.model.errors import XenError
from xapid.objects.access.subjects import apply, external_sessions
from xapid.objects.context import Context
from xapid.objects.session import Session, life

log = logging.getLogger(__name__)


async def revalidate(ctx: Context) -> None:
    """Look for sessions that are due, for as long as the daemon runs."""
    while True:
        await asyncio.sleep(ctx.services.config.revalidation_interval)
        try:
            await look_again(ctx)
        except XenError as error:
            log.warning("looking up external users again has to wait: %s", error)


async def look_again(ctx: Context) -> None:
    """Ask the directory for every user with a session that is due; one that cannot be asked changes nothing.

    Raises AUTH_SERVICE_ERROR when the directory cannot be asked, and what the database refuses.
    """
    due: dict[str, list[Session]] = {}
    for session in external_sessions(ctx.store):
        if is_due(ctx, session):
            due.setdefault(session.auth_user_sid, []).append(session)
    for identifier, sessions in due.items():
        groups = await _groups(ctx, identifier)
        for session in (s for s in sessions if s.alive):
            if groups is None:
                log.info("%s is logged out: the directory knows the user no longer", session.auth_user_name)
                life.end(ctx.store, session)
                continue
            with ctx.change():
                session.validation_time = datetime.now(UTC)
                ctx.store.write(session, Session.identifiers, (identifier, *groups))
    if due:
        apply(ctx)


def is_due(ctx: Context, session: Session) -> bool:
    """Whether the user was last looked up long enough ago; each session has a moment of its own."""
    config = ctx.services.config
    share = int(session.uuid[:8], 16) / 0xFFFFFFFF
    after = config.revalidation_after + share * config.revalidation_spread
    return bool((datetime.now(UTC) - session.validation_time).total_seconds() >= after)


async def _groups(ctx: Context, identifier: str) -> list[str] | None:
    """The user's groups; None when there is no such user any more."""
    try:
        return await ctx.services.external.ask(lambda directory: directory.groups(identifier))
    except XenError as error:
        if error.code == "SUBJECT_CANNOT_BE_RESOLVED":
            return None
        raise
