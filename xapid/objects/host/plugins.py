"""Calling executables of the host: plugins by a message of their own, extensions as if they were messages."""

from __future__ import annotations

from typing import Any

import orjson

from xapid.model.errors import XenError
from xapid.model.messages import message
from xapid.model.roles import POOL_ADMIN
from xapid.objects.context import Context
from xapid.objects.host.declaration import Host
from xapid.objects.session.lent import lent
from xapid.plugins.contract import BadAnswer, read_call


@message(Host, role=POOL_ADMIN)
async def call_plugin(ctx: Context, host: Host, plugin: str, fn: str, args: dict[str, str]) -> str:
    """Run a function of a plugin on the host, with arguments by name; answers its output.

    It gets a session of its own, with the caller's rights. XENAPI_MISSING_PLUGIN,
    XENAPI_PLUGIN_FAILURE [status, stdout, stderr], or the error that the plugin answers.
    """
    with lent(ctx) as session:
        return await ctx.services.plugins.call_plugin(plugin, fn, session.ref, args)


@message(Host, role=POOL_ADMIN)
async def has_extension(ctx: Context, host: Host, name: str) -> bool:
    """Whether the host has the named extension."""
    return await ctx.services.plugins.has_extension(name)


@message(Host, role=POOL_ADMIN, asynchronous=False, params={"return": "string"})
async def call_extension(ctx: Context, host: Host, call: str) -> Any:
    """Run an extension of the API on the host; ``call`` is a whole call as JSON-RPC or XML-RPC.

    The answer has whatever type the extension gives it. INVALID_VALUE when the call cannot be read.
    """
    name, params = _read(call)
    return await ctx.services.plugins.call_extension(name, params)


def _read(call: str) -> tuple[str, list[Any]]:
    try:
        if call.lstrip().startswith("<"):
            return read_call(call)
        read = orjson.loads(call)
        name, params = read["method"], read.get("params")
        if isinstance(name, str) and isinstance(params, list | None):
            return name, params or []
    except (BadAnswer, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        pass
    raise XenError("INVALID_VALUE", "call", call[:200])
