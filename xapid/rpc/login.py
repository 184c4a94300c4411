"""Who uses a byte stream: by the unix socket, a session, the pool's secret, a password or a certificate."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from xapid.model.errors import XenError
from xapid.objects import audit, rights
from xapid.objects.context import Context
from xapid.objects.session import Session
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.head import Head


class Denied(Exception):
    """The caller may not. ``status``: 401 or 403; 503 for one who calls too often."""

    def __init__(self, status: int, error: XenError) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error


@dataclass(frozen=True)
class Login:
    """What was found out. ``session`` is None for local root without one; ``temporary``: left again."""

    session: Session | None
    temporary: bool = False


async def log_in(dispatcher: Dispatcher, head: Head, caller: Caller, permission: str) -> Login:
    """Find out who it is and whether they hold ``permission``. Raises Denied."""
    ref = head.cookies.get("session_id") or head.first("session_id")
    if ref:
        login = Login(_session(dispatcher, ref))
    elif caller.local_root:
        return Login(None)
    else:
        login = Login(await _temporary(dispatcher, head, caller), temporary=True)
    try:
        if login.session is not None and not caller.local_root:
            rights.require(login.session, permission.lower())
    except XenError as error:
        entry(dispatcher, head, caller, login.session, permission).end(error)
        await log_out(dispatcher, caller, login)
        raise Denied(403, error) from None
    return login


def entry(dispatcher: Dispatcher, head: Head, caller: Caller, session: Session | None,
          permission: str) -> audit.Entry:  # fmt: skip
    """The line of the audit log for a request that no task stands for."""
    ctx = Context(dispatcher.store, dispatcher.services, session, request=caller.request)
    return audit.Entry.of_stream(ctx, permission, head.query)


async def log_out(dispatcher: Dispatcher, caller: Caller, login: Login) -> None:
    """End a session that was made for one request."""
    if login.temporary and login.session is not None and login.session.alive:
        await dispatcher.call(caller, "session.logout", [login.session.ref])


def _session(dispatcher: Dispatcher, ref: str) -> Session:
    try:
        return dispatcher.session(ref)
    except XenError as error:
        raise Denied(401, error) from None


async def _temporary(dispatcher: Dispatcher, head: Head, caller: Caller) -> Session:
    """A session for one request, by the first proof of identity that it has. Raises Denied."""
    secret = head.cookies.get("pool_secret") or head.first("pool_secret")
    if secret:
        return await _made(dispatcher, caller, "session.slave_local_login", [secret])
    if caller.client_certificate and "authorization" not in head.headers:
        return await _made(dispatcher, caller, "session.login_with_password", ["", "", "1.0", "http"])
    return await by_password(dispatcher, head, caller)


async def by_password(dispatcher: Dispatcher, head: Head, caller: Caller) -> Session:
    """A session for the name and password in the head. Raises Denied."""
    scheme, _, encoded = head.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        raise Denied(401, XenError("SESSION_AUTHENTICATION_FAILED", "", "No session and no password"))
    try:
        name, _, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except ValueError:
        raise Denied(401, XenError("SESSION_AUTHENTICATION_FAILED", "", "Unreadable credentials")) from None
    return await _made(dispatcher, caller, "session.login_with_password", [name, password, "1.0", "http"])


async def _made(dispatcher: Dispatcher, caller: Caller, method: str, params: list[str]) -> Session:
    try:
        made = await dispatcher.call(caller, method, params)
    except XenError as error:
        raise Denied(503 if error.code == "TOO_BUSY" else 401, error) from None
    return made if isinstance(made, Session) else dispatcher.session(made)
