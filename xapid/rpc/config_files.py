"""What hosts of a pool have in common beside the database: the administrator's password, as a hash."""

from __future__ import annotations

import asyncio

import orjson

from xapid.model.errors import XenError
from xapid.objects.passwords import read_entries
from xapid.rpc.handlers import handler
from xapid.rpc.stream import Refused, StreamRequest

#: Whose password all hosts of a pool share.
ADMINISTRATOR = "root"

_PATHS = ("/sync_config_files", "/sync_config_files/", "/sync_config_files/2")


@handler("GET", "/sync_config_files", action="get_config_sync")
async def get_config_sync(request: StreamRequest) -> None:
    """The administrator's hash as JSON; 404 where the system keeps the passwords."""
    authenticator = request.ctx.services.authenticator
    if request.head.path not in _PATHS:
        raise Refused(404, XenError("INTERNAL_ERROR", f"There is no {request.head.path}"))
    entries = {} if authenticator.service else await asyncio.to_thread(read_entries, authenticator.path)
    if ADMINISTRATOR not in entries:
        raise Refused(404, XenError("INTERNAL_ERROR", "No administrators' file has a password here"))
    body = orjson.dumps({"password": entries[ADMINISTRATOR].hash})
    await request.respond(200, {"Content-Type": "application/json", "Content-Length": str(len(body))})
    await request.write(body)
