"""Who sends a REST request: a session given as a token or cookie, a name and password, or local root."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from xapid.model.errors import XenError
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.head import Head
from xapid.rpc.login import Denied, by_password
from xapid.rpc.rest.problem import Problem, problem_of

#: Methods that change nothing.
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Access:
    """Who it is. ``temporary``: the session was made for this request, and ends with it."""

    session: str
    caller: Caller
    temporary: bool = False

    @property
    def aside(self) -> Caller:
        """The caller for what is done beside the call itself: the client's task is none of it."""
        return replace(self.caller, task_id="", subtask_of="", other_config={})


@asynccontextmanager
async def admitted(dispatcher: Dispatcher, head: Head, caller: Caller) -> AsyncIterator[Access]:
    """Who sends the request, for as long as it takes. Raises a problem: 401, 403, what logging in says."""
    access = await log_in(dispatcher, head, caller)
    try:
        yield access
    finally:
        if access.temporary:
            await log_out(dispatcher, access)


async def log_in(dispatcher: Dispatcher, head: Head, caller: Caller) -> Access:
    """As ``admitted``, without the end."""
    token, cookie = _token(head), head.cookies.get("session_id")
    if not token and head.method not in SAFE:
        _refuse_other_sites(head)
    try:
        if token or (cookie and "authorization" not in head.headers):
            return Access(dispatcher.session(token or cookie).ref, caller)
        access = Access("", caller, temporary=True)
        if caller.local_root and "authorization" not in head.headers:
            params = ["root", "", "1.0", "http"]
            session = await dispatcher.call(access.aside, "session.login_with_password", params)
        else:
            session = await by_password(dispatcher, head, access.aside)
        return replace(access, session=session.ref)
    except Denied as denied:
        raise problem_of(denied.error) from None
    except XenError as error:
        raise problem_of(error) from None


async def log_out(dispatcher: Dispatcher, access: Access) -> None:
    """End the session, if that has not happened already."""
    try:
        await dispatcher.call(access.aside, "session.logout", [access.session])
    except XenError as error:
        if error.code != "SESSION_INVALID":
            raise problem_of(error) from None


def _token(head: Head) -> str:
    """The session that the request names in a header which browsers never send by themselves."""
    scheme, _, value = head.headers.get("authorization", "").partition(" ")
    return head.headers.get("x-session-id", "") or (value.strip() if scheme.lower() == "bearer" else "")


def _refuse_other_sites(head: Head) -> None:
    """Pages of other sites could use what a browser remembers, a cookie or a password; raises 403."""
    origin = head.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != head.headers.get("host"):
        raise Problem(
            403, "A page of another site has to show a token: Authorization: Bearer, or X-Session-Id"
        )
