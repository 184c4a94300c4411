"""Logging in for one command, and out again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from xapid.model.errors import XenError
from xe.commands.arguments import Line
from xe.commands.cli import Dispatcher
from xe.commands.declare import Command
from xe.commands.failures import LoginFailed

_ORIGINATOR = "cli"
_VERSION = "1.3"


@asynccontextmanager
async def logged_in(dispatcher: Dispatcher, caller: Any, command: Command, line: Line) -> AsyncIterator[str]:
    """The reference of a session for as long as the block lasts; one that was given is left open.

    Raises LoginFailed.
    """
    if line.session or not command.session:
        yield line.session
        return
    user, password = line.params.get("username"), line.params.get("password")
    if command.local:
        login, logout, arguments = "slave_local_login_with_password", "local_logout", [user, password]
    else:
        login, logout, arguments = "login_with_password", "logout", [user, password, _VERSION, _ORIGINATOR]
    try:
        session = await dispatcher.call(caller, f"session.{login}", arguments, lambda made: made.ref)
    except XenError as error:
        if error.code != "SESSION_AUTHENTICATION_FAILED":
            raise
        raise LoginFailed(
            "Authentication failed" if user else "Username/password must be specified"
        ) from None
    try:
        yield session
    finally:
        await _leave(dispatcher, caller, logout, session)


async def _leave(dispatcher: Dispatcher, caller: Any, logout: str, session: str) -> None:
    try:
        await dispatcher.call(caller, f"session.{logout}", [session])
    except XenError as error:
        if error.code != "SESSION_INVALID":  # somebody ended it meanwhile
            raise
