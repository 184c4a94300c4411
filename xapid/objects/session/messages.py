"""The messages of the class session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from xapid.model.errors import XenError
from xapid.model.messages import message, not_built
from xapid.model.roles import CLIENT_CERT, NOBODY, POOL_ADMIN, POOL_OPERATOR, READ_ONLY
from xapid.objects.access.login import log_in, log_in_locally
from xapid.objects.authentication import Account
from xapid.objects.context import Context
from xapid.objects.session import life
from xapid.objects.session.declaration import Session

if TYPE_CHECKING:
    from xapid.objects.host import Host


def _local(ctx: Context) -> bool:
    """Whether the call came through the unix socket, which only root can open."""
    return bool(ctx.request.get("local_root"))


@message(Session, role=READ_ONLY, asynchronous=False, session=False, secret=True,
         errors=("SESSION_AUTHENTICATION_FAILED", "HOST_IS_SLAVE"))  # fmt: skip
async def login_with_password(
    ctx: Context, uname: str, pwd: str, version: str = "1.1", originator: str = ""
) -> Session:
    """Log in. Through the unix socket, and with a client's certificate, any password will do."""
    if ctx.request.get("client_certificate"):
        # The certificate proves no name: whoever shows it may give any.
        account = Account(uname, CLIENT_CERT, "certificate:")
        return life.open_session(ctx, account, originator, client_certificate=True)
    return await log_in(ctx, uname, pwd, originator, proven=_local(ctx))


@message(Session, role=READ_ONLY, asynchronous=False)
async def logout(ctx: Context) -> None:
    """End the session; calls of it that wait for events end too."""
    life.end(ctx.store, own_session(ctx))


@message(Session, role=NOBODY, asynchronous=False)
async def change_password(ctx: Context, old_pwd: str, new_pwd: str) -> None:
    """Change the caller's own password; the old one is not asked of a superuser."""
    session = own_session(ctx)
    if not session.is_local_superuser:
        raise XenError("USER_IS_NOT_LOCAL_SUPERUSER", "Only a local superuser has a password here")
    await ctx.services.authenticator.change_password(session.auth_user_name, new_pwd)


@message(Session, role=POOL_ADMIN, asynchronous=False, session=False, secret=True, emergency=True)
async def slave_local_login_with_password(ctx: Context, uname: str, pwd: str) -> Session:
    """Log in at this host alone, even when the rest of the pool is not there."""
    return await log_in_locally(ctx, uname, pwd, proven=_local(ctx))


@message(Session, role=POOL_ADMIN, asynchronous=False, session=False, hidden=True, secret=True)
async def slave_login(ctx: Context, host: Host, psecret: str) -> Session:
    """Log in as a host of the pool, by the pool's secret."""
    return await _pool_login(ctx, psecret)


@message(
    Session, role=POOL_ADMIN, asynchronous=False, session=False, hidden=True, secret=True, emergency=True
)
async def slave_local_login(ctx: Context, psecret: str) -> Session:
    """Log in at this host alone, by the pool's secret."""
    return await _pool_login(ctx, psecret)


async def _pool_login(ctx: Context, secret: str) -> Session:
    if not ctx.services.pool_secret.matches(secret):
        await asyncio.sleep(ctx.services.authenticator.failure_delay)
        raise XenError("SESSION_AUTHENTICATION_FAILED", "", "That is not the secret of this pool")
    return life.open_session(ctx, Account(""), pool=True)


@message(Session, role=POOL_ADMIN, asynchronous=False, emergency=True)
async def local_logout(ctx: Context) -> None:
    """End a session that was opened at this host alone."""
    life.end(ctx.store, own_session(ctx))


@message(Session, role=READ_ONLY)
async def get_all_subject_identifiers(ctx: Context) -> list[str]:
    """The identifiers of all users who are logged in, local superusers left out."""
    return list(dict.fromkeys(s.auth_user_sid for s in ctx.store.all(Session) if s.auth_user_sid))


@message(Session, role=POOL_OPERATOR)
async def logout_subject_identifier(ctx: Context, subject_identifier: str) -> None:
    """End all sessions of a user but the caller's own; local superusers are no such users."""
    for session in ctx.store.all(Session):
        if subject_identifier and session.auth_user_sid == subject_identifier and session is not ctx.session:
            life.end(ctx.store, session)


def own_session(ctx: Context) -> Session:
    """The session of the call; there is none when the daemon itself makes it."""
    if ctx.session is None:
        raise XenError("SESSION_INVALID", "")
    return ctx.session


not_built(Session, "create_from_db_file(filename: string) => session ref",
          "Open a session that looks into a saved database.", role=NOBODY,
          waits_for="disaster recovery")  # fmt: skip
