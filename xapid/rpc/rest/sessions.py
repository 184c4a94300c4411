"""/rest/v1/session: where a token is got, looked at and given back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiohttp import web

from xapid.model.errors import XenError
from xapid.objects.session import Session
from xapid.rpc.caller import Caller
from xapid.rpc.dispatch import Dispatcher
from xapid.rpc.head import Head
from xapid.rpc.rest import access, listing
from xapid.rpc.rest.call import Call, answer
from xapid.rpc.rest.problem import Problem, problem_of
from xapid.rpc.rest.records import write_result

#: A token belongs into no cache.
_PRIVATE = {"Cache-Control": "no-store"}


async def begin(dispatcher: Dispatcher, head: Head, caller: Caller, given: dict[str, Any]) -> web.Response:
    """Log in with a name and password, in the body or the head, or as local root: 201 with the token."""
    listing.one(head.query, ())
    session = dispatcher.session(await _log_in(dispatcher, head, caller, given))
    said = {
        "token": session.ref, "uuid": session.uuid, "user": session.auth_user_name,
        "is_local_superuser": session.is_local_superuser,
        "idle_seconds": dispatcher.services.config.session_idle,
    }  # fmt: skip
    return answer(write_result(said), 201, _PRIVATE)


async def _log_in(dispatcher: Dispatcher, head: Head, caller: Caller, given: dict[str, Any]) -> str:
    if not given:
        shown = {n: v for n, v in head.headers.items() if n not in ("cookie", "x-session-id")}
        if shown.get("authorization", "").lower().startswith("bearer"):
            raise Problem(400, "A new token is got by a name and a password, not by another token")
        return (await access.log_in(dispatcher, replace(head, headers=shown), caller)).session
    name, password = given.get("username"), given.get("password")
    if given.keys() != {"username", "password"} or not isinstance(name, str) or not isinstance(password, str):
        raise Problem(422, "The body has username and password, both strings, and nothing else")
    try:
        params = [name, password, "1.0", "http"]
        made = await dispatcher.call(caller, "session.login_with_password", params)
    except XenError as error:
        raise problem_of(error) from None
    return made.ref if isinstance(made, Session) else str(made)


async def look(call: Call) -> web.Response:
    """The session in use; its reference is the token."""
    listing.one(call.head.query, ())
    body, _ = await call.ask("session.get_record", [call.access.session], call.encode_object)
    return answer(body, headers=_PRIVATE)


async def end(call: Call) -> web.Response:
    """Log out: the token is worth nothing any more."""
    listing.one(call.head.query, ())
    if not call.access.temporary:
        await access.log_out(call.dispatcher, call.access)
    return web.Response(status=204)
