"""Logging in: this machine's own administrators first, then the users of the directory."""

from __future__ import annotations

from xapid.model.errors import XenError
from xapid.objects.access.subjects import account_of
from xapid.objects.authentication import Account
from xapid.objects.context import Context
from xapid.objects.session import Session, life


async def log_in(ctx: Context, user: str, password: str, originator: str, *, proven: bool) -> Session:
    """Open a session. ``proven``: the caller is root at this machine already, and no password is asked.

    Raises SESSION_AUTHENTICATION_FAILED and SESSION_AUTHORIZATION_FAILED [user, text].
    """
    account = Account(user) if proven else await _account(ctx, user, password)
    return life.open_session(ctx, account, originator)


async def log_in_locally(ctx: Context, user: str, password: str, *, proven: bool) -> Session:
    """Open a session of a local superuser; no directory is asked. Raises SESSION_AUTHENTICATION_FAILED."""
    services = ctx.services
    if not proven and services.external.enabled and not await services.authenticator.knows(user):
        raise await services.external.refusal(user, "Only a local superuser may log in here")
    account = Account(user) if proven else await services.authenticator.check(user, password)
    if not account.superuser:
        raise XenError("SESSION_AUTHENTICATION_FAILED", user, "Only a local superuser may log in here")
    return life.open_session(ctx, account, local=True)


async def _account(ctx: Context, user: str, password: str) -> life.Holder:
    """Whose password that is. A name that is a local one never reaches the directory."""
    authenticator, external = ctx.services.authenticator, ctx.services.external
    if not external.enabled or await authenticator.knows(user):
        return await authenticator.check(user, password)
    identity = await external.log_in(user, password)
    account = account_of(ctx.store, user, identity)
    if account is None:
        text = "Neither the user nor any of the user's groups may use this pool"
        raise await external.refusal(user, text, "SESSION_AUTHORIZATION_FAILED")
    return account
